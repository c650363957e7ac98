"""Everything a person can do, in one value that the window is handed."""

from dataclasses import dataclass

from desktop.services.accounts import Accounts
from desktop.services.alerts import Alerts
from desktop.services.attachments import Attachments
from desktop.services.context import Context
from desktop.services.drafts import Drafts
from desktop.services.statements import Statements
from desktop.services.tickets import Tickets


@dataclass(frozen=True)
class Services:
    """One instance of each service, sharing one context."""

    drafts: Drafts
    tickets: Tickets
    attachments: Attachments
    accounts: Accounts
    alerts: Alerts
    statements: Statements
    context: Context
