"""The words of the agents' pages, the greetings and the mails, in four languages."""

import json
from pathlib import Path
from typing import Any

from desktop.desk.tracker.texts import dates

LANGUAGES = ("en", "fa", "ar", "es")
PAGE_TABLES = ("pages", "books", "gate", "health", "held")
RIGHT_TO_LEFT = ("fa", "ar")
FOLDER = Path(__file__).parent
_TABLES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")}


def language_of(code: str | None) -> str:
    """One of the four languages: the one asked for, else English."""
    return code if code in LANGUAGES else "en"


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


_PAGES = {name: texts for table in PAGE_TABLES for name, texts in _TABLES[table].items()}


def page(key: str, language: str) -> str:
    """A word of the web pages."""
    found: str = _forms(key, language)
    return found


def _forms(key: str, language: str) -> Any:
    """A word, or for one that counts its plural forms by their CLDR names."""
    texts = _PAGES[key]
    return texts.get(language) or texts["en"]


def sentence(key: str, language: str, **facts: Any) -> str:
    """A word of the web pages with facts in it; where it counts, `n` decides which of its forms."""
    words = _forms(key, language)
    if isinstance(words, dict):
        words = words.get(form_of(language, facts["n"])) or words["other"]
    return str(words).format(**{name: _isolated(fact, language) for name, fact in facts.items()})


def _isolated(fact: int | str, language: str) -> str:
    """A count in the language's digits; a name or code that its sentence's direction leaves alone, and the reverse."""
    if not isinstance(fact, str):
        return dates.number(fact, language)
    is_plain = fact.isascii() and language not in RIGHT_TO_LEFT
    return fact if is_plain else f"\u2068{fact}\u2069"


def form_of(language: str, n: int) -> str:
    """The plural form that a count takes, by its CLDR name."""
    if language == "ar":
        if n < 3:
            return ("zero", "one", "two")[n]
        return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"
    return "one" if n == 1 else "other"


def is_of_a_page(text: str) -> bool:
    """Whether these are words of the web pages, in any language."""
    return any(text in entry.values() for entry in _PAGES.values())


def greeting(language: str, customer: str, agent: str) -> str:
    """The greeting an agent may start with, in the customer's language."""
    found: str = _TABLES["greetings"][language_of(language)].format(customer=customer, agent=agent)
    return found


def mail(language: str) -> dict[str, str]:
    """The sentences of the mail that tells of an answer."""
    found: dict[str, str] = _TABLES["mail"][language_of(language)]
    return found


def refusal(language: str) -> dict[str, str]:
    """What is said of mails that were not taken in, or not whole."""
    found: dict[str, str] = _TABLES["refusals"][language_of(language)]
    return found
