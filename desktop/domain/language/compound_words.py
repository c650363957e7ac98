"""Persian compound words that are written as one word or as two: «می خواهم», «حساب ها», «کیف پول»."""

from collections.abc import Sequence
from itertools import pairwise


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BEFORE = _set("می نمی بی")
"""What is put before a word, and in careless writing glued to it."""
_AFTER = _set("ها های هایی هایم هایت هایش هایمان هایتان هایشان هام هات هاش هاست تر ترین تری ام ات اش اند ایم اید ای")
"""What is put behind a word."""
_NAMES = _set(
    "محمد علی امیر حمید غلام سید رضا حسین حسن مهدی عباس صادق باقر امین هادی کاظم نقی تقی اکبر اصغر فاطمه زهرا "
    "زینب مریم سادات عبد الله الرحمن الرحیم الکریم الحمید المجید ابو"
)
"""Parts of double names: «علی رضا» is «علیرضا»."""
_COMPOUNDS = _set(
    "کیفپول کیفپولم کیفپولها پیگیری پیشفرض پیشپرداخت پیشنیاز پیشنویس پیشبینی بازپرداخت بازگشت بازنشانی سرمایهگذار "
    "سرمایهگذاری سپردهگذاری معاملهگر معاملهگری کارگزار کارگزاری حسابدار حسابداری نرمافزار سختافزار وبسایت خودکار "
    "دستکم همچنین هیچکس هیچگاه هیچکدام اینکه انکه چنانچه بنابراین یکبار یکدیگر هرگونه هرچند یکشنبه دوشنبه "
    "سهشنبه چهارشنبه پنجشنبه کارتخوان عابربانک موبایلبانک همراهبانک اینترنتبانک تلفنبانک بیتکوین لایتکوین "
    "استیبلکوین رمزارز بلاکچین متاتریدر سیتریدر استاپلاس تیکپروفیت اسکرینشات کدملی زرینپال واتساپ ایمیل ایدی ایپی "
    "گذرواژه رمزعبور احرازهویت پاسخگو پاسخگویی راهنما راهاندازی جابجایی جابجا روبرو صورتحساب شمارهحساب شمارهکارت "
    "کارمزد سوداور زیانده لایوچت افلاین انلاین"
)
"""Other words of money, accounts and everyday writing, each as it is folded and written in one."""


def joined(words: Sequence[str]) -> list[str]:
    """For folded `words` that stand side by side, those which people also write in one."""
    return [
        first + second
        for first, second in pairwise(words)
        if first in _BEFORE
        or second in _AFTER
        or (first in _NAMES and second in _NAMES)
        or first + second in _COMPOUNDS
    ]
