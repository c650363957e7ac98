"""Gives the page templates their values, and agents the actions behind their forms."""

import deskassets
import deskcompose
import deskcustomers
import deskfinance
import desklist
import deskreply
import deskthread


def desk(utils):
    """The pages as the signed-in person sees them; one for each request."""
    client = utils.client
    if not hasattr(client, "desk_view"):
        client.desk_view = deskthread.Page(client)
        # after signing out, Back shows nothing of what was read and written here
        client.setHeader("Cache-Control", "no-store")
    return client.desk_view


def desk_compose(utils, issue):
    """The forms below a ticket."""
    return deskcompose.Compose(utils.client, issue)


def desk_asset(utils, name):
    """The address of a style sheet or script, which changes with its content."""
    return deskassets.address(utils.client.instance.config["TEMPLATES"], name)


def desk_list(utils):
    """The list of tickets as the request filters it."""
    return desklist.Lists(utils.client)


def desk_books(utils):
    """Customers and their money, for agents."""
    client = utils.client
    if not hasattr(client, "desk_books"):
        client.desk_books = deskcustomers.Books(client)
    return client.desk_books


def init(instance):
    instance.registerUtilMethod("desk", desk)
    instance.registerUtilMethod("desk_asset", desk_asset)
    instance.registerUtilMethod("desk_compose", desk_compose)
    instance.registerUtilMethod("desk_list", desk_list)
    instance.registerUtilMethod("desk_books", desk_books)
    for name, action in {**deskreply.ACTIONS, **deskfinance.ACTIONS}.items():
        instance.registerAction(name, action)
