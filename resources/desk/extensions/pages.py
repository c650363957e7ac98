"""Where Roundup finds what the page templates call and the actions behind their forms."""

from desktop.desk.tracker.pages.template_functions import init

__all__ = ["init"]
