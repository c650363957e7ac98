"""The words of the agents' pages, the greetings and the mails, in four languages."""

import json
from pathlib import Path

LANGUAGES = ("en", "fa", "ar", "es")
RIGHT_TO_LEFT = ("fa", "ar")
# read at once: a first start gives the folder its name only when everything is in it
_TABLES = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in Path(__file__).parent.glob("texts/*.json")
}


def language_of(code):
    """One of the four languages: the one asked for, else English."""
    return code if code in LANGUAGES else "en"


def direction(language):
    """`rtl` or `ltr`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def page(key, language):
    """A word of the web pages."""
    texts = _TABLES["pages"][key]
    return texts.get(language) or texts["en"]


def is_of_a_page(text):
    """Whether these are words of the web pages, in any language."""
    return any(text in entry.values() for entry in _TABLES["pages"].values())


def greeting(language, customer, agent):
    """The greeting an agent may start with, in the customer's language."""
    return _TABLES["greetings"][language_of(language)].format(customer=customer, agent=agent)


def mail(language):
    """The sentences of the mail that tells of an answer."""
    return _TABLES["mail"][language_of(language)]


def refusal(language):
    """What is said of mails that were not taken in, or not whole."""
    return _TABLES["refusals"][language_of(language)]
