"""Gives the page templates their values, and agents the one action behind their Send button."""

import deskcustomers
import deskfinance
import deskheldpage
import desklist
import deskreply
import deskthread


def desk(utils):
    """The pages as the signed-in person sees them; one for each request."""
    client = utils.client
    if not hasattr(client, "desk_view"):
        client.desk_view = deskthread.Page(client)
    return client.desk_view


def desk_list(utils):
    """The list of tickets as the request filters it."""
    return desklist.Lists(utils.client)


def desk_books(utils):
    """Customers and their money, for agents."""
    client = utils.client
    if not hasattr(client, "desk_books"):
        client.desk_books = deskcustomers.Books(client)
    return client.desk_books


def desk_held(utils):
    """Mails that were not taken in, for agents."""
    client = utils.client
    if not hasattr(client, "desk_held"):
        client.desk_held = deskheldpage.Held(client)
    return client.desk_held


def init(instance):
    instance.registerUtilMethod("desk", desk)
    instance.registerUtilMethod("desk_list", desk_list)
    instance.registerUtilMethod("desk_books", desk_books)
    instance.registerUtilMethod("desk_held", desk_held)
    instance.registerAction("reply", deskreply.Reply)
    for name, action in {**deskfinance.ACTIONS, **deskheldpage.ACTIONS}.items():
        instance.registerAction(name, action)
