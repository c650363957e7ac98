"""Where Roundup finds the web client and the mail gateway of the help desk."""

from desktop.desk.tracker.interfaces import Client, MailGW

__all__ = ["Client", "MailGW"]
