"""A help desk that is killed while it takes mails in: each of them is dealt with once, and none is lost."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from roundup import instance

from tests.desk.local_tracker import TRADER, new_mail
from tests.desk.polling import until
from tests.desk.running import child_of, running_desk

MAILS, KILLS = 40, 5


def test_each_mail_is_dealt_with_once_whenever_the_help_desk_is_killed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    new = home / "inbox-mail" / "new"
    with running_desk(home):
        new.mkdir(parents=True, exist_ok=True)
        for kill in range(KILLS + 1):
            for number in range(kill * MAILS, (kill + 1) * MAILS):
                sender = TRADER if number % 2 else f'"Broken <{TRADER}>'
                mail = new_mail(f"Words {number};", Subject=f"Mail {number};")
                mail.add_attachment(b"x" * 50_000, maintype="image", subtype="png", filename=f"{number}.png")
                del mail["From"]
                (home / "half").write_bytes(f"From: {sender}\n".encode() + mail.as_bytes())
                (home / "half").replace(new / f"{number:04}")
            left = MAILS - 5 - kill * 5
            assert until(lambda left=left: len(list(new.iterdir())) <= left)  # type: ignore[misc]
            if kill < KILLS:
                with suppress(ProcessLookupError):
                    os.kill(child_of(home), signal.SIGKILL)
        assert until(lambda: not list(new.iterdir()))
    db = instance.open(str(home / "tracker")).open("admin")
    try:
        subjects = [db.issue.get(item, "title") for item in db.issue.list()]
        subjects += [db.heldmail.get(item, "subject") for item in db.heldmail.list()]
        files = [db.heldmail.get(item, "file") for item in db.heldmail.list()]
    finally:
        db.close()
    wanted = [f"Mail {number};" for number in range((KILLS + 1) * MAILS)]
    assert sorted(one for one in subjects if one.startswith("Mail ")) == sorted(wanted)
    assert sorted(path.name for path in (home / "inbox-mail" / "held").iterdir()) == sorted(files)
