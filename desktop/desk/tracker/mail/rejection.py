"""Writes the mails that say why a mail was not taken in."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, make_msgid
from typing import Any

from desktop.desk.tracker import texts
from desktop.desk.tracker.mail import parse
from desktop.desk.tracker.roundup_types import Config

QUOTED_LETTERS = 20_000


def compose(
    config: Config, kind: str, address: str, language: str, incoming: parse.Incoming, **facts: Any
) -> EmailMessage:
    """One refusal; a customer (a known `language`) gets back what was written, a stranger none of it."""
    facts = {
        "address": config.TRACKER_EMAIL,
        "name": config.TRACKER_NAME,
        "page": config.TRACKER_WEB,
        "limit": parse.MAIL_LIMIT_BYTES // 1024 // 1024,
        **facts,
    }
    languages = [texts.language_of(language)] if language else texts.LANGUAGES
    words = [texts.refusal(one) for one in languages]
    parts = [table[kind].format(**facts) for table in words]
    if language and incoming.text:
        quoted = incoming.text[:QUOTED_LETTERS].split("\n")
        parts += [words[0]["yours"], "\n".join(f"> {line}" for line in quoted)]
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((config.TRACKER_NAME, config.TRACKER_EMAIL))
    mail["To"] = address
    mail["Subject"] = words[0][f"{kind}_subject"].format(**facts)
    mail["Message-ID"] = make_msgid("refusal", config.MAIL_DOMAIN)
    if incoming.message_id:
        mail["In-Reply-To"] = mail["References"] = incoming.message_id
    mark_as_automatic(config, mail)
    mail["Content-Language"] = ", ".join(languages)
    mail.set_content("\n\n".join(parts) + "\n", cte="base64")
    return mail


def mark_as_automatic(config: Config, mail: EmailMessage) -> None:
    """No holiday notices to our mails, and no way for two robots to talk."""
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    mail["X-Loop"] = config.TRACKER_EMAIL
