"""What Roundup takes from a tracker: its web client and mail gateway; importing the routes registers them."""

import deskabout
import desksearch
import desksubmit
import desksync
import desktokens
from deskclient import Client
from deskmailgate import MailGW

ROUTES = (deskabout, desksearch, desksubmit, desksync, desktokens)

__all__ = ["ROUTES", "Client", "MailGW"]
