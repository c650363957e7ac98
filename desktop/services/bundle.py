"""Everything a person can do, in one value that the window is handed."""

from desktop.services.accounts import Accounts
from desktop.services.alerts import Alerts
from desktop.services.attachments import Attachments
from desktop.services.context import Context
from desktop.services.drafts import Drafts
from desktop.services.history import History
from desktop.services.reads import Reads
from desktop.services.statements import Statements
from desktop.services.tickets import Tickets
from desktop.values import dataclass


@dataclass(frozen=True)
class Services:
    """One instance of each service, sharing one context."""

    drafts: Drafts
    tickets: Tickets
    history: History
    attachments: Attachments
    accounts: Accounts
    alerts: Alerts
    statements: Statements
    reads: Reads
    context: Context

    def wake(self) -> None:
        """Tell the sync engine that there is something to fetch or to send."""
        self.context.wake()

    @staticmethod
    def of(context: Context, accounts: Accounts) -> "Services":
        """Every service over one context."""
        return Services(
            drafts=Drafts(context),
            tickets=Tickets(context),
            history=History(context),
            attachments=Attachments(context),
            accounts=accounts,
            alerts=Alerts(context),
            statements=Statements(context),
            reads=Reads.of(context.database),
            context=context,
        )
