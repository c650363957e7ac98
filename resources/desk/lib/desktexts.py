"""The words of the agents' pages, the greetings and the mails, in four languages."""

import json
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "fa", "ar", "es")
RIGHT_TO_LEFT = ("fa", "ar")
_TEXTS = Path(__file__).parent / "texts"


@cache
def _table(name):
    return json.loads((_TEXTS / f"{name}.json").read_text(encoding="utf-8"))


def language_of(code):
    """One of the four languages: the one asked for, else English."""
    return code if code in LANGUAGES else "en"


def direction(language):
    """`rtl` or `ltr`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def page(key, language):
    """A word of the web pages."""
    texts = _table("pages")[key]
    return texts.get(language) or texts["en"]


def greeting(language, customer, agent):
    """The greeting an agent may start with, in the customer's language."""
    return _table("greetings")[language_of(language)].format(customer=customer, agent=agent)


def mail(language):
    """The sentences of the mail that tells of an answer."""
    return _table("mail")[language_of(language)]
