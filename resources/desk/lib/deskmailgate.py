"""Takes mail in: the gateway writes under the same lock as the web."""

import deskstore
from roundup import mailgw


class MailGW(mailgw.MailGW):
    """Roundup's gateway; detectors/deskguard.py holds the rules for what it brings."""

    def handle_message(self, message):
        """Take in one mail."""
        with deskstore.WRITES:
            return super().handle_message(message)
