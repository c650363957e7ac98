"""The words of the agents' pages, the greetings and the mails, in four languages."""

import json
from pathlib import Path

LANGUAGES = ("en", "fa", "ar", "es")
PAGE_TABLES = ("pages", "books", "gate", "health", "held")
RIGHT_TO_LEFT = ("fa", "ar")
FOLDER = Path(__file__).parent
_TABLES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")}


def language_of(code):
    """One of the four languages: the one asked for, else English."""
    return code if code in LANGUAGES else "en"


def direction(language):
    """`rtl` or `ltr`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


_PAGES = {name: texts for table in PAGE_TABLES for name, texts in _TABLES[table].items()}


def page(key, language):
    """A word of the web pages."""
    texts = _PAGES[key]
    return texts.get(language) or texts["en"]


def sentence(key, language, **facts):
    """A word of the web pages with facts in it; where it counts, `n` decides which of its forms."""
    words = page(key, language)
    if isinstance(words, dict):
        words = words.get(form_of(language, facts["n"])) or words["other"]
    return words.format(**{name: _isolated(fact, language) for name, fact in facts.items()})


def _isolated(fact, language):
    """A name or code that its sentence's direction leaves alone, and that leaves the sentence alone."""
    is_plain = not isinstance(fact, str) or (fact.isascii() and language not in RIGHT_TO_LEFT)
    return fact if is_plain else f"\u2068{fact}\u2069"


def form_of(language, n):
    """The plural form that a count takes, by its CLDR name."""
    if language == "ar":
        if n < 3:
            return ("zero", "one", "two")[n]
        return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"
    return "one" if n == 1 else "other"


def is_of_a_page(text):
    """Whether these are words of the web pages, in any language."""
    return any(text in entry.values() for entry in _PAGES.values())


def greeting(language, customer, agent):
    """The greeting an agent may start with, in the customer's language."""
    return _TABLES["greetings"][language_of(language)].format(customer=customer, agent=agent)


def mail(language):
    """The sentences of the mail that tells of an answer."""
    return _TABLES["mail"][language_of(language)]


def refusal(language):
    """What is said of mails that were not taken in, or not whole."""
    return _TABLES["refusals"][language_of(language)]
