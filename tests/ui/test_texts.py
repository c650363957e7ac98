"""Every code has a sentence in every language, with what is known in it and nothing left open."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QApplication

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import Delivery
from desktop.settings import Settings
from desktop.ui.kit.appearance import LANGUAGES, Appearance
from desktop.ui.language import texts
from desktop.ui.language.formats import Formats
from desktop.ui.welcome.sign_in_texts import sign_in_problem
from tests.fakes import FakeClock
from tests.ui.frame import NOON_MS

KNOWN = Problem(
    ErrorCode.INTERNAL,
    name="scan.pdf",
    limit_bytes=25 * 1024**2,
    size_bytes=30 * 1024**2,
    over=1200,
    limit=20,
    said="Department is closed",
    retry_after_s=90,
)


@pytest.fixture(params=list(LANGUAGES))
def formats(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Formats]:
    clock = FakeClock()
    clock.jump((NOON_MS - clock.now_ms()) / 1000)
    made = Formats(clock, zone=QTimeZone(b"UTC"))
    appearance = Appearance(qapp, made)
    appearance.apply(Settings(language=request.param, theme="light"))
    yield made
    appearance.apply(Settings(language="en", theme="light"))
    appearance.deleteLater()


@pytest.mark.parametrize("code", ErrorCode)
@pytest.mark.parametrize("known", [KNOWN, Problem(ErrorCode.INTERNAL)], ids=["much known", "nothing known"])
def test_every_problem_has_a_sentence(formats: Formats, code: ErrorCode, known: Problem) -> None:
    problem = replace(known, code=code)
    for words in (texts.problem(problem, formats), sign_in_problem(problem, formats)):
        assert len(words) > 15
        assert "{" not in words
        assert code.value not in words, "codes are not for people"
        letters = [sign for sign in words if sign.isalpha()]
        arabic = sum("\u0600" <= sign <= "\u06ff" for sign in letters) / len(letters)
        assert arabic > 0.4 if formats.is_rtl else arabic == 0


def test_what_is_known_is_written_for_the_user(formats: Formats) -> None:
    words = texts.problem(replace(KNOWN, code=ErrorCode.FILE_TOO_LARGE), formats)
    assert "\u2066scan.pdf\u2069" in words
    size = {"en": "25.0 MB", "fa": "۲۵٫۰ مگابایت", "ar": "٢٥٫٠ ميغابايت", "es": "25,0 MB"}[formats.language]
    assert f"\u2068{size}\u2069" in words
    refused = replace(KNOWN, code=ErrorCode.REFUSED)
    assert texts.problem(refused, formats).endswith("\u2068Department is closed\u2069")
    assert "\u2068Department is closed\u2069" in sign_in_problem(refused, formats)


@pytest.mark.parametrize("code", ErrorCode)
def test_the_help_desks_own_words_are_never_left_out(formats: Formats, code: ErrorCode) -> None:
    words = texts.problem(Problem(code, said="Department is closed"), formats)
    assert words.endswith("\u2068Department is closed\u2069")


def test_the_help_desks_own_words_are_bounded_and_plain(formats: Formats) -> None:
    words = texts.problem(Problem(ErrorCode.REFUSED, said="\u202egnp.exe\n\x00" + "no " * 500), formats)
    assert len(words) < 500 and "\u202e" not in words and "\n" not in words and "\x00" not in words


@pytest.mark.parametrize("code", ErrorCode)
def test_what_needs_the_person_never_says_that_we_go_on(qapp: QApplication, code: ErrorCode) -> None:
    clock = FakeClock()
    formats = Formats(clock, zone=QTimeZone(b"UTC"))
    Appearance(qapp, formats).apply(Settings(language="en", theme="light"))
    words = texts.decision(Problem(code, could_duplicate=True), formats)
    assert not any(promise in words for promise in ("keep trying", "by itself", "by themselves", "go on by our"))


def test_a_name_cannot_turn_into_a_fact(formats: Formats) -> None:
    words = texts.problem(Problem(ErrorCode.FILE_EMPTY, name="{limit}{0.__class__}"), formats)
    assert "{limit}{0.__class__}" in words


@pytest.mark.parametrize("link", [LinkState.STARTING, LinkState.SYNCING])
@pytest.mark.parametrize("synced_ms", [0, NOON_MS])
def test_what_goes_on_has_no_dots_before_a_comma(formats: Formats, link: LinkState, synced_ms: int) -> None:
    alone = texts.sync_status(SyncStatus(link, synced_ms), formats)
    said = texts.sync_status(SyncStatus(link, synced_ms, needs_you=1), formats)
    assert alone.endswith("…") and said.startswith(alone.rstrip("…")) and "…" not in said


def test_sync_in_words(qapp: QApplication) -> None:
    clock = FakeClock()
    clock.jump((NOON_MS - clock.now_ms()) / 1000)
    formats = Formats(clock, zone=QTimeZone(b"UTC"))
    Appearance(qapp, formats).apply(Settings(language="en", theme="light"))
    said = {
        texts.sync_status(status, formats)
        for status in (
            SyncStatus(LinkState.UP_TO_DATE, NOON_MS),
            SyncStatus(LinkState.UP_TO_DATE, NOON_MS, waiting=1),
            SyncStatus(LinkState.OFFLINE, NOON_MS, waiting=2),
            SyncStatus(LinkState.OFFLINE, NOON_MS),
            SyncStatus(LinkState.SLOW, NOON_MS, waiting=2),
            SyncStatus(LinkState.UP_TO_DATE, NOON_MS, is_watched=False),
            SyncStatus(LinkState.SIGN_IN_AGAIN, NOON_MS, waiting=2),
            SyncStatus(LinkState.BUSY, NOON_MS, retry_ms=NOON_MS + 60_000),
            SyncStatus(LinkState.SYNCING),
            SyncStatus(LinkState.SYNCING, NOON_MS),
        )
    }
    assert said == {
        "Up to date 12:03",
        "Slow connection, 2 waiting to send",
        "Last checked 12:03",
        "1 waiting to send",
        "Offline, 2 waiting to send",
        "Offline",
        "Sign in again",
        "Support is busy, next try at 12:04",
        "Fetching your tickets…",
        "Checking for answers…",
    }


def test_delivery_in_words(formats: Formats) -> None:
    said = [texts.delivery(state, formats) for state in Delivery]
    assert len(set(said)) == len(Delivery)
    assert formats.percent(40) in texts.delivery(Delivery.SENDING, formats, 40)


def test_a_wrong_date_of_this_computer_is_shown(formats: Formats) -> None:
    formats._clock.jump(5 * 365.25 * 24 * 3600)  # type: ignore[attr-defined]
    year = {"en": "2031", "fa": "۱۴۱۰", "ar": "٢٠٣١", "es": "2031"}[formats.language]
    assert year in texts.problem(Problem(ErrorCode.CERTIFICATE, reason="x", is_outside_validity=True), formats)
    assert year not in texts.problem(Problem(ErrorCode.CERTIFICATE, reason="self-signed"), formats)


def test_a_proxy_is_not_taken_for_the_help_desk(formats: Formats) -> None:
    sentences = {
        texts.problem(problem, formats)
        for problem in (
            Problem(ErrorCode.PROXY_REFUSED, proxy="password"),
            Problem(ErrorCode.PROXY_REFUSED, proxy="socks"),
            Problem(ErrorCode.SIGN_IN_TO_NETWORK),
            Problem(ErrorCode.OFFLINE),
        )
    }
    assert len(sentences) == 4
