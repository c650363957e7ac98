"""What Roundup takes from a tracker: its web client and mail gateway.

Roundup finds the modules in `lib` only while it reads this file: what the server's process uses later is loaded here,
and importing the modules with routes registers them.
"""

import deskabout
import deskfetch
import deskmail
import desksearch
import desksubmit
import desksync
import desktokens
from deskclient import Client
from deskmailgate import MailGW

LOADED = (deskabout, deskfetch, deskmail, desksearch, desksubmit, desksync, desktokens)

__all__ = ["LOADED", "Client", "MailGW"]
