"""What the tests of mail faults share: settings for a server of this computer, days of the worker, what is reported."""

from datetime import timedelta
from typing import Any

from desktop.desk.tracker import health
from tests.desk.local_tracker import Desk


def problems(desk: Desk) -> dict[str, str]:
    """What is reported, by part: the codes."""
    return {problem["part"]: problem["code"] for problem in health.problems()}


def use(desk: Desk, server: Any, **more: object) -> None:
    """Settings for a server without encryption on this computer; a password goes into a file of its own."""
    if "password" in more:
        secret = desk.place / "smtp.secret"
        secret.write_text(f"{more.pop('password')}\n", encoding="utf-8")
        secret.chmod(0o600)
        more["password_file"] = "smtp.secret"
    desk.settings(host="127.0.0.1", port=server.port, security="none", **more)


def set_address(desk: Desk, address: str) -> None:
    """An address as an import or an older version may have left it: today's rules refuse most of these."""
    desk.db.sql("update _user set _address=? where _username=?", (address, "demo"))
    desk.db.commit()
    desk.db.clearCache()


def work_for_days(desk: Desk, days: int = 3) -> int:
    """Let the worker look once an hour; how many mails went out."""
    went = 0
    for _ in range(days * 24):
        desk.now += timedelta(hours=1)
        try:
            went += desk.work_off()
        except ValueError:
            continue
    return went
