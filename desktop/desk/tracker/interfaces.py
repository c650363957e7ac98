"""What Roundup takes from a tracker: its web client and mail gateway.

Importing this registers the wire's routes, and mends what of Roundup fails where threads work at once.
"""

from desktop.desk.tracker import health, journals
from desktop.desk.tracker.client import Client
from desktop.desk.tracker.mail.gateway import MailGW
from desktop.desk.tracker.pages import templates
from desktop.desk.tracker.wire import about, search, submit, sync, tokens, uploads

journals.install()
templates.install()

ROUTES = (about, health, search, submit, sync, tokens, uploads)

__all__ = ["ROUTES", "Client", "MailGW"]
