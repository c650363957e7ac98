"""Where Roundup's own command would take mail in, it goes the way of all mails: `roundup-mailgw` fills the inbox."""

import hashlib
from email.message import EmailMessage
from pathlib import Path

from roundup import mailgw

from desktop.desk.tracker.mail import inbox


class MailGW(mailgw.MailGW):  # type: ignore[misc] # Roundup is not typed
    """Roundup's gateway without its rules: detectors and `accept` have ours."""

    def handle_Message(self, message: EmailMessage) -> None:
        """Put one mail where the worker finds it."""
        content = message.as_bytes()
        place = Path(self.instance.tracker_home).parent
        inbox.folder(place).put(content, f"gate-{hashlib.sha256(content).hexdigest()}")
