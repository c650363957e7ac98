"""Words that depend on a count."""

from PySide6.QtCore import QObject


class CountWords(QObject):
    """Qt's tool for translators reads plural forms from `tr` only, so that all of these are here.

    `%Ln` is written in the digits of the default `QLocale`, which `ui.application` sets as the reader chose.
    """

    def minutes(self, count: int) -> str:
        """A span of minutes, as short as it can be said."""
        return self.tr("%Ln min", None, count)

    def hours(self, count: int) -> str:
        """A span of hours, as short as it can be said."""
        return self.tr("%Ln h", None, count)

    def days(self, count: int) -> str:
        """A span of whole days."""
        return self.tr("%Ln day(s)", None, count)

    def bytes(self, count: int) -> str:
        """A small file's size."""
        return self.tr("%Ln byte(s)", None, count)

    def waiting(self, count: int) -> str:
        """How many messages have not gone out."""
        return self.tr("%Ln waiting to send", None, count)

    def needs_you(self, count: int) -> str:
        """How many messages wait for the user's decision, in the sidebar."""
        return self.tr("%Ln message(s) need you", None, count)

    def unreadable(self, count: int) -> str:
        """How much the help desk has said that cannot be shown, in the sidebar."""
        return self.tr("%Ln not readable", None, count)

    def unreadable_files(self, count: int) -> str:
        """Files of a message that cannot be shown."""
        return self.tr("%Ln file(s) that this version cannot show", None, count)

    def unreadable_transactions(self, count: int) -> str:
        """Transactions that are missing in a statement."""
        return self.tr("%Ln transaction(s) that this version cannot show", None, count)

    def unreadable_wallets(self, count: int) -> str:
        """Wallets that are missing."""
        return self.tr("%Ln wallet(s) that this version cannot show", None, count)

    def unreadable_records(self, count: int) -> str:
        """Anything of the help desk's that is missing."""
        return self.tr("%Ln record(s) that this version cannot show", None, count)

    def answers(self, count: int) -> str:
        """The title of a summary."""
        return self.tr("%Ln answers from support", None, count)

    def unread(self, count: int) -> str:
        """How much of a ticket has not been looked at, read aloud."""
        return self.tr("%Ln unread message(s)", None, count)

    def drafts(self, count: int) -> str:
        """Texts that were begun."""
        return self.tr("%Ln draft(s)", None, count)

    def messages(self, count: int) -> str:
        """Messages that wait to be sent."""
        return self.tr("%Ln waiting message(s)", None, count)

    def tickets_so_far(self, count: int) -> str:
        """How many tickets have been fetched while there are more to come."""
        return self.tr("%Ln ticket(s) so far", None, count)

    def older_tickets(self, count: int) -> str:
        """How many tickets of the past are still to be fetched."""
        return self.tr("%Ln older ticket(s)", None, count)

    def own_messages(self, count: int) -> str:
        """Messages that the person wrote."""
        return self.tr("%Ln of your messages", None, count)

    def unsent(self, waiting: int, drafts: int, needs_you: int = 0) -> str:
        """What was written and not sent; "" where there is nothing of the kind."""
        parts = [self.needs_you(needs_you)] if needs_you else []
        parts += [self.messages(waiting)] if waiting else []
        parts += [self.drafts(drafts)] if drafts else []
        listed = parts[0] if parts else ""
        for part in parts[1:]:
            listed = self.tr("{first}, {second}").format(first=listed, second=part)
        return listed
