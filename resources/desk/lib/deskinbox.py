"""Takes in the customers' mails: whatever fetches them puts them into the Maildir `inbox-mail`, one file a mail."""

import argparse
import email
import logging
import smtplib
from pathlib import Path

from roundup import mailer, mailgw
from roundup.roundupdb import MessageSendError

INBOX = "inbox-mail"
LOG = logging.getLogger("roundup.desk")


class Inbox:
    """The folder of one home; a mail stays in `new` until it has been dealt with."""

    def __init__(self, tracker, place, way):
        """`way()` gives what bounces are sent by."""
        self._tracker = tracker
        self._path = Path(place) / INBOX
        self._way = way

    def take_in(self, db):
        """Give every new mail to Roundup's gateway; how many there were."""
        waiting = sorted((self._path / "new").glob("[!.]*"))
        for path in waiting:
            mail = email.message_from_bytes(path.read_bytes(), mailgw.RoundupMessage)
            known = " ".join((mail.get("Message-ID") or "").split())
            # a mail that comes twice, as after a broken fetch, is one message and no reason to bounce
            if not known or not db.msg.filter(None, {}, exact_match_spec={"messageid": known}):
                self._gateway().handle_Message(mail)
            (self._path / "cur").mkdir(mode=0o700, exist_ok=True)
            path.replace(self._path / "cur" / path.name)
            db.rollback()  # see what the gateway's own connection has committed
        return len(waiting)

    def _gateway(self):
        arguments = argparse.Namespace(default_class="", set_value=[])
        gateway = self._tracker.MailGW(self._tracker, arguments)
        gateway.mailer = _Bouncer(self._tracker.config, self._way())
        return gateway


class _Bouncer(mailer.Mailer):
    """Sends the gateway's refusals the way all mails go."""

    def __init__(self, config, way):
        super().__init__(config)
        self._way = way

    def smtp_send(self, to, message, sender=None):
        mail = email.message_from_string(message)
        name = "".join(letter for letter in mail.get("Message-ID", "bounce") if letter.isalnum())
        try:
            self._way.send(mail, f"bounce-{name[:80]}.eml")
        except (OSError, smtplib.SMTPException) as error:
            LOG.warning("mail: a refusal could not be sent: %s", error)
            raise MessageSendError(str(error)) from error
