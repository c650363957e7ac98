"""What a ticket's page shows, and what came of the last Send."""

import re
from urllib.parse import quote

import deskbounce
import deskheld
import deskletter
import desktexts
import deskview
from deskview import View, text_of

OUTCOMES = ("sent", "sent_note", "sent_meanwhile", "saved", "booked", "wallet_opened", "done_already")
SHORTEST_REFERENCE = 3
REFERENCE = re.compile(r"[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)*")
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_PLAIN_QUERY = re.compile(r"[A-Za-z0-9%+=&_.-]*")  # no @action among it


class Page(View):
    """The pages of a ticket and of the sign-in."""

    @property
    def outcome(self):
        """What the last Send did, "" where there was none."""
        key = text_of(self.client.form, "outcome")
        return key if key in OUTCOMES and self.client.env["REQUEST_METHOD"] == "GET" else ""

    @property
    def held_mails(self):
        """How many mails wait for an agent's decision."""
        return deskheld.count(self.db) if self.is_agent else 0

    def came_from(self):
        """Where to go after the sign-in: the page that was asked for."""
        address = self.client.base + quote(self.client.path.lstrip("/"))
        asked = self.client.env.get("QUERY_STRING", "")
        return f"{address}?{asked}" if asked and _PLAIN_QUERY.fullmatch(asked) else address

    def may_see(self, issue):
        """Agents see every ticket, customers their own."""
        return self.is_agent or (self.is_signed_in and self.requester(issue) == self.userid)

    def thread(self, issue):
        """The messages of a ticket, oldest first."""
        owner = self.requester(issue)
        jobs = {job.msg: job for job in map(self.db.mailjob.getnode, self._jobs(issue))}
        references = self._references(owner)
        shown = []
        for item in self.messages(issue):
            msg = self.db.msg.getnode(item)
            side = "note" if msg.internal else "customer" if msg.author == owner else "support"
            is_automatic = bool(msg.internal and msg.messageid)  # a machine of the customer's answered
            is_own = owner == msg.author == self.userid
            shown.append(
                {
                    "id": item,
                    "side": side,
                    "role": self.t("automatic_reply" if is_automatic else "you" if is_own else side),
                    "author": self.name_of(owner if is_automatic else msg.author),
                    "when": self.moment(self.sent(item)),
                    "parts": self._parts(msg.content or "", references, deskview.folds(msg.folds, msg.content)),
                    "by_mail": self.is_agent and bool(msg.messageid) and (is_automatic or msg.author == owner),
                    "mail": self._mail_trouble(jobs.get(item)),
                    "files": self.files(msg.files),
                }
            )
        return shown

    def _references(self, owner):
        """What a customer's transactions are called, for agents: a word in a text may be one."""
        if not self.is_agent:
            return {}
        rows = [(self.db.txn.get(item, "reference"), item) for item in self.db.txn.find(owner=owner)]
        return {reference: item for reference, item in rows if reference and len(reference) >= SHORTEST_REFERENCE}

    def _parts(self, text, references, folds=()):
        """A text in pieces: folded ones, and those that name a transaction, with its address."""
        pieces, at = [], 0
        for start, end in folds:
            # what is folded is shown as a block of its own: it needs no line ends around it
            pieces += _linked(text[at:start].removesuffix("\n"), references)
            pieces.append({"text": text[start:end], "url": "", "fold": True})
            at = end + text.startswith("\n", end)
        return pieces + _linked(text[at:], references)

    def _jobs(self, issue):
        return self.db.mailjob.find(issue=issue) if self.is_agent else ()

    def _mail_trouble(self, job):
        """What agents should know of the mail of an answer, "" where all is well."""
        if job and job.state == "bounced":
            return _bounced(self, job)
        if job and job.state == "failed":
            return self.t("mail_failed").format(error=job.error or "")
        return self.t("mail_waiting") if job and job.state == "new" and job.tries else ""

    def files(self, ids):
        """Attachments with the address a browser downloads them from."""
        shown = []
        for item in ids:
            name = self.db.file.get(item, "name") or "file"
            shown.append(
                {
                    "name": name,
                    "url": f"file{item}/{quote(name, safe='')}",
                    "picture": self.db.file.get(item, "type") in PICTURES,
                }
            )
        return shown

    def customer(self, issue):
        """The panel beside a ticket: who asks, how far verified, with what money."""
        owner = self.requester(issue)
        user = self.db.user.getnode(owner)
        language = desktexts.language_of(user.language)
        wallets = self.db.wallet.filter(None, {"owner": owner}, sort=[("+", "id")])
        others = self.db.issue.filter(None, {"requester": owner}, sort=[("-", "updated")])
        return {
            "id": owner,
            "name": self.name_of(owner),
            "address": user.address,
            "language": self.t("lang_" + language),
            "alerts": self.t("email_on" if deskletter.wants_mail(user) else "email_off"),
            "level": user.verification_level or 0,
            "percent": user.verification_percent or 0,
            "missing": [self.missing(code) for code in (user.verification_missing or "").split()],
            "wallets": [self.db.wallet.getnode(item) for item in wallets],
            "others": [self.head(item) for item in others[:6] if item != issue][:5],
            "greeting": desktexts.greeting(language, self.name_of(owner), self.name),
        }

    def last_message(self, issue):
        """The newest message's id: what the person had seen when the page was made."""
        return max(self.db.issue.get(issue, "messages"), key=int, default="0")

    def unsent(self, issue=None):
        """Text of a form that came back without having been sent, so that it is not lost."""
        text = text_of(self.client.form, "@note")
        if text and issue and self.repeats(issue, text, text_of(self.client.form, "@seen")):
            return ""
        return text

    def repeats(self, issue, text, seen):
        """Whether this person has already sent just this text from a page that showed messages up to `seen`."""
        newer = [i for i in self.db.issue.get(issue, "messages") if seen.isdigit() and int(i) > int(seen)]
        plain = text.replace("\r\n", "\n").rstrip()
        return any(
            self.db.msg.get(i, "author") == self.userid and self.db.msg.get(i, "content") == plain for i in newer
        )


def _linked(text, references):
    """A shown text in pieces."""
    pieces, end = [], 0
    for word in REFERENCE.finditer(text) if references else ():
        if word[0] in references:
            pieces.append({"text": text[end : word.start()], "url": "", "fold": False})
            pieces.append({"text": word[0], "url": f"txn{references[word[0]]}", "fold": False})
            end = word.end()
    return [*pieces, {"text": text[end:], "url": "", "fold": False}]


def _bounced(view, job):
    """That the mail of an answer came back, and why."""
    key = deskbounce.reason_key(job.error)
    return view.sentence("mail_bounced", reason=view.t(key) if key else job.error or "")
