"""Gives the page templates their values, and agents the actions behind their forms."""

from desktop.desk.tracker import health
from desktop.desk.tracker.pages import (
    assets,
    compose,
    customers,
    finance,
    held_mail_pages,
    icons,
    reply,
    ticket_list,
    ticket_page,
)
from desktop.desk.tracker.roundup_types import Tracker, Utilities
from desktop.desk.tracker.texts import dates


def desk(utils: Utilities) -> ticket_page.Page:
    """The pages as the signed-in person sees them; one for each request."""
    client = utils.client
    if not hasattr(client, "desk_view"):
        client.desk_view = ticket_page.Page(client)
        # after signing out, Back shows nothing of what was read and written here
        client.setHeader("Cache-Control", "no-store")
    found: ticket_page.Page = client.desk_view
    return found


def desk_compose(utils: Utilities, issue: str) -> compose.Compose:
    """The forms below a ticket."""
    return compose.Compose(utils.client, issue)


def desk_asset(utils: Utilities, name: str) -> str:
    """The address of a style sheet or script, which changes with its content."""
    return assets.address(utils.client.instance.config["TEMPLATES"], name)


def desk_icon(utils: Utilities, name: str) -> str:
    """One of the app's icons, as HTML."""
    return icons.drawing(utils.client.instance.config["TEMPLATES"], name)


def desk_number(utils: Utilities, value: int) -> str:
    """A count in the reader's digits."""
    return dates.number(value, desk(utils).language)


def desk_percent(utils: Utilities, value: int) -> str:
    """A whole per cent value in the reader's digits."""
    return dates.percent(value, desk(utils).language)


def desk_section(utils: Utilities) -> str:
    """The part of the pages that is shown, by the name of its list; "" where there is nothing."""
    client = utils.client
    if not client.template:
        return "" if client.path.strip("/") else "issue"
    return "user" if client.classname == "txn" else str(client.classname)


def desk_list(utils: Utilities) -> ticket_list.Lists:
    """The list of tickets as the request filters it."""
    return ticket_list.Lists(utils.client)


def desk_books(utils: Utilities) -> customers.Books:
    """Customers and their money, for agents."""
    client = utils.client
    if not hasattr(client, "desk_books"):
        client.desk_books = customers.Books(client)
    found: customers.Books = client.desk_books
    return found


def anti_csrf_nonce(utils: Utilities, lifetime: int | None = None) -> str:
    """What a form proves by that it comes from a page of this session; made by the gate, stored nowhere."""
    found: str = utils.client.env["desk.nonce"]()
    return found


def desk_health(utils: Utilities) -> list[dict[str, str]]:
    """What does not work, for agents and the administrator: `words` and `text` of each fault."""
    view = desk(utils)
    return health.sentences(view.language) if view.is_signed_in and view.is_agent else []


def desk_held(utils: Utilities) -> held_mail_pages.Held:
    """Mails that were not taken in, for agents."""
    client = utils.client
    if not hasattr(client, "desk_held"):
        client.desk_held = held_mail_pages.Held(client)
    found: held_mail_pages.Held = client.desk_held
    return found


def init(instance: Tracker) -> None:
    """Register what templates call and the actions of their forms."""
    instance.registerUtilMethod("anti_csrf_nonce", anti_csrf_nonce)
    instance.registerUtilMethod("desk_health", desk_health)
    instance.registerUtilMethod("desk", desk)
    instance.registerUtilMethod("desk_asset", desk_asset)
    instance.registerUtilMethod("desk_icon", desk_icon)
    instance.registerUtilMethod("desk_number", desk_number)
    instance.registerUtilMethod("desk_section", desk_section)
    instance.registerUtilMethod("desk_percent", desk_percent)
    instance.registerUtilMethod("desk_compose", desk_compose)
    instance.registerUtilMethod("desk_list", desk_list)
    instance.registerUtilMethod("desk_books", desk_books)
    instance.registerUtilMethod("desk_held", desk_held)
    for name, action in {**reply.ACTIONS, **finance.ACTIONS, **held_mail_pages.ACTIONS}.items():
        instance.registerAction(name, action)
