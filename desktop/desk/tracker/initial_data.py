"""The rows every new help desk starts with: statuses, departments, and Roundup's own two users."""

from typing import Any

from desktop.desk.tracker.roundup_types import Database

STATUSES = (
    ("open", "open", "Open", "باز", "مفتوحة", "Abierto"),
    ("answered", "answered", "Answered", "پاسخ داده شده", "تم الرد", "Respondido"),
    ("solved", "solved", "Solved", "حل شده", "تم الحل", "Resuelto"),
    ("closed", "closed", "Closed", "بسته", "مغلقة", "Cerrado"),
)
DEPARTMENTS = (
    (
        "registration",
        "Registration and opening of account",
        "ثبت‌نام و افتتاح حساب کاربری",
        "التسجيل وفتح الحساب",
        "Registro y apertura de cuenta",
    ),
    ("kyc", "KYC", "احراز هویت (KYC)", "التحقق من الهوية (KYC)", "Verificación de identidad (KYC)"),
    ("technical", "Technical", "مسائل فنی", "الدعم الفني", "Técnico"),
    ("financial", "Financial", "مسائل مالی", "المالية", "Financiero"),
    ("ib", "IB", "شرکای تجاری (IB)", "الشركاء (IB)", "Socios comerciales (IB)"),
)


def fill(db: Database, admin_password: Any, admin_email: str) -> None:
    """Write the first rows of a new help desk; the caller commits."""
    for order, (name, kind, *texts) in enumerate(STATUSES, 1):
        db.status.create(name=name, kind=kind, order=order, **_labels(texts))
    for order, (name, *texts) in enumerate(DEPARTMENTS, 1):
        db.department.create(name=name, order=order, **_labels(texts))
    db.user.create(
        username="admin", password=admin_password, address=admin_email, realname="Administrator", roles="Admin"
    )
    db.user.create(username="anonymous", roles="Anonymous")


def _labels(texts: list[str]) -> dict[str, str]:
    return dict(zip(("label_en", "label_fa", "label_ar", "label_es"), texts, strict=True))
