"""The index finds what reading every message would find, and can be lost at any time."""

import random
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.background import Cancellation, Cancelled
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.language.normalisation import contains
from desktop.store import accounts
from desktop.store.changes import Kind
from desktop.store.read import search
from desktop.store.read.search import SearchIndex
from tests.domain.spellings import OTHER, SAME
from tests.store.store_harness import StoreHarness, Told, a_file, a_ticket, an_answer, own


@pytest.fixture
def index(harness: StoreHarness) -> Iterator[SearchIndex]:
    index = SearchIndex(harness.folder, harness.database)
    yield index
    index.close()


def drain(index: SearchIndex, budget: int = 2000) -> None:
    while index.index_pending(budget):
        pass


def found(harness: StoreHarness, index: SearchIndex, text: str) -> list[str]:
    ids = index.search(harness.account, text)
    return [harness.reader.execute("SELECT number FROM ticket WHERE id = ?", (id,)).fetchone()[0] for id in ids]


@pytest.fixture
def talk(harness: StoreHarness) -> StoreHarness:
    harness.page(
        a_ticket("7", subject="برداشت از كيف‌پول"),
        a_ticket("8", subject="Wallet USD"),
        own("70", body="مبلغ ۱۲۳ دلار مُحَمَّد"),
        an_answer("71", body="سلام، بررسی شد", files=(a_file(name="receipt_Málaga.pdf"),)),
        own("80", "8", body="TXID 0xDEADbeef, mi dirección"),
    )
    return harness


def test_an_index_that_cannot_be_made_is_an_error_of_the_disk(harness: StoreHarness) -> None:
    """Sync goes on without an index, but only past errors that it knows."""
    index = SearchIndex(harness.folder / "gone", harness.database)
    with pytest.raises(OtetError) as caught:
        index.index_pending()
    assert caught.value.code is ErrorCode.DISK_ERROR


def test_a_batch_does_not_read_what_is_still_to_be_indexed(harness: StoreHarness, index: SearchIndex) -> None:
    harness.page(a_ticket("7"), *(own(str(id)) for id in range(70, 80)))

    def effort() -> int:
        steps = [0]

        def count() -> int:
            steps[0] += 1
            return 0

        harness.reader.set_progress_handler(count, 1)
        index.index_pending(1)
        harness.reader.set_progress_handler(None, 0)
        return steps[0]

    index.index_pending(1)
    few = effort()
    harness.page(*(own(str(id)) for id in range(100, 400)))
    assert effort() <= few


CASES = [
    ("کیف", ["7"]),
    ("کیف پول", ["7"]),
    ("کیفپول برداشت", ["7"]),
    ("123", ["7"]),
    ("١٢", ["7"]),
    ("محمد", ["7"]),
    ("malaga", ["7"]),
    ("wallet direccion", ["8"]),
    ("0xdead", ["8"]),
    ("usd w", ["8"]),
    ("کیف wallet", []),
    ('"', []),
    ('wallet" OR "x', []),
    ("wallet*", ["8"]),
    ("سلام،", ["7"]),
    ("NEAR(a b)", []),
    ("", []),
    ("   ", []),
    ("text : wallet", []),
]


@pytest.mark.parametrize(("text", "numbers"), CASES)
@pytest.mark.parametrize("is_indexed", [True, False])
def test_found_by_any_spelling(
    talk: StoreHarness, index: SearchIndex, text: str, numbers: list[str], is_indexed: bool
) -> None:
    if is_indexed:
        drain(index)
    assert found(talk, index, text) == numbers


@pytest.mark.parametrize(("text", "numbers"), CASES)
def test_without_fts5_the_answers_are_the_same(
    talk: StoreHarness, monkeypatch: pytest.MonkeyPatch, text: str, numbers: list[str]
) -> None:
    monkeypatch.setattr(search, "_has_fts", lambda: False)
    index = SearchIndex(talk.folder, talk.database)
    assert index.index_pending() == 0
    assert found(talk, index, text) == numbers
    assert not (talk.folder / "search.sqlite").exists()


def test_every_spelling_of_a_word_is_found_and_no_other_word(harness: StoreHarness, index: SearchIndex) -> None:
    """The tables, through the store: what is stored stays as it was written."""
    pairs = [(*pair, True) for pair in SAME] + [(*pair, False) for pair in OTHER]
    texts = [text for one, other, _ in pairs for text in (one, other)]
    harness.page(*(a_ticket(str(at), subject="") for at in range(len(texts))))
    harness.page(*(own(f"1{at}", str(at), body=f"{text} end") for at, text in enumerate(texts)))
    drain(index)
    wrong = []
    for at, (one, other, is_same) in enumerate(pairs):
        for query, number in ((one, 2 * at + 1), (other, 2 * at)):
            # with a word behind it, because the last one may be the beginning of another
            if (str(number) in found(harness, index, f"{query} end")) is not is_same:
                wrong.append((one, other, query))
    assert wrong == []
    stored = [row[0] for row in harness.reader.execute("SELECT body FROM message ORDER BY id")]
    assert stored == [f"{text} end" for text in texts]


VARIANTS = {
    "ی": "یيىێ",
    "ک": "كکڪ",
    "ه": "هةەہ",
    "ا": "اأإآٱ",
    "و": "وؤۆ",
    "ر": "رڕ",
    "ل": "لڵ",
    "1": "1۱١",
    "n": "nNñ",
    "e": "eEé",
}


@st.composite
def spelled_twice(draw: st.DrawFn) -> tuple[str, str]:
    """One run of words, written by two people."""
    words = st.lists(st.text("یکهاولرمنپ1nes", min_size=1, max_size=6), min_size=1, max_size=4)
    plain = " ".join(draw(words))

    def spelled(letter: str) -> str:
        mark = draw(st.sampled_from(["", "", "", "\u064e", "\u0640", "\u0651"])) if letter.isalpha() else ""
        return str(draw(st.sampled_from(VARIANTS.get(letter, letter)))) + mark

    return "".join(map(spelled, plain)), "".join(map(spelled, plain))


@pytest.mark.slow
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pair=spelled_twice())
def test_what_one_person_wrote_another_finds(harness: StoreHarness, index: SearchIndex, pair: tuple[str, str]) -> None:
    """In the index, and by reading what is not indexed yet."""
    number = str(harness.reader.execute("SELECT count(*) FROM ticket").fetchone()[0])
    harness.page(a_ticket(number, subject=""), own(f"1{number}", number, body=pair[0]))
    assert number in found(harness, index, pair[1])
    drain(index)
    assert number in found(harness, index, pair[1])
    assert contains(*pair)


def test_a_cancelled_search_ends_and_the_index_is_still_believed(talk: StoreHarness, index: SearchIndex) -> None:
    drain(index)
    cancellation = Cancellation()
    found_so_far = index.matches(talk.account, "e", cancellation)
    cancellation.cancel()
    with pytest.raises(Cancelled):
        list(found_so_far)
    messages = talk.reader
    read: list[str] = []
    messages.set_trace_callback(read.append)
    assert found(talk, index, "wallet") == ["8"]
    messages.set_trace_callback(None)
    assert not [statement for statement in read if "m.body" in statement and "m.id > 0 " in statement], "read through"


def test_a_statement_that_runs_is_ended(harness: StoreHarness) -> None:
    cancellation, connection = Cancellation(), harness.reader
    endless = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n"
    begun = threading.Event()
    ended: list[type[BaseException]] = []

    def read() -> None:
        try:
            with search.cancellable(connection, cancellation):
                begun.set()
                connection.execute(endless).fetchall()
        except Cancelled as error:
            ended.append(type(error))

    thread = threading.Thread(target=read)
    thread.start()
    assert begun.wait(30)
    cancellation.cancel()
    thread.join(30)
    assert ended == [Cancelled]
    assert connection.execute("SELECT 1").fetchone()[0] == 1, "what is read afterwards is not ended"


def test_newest_match_first_and_each_ticket_once(harness: StoreHarness, index: SearchIndex) -> None:
    harness.page(a_ticket("7"), a_ticket("8"), a_ticket("9"))
    for id, ticket in (("1", "7"), ("2", "8"), ("3", "7"), ("4", "9"), ("5", "8")):
        harness.page(own(id, ticket, body="same word"))
    drain(index)
    assert found(harness, index, "same word") == ["8", "9", "7"]
    assert len(index.search(harness.account, "same", limit=2)) == 2


def test_work_is_done_in_portions_and_told(talk: StoreHarness, index: SearchIndex, told: Told) -> None:
    assert index.index_pending(2) == 1
    assert told.items == {(Kind.SEARCH, "")}
    assert index.index_pending(2) == 0
    told.clear()
    assert index.index_pending(2) == 0
    assert told.items == set()


def test_what_changed_is_found_by_its_new_words_only(talk: StoreHarness, index: SearchIndex) -> None:
    drain(index)
    talk.page(a_ticket("8", subject="Refund"), own("70", body="مبلغ نامعلوم"))
    drain(index)
    assert found(talk, index, "wallet") == []
    assert found(talk, index, "refund txid") == ["8"]
    assert found(talk, index, "123") == []
    assert found(talk, index, "نامعلوم کیف") == ["7"]
    talk.page(a_ticket("8", subject="Wallet again"))
    drain(index)
    assert found(talk, index, "wallet txid") == ["8"]
    assert found(talk, index, "refund") == []


def test_a_message_is_found_with_a_subject_that_came_later(harness: StoreHarness, index: SearchIndex) -> None:
    harness.page(own("70"))
    drain(index)
    harness.page(a_ticket("7", subject="Margin call"))
    drain(index)
    assert found(harness, index, "margin کیف") == ["7"]


def test_accounts_are_searched_apart(talk: StoreHarness, index: SearchIndex) -> None:
    other = talk.do(lambda tx: accounts.add(tx, "roundup", "https://example.org", "reza", "Reza"))
    talk.page(a_ticket("7"), own(body="wallet"), account=other)
    drain(index)
    assert len(index.search(other, "wallet")) == 1
    assert found(talk, index, "wallet") == ["8"]
    talk.do(lambda tx: accounts.forget(tx, other))
    assert index.search(other, "wallet") == []
    assert found(talk, index, "wallet") == ["8"]
    drain(index)
    words = sqlite3.connect(talk.folder / "search.sqlite")
    assert words.execute("SELECT value FROM state WHERE key = 'high_water'").fetchone()[0] == 3
    words.close()


def rubbish(path: Path) -> None:
    path.write_bytes(b"rubbish" * 1000)


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("harm", [Path.unlink, rubbish, halved], ids=["deleted", "rubbish", "halved"])
@pytest.mark.parametrize("is_open", [True, False])
def test_a_lost_or_damaged_index_is_made_anew(talk: StoreHarness, harm, is_open: bool) -> None:  # type: ignore[no-untyped-def]
    index = SearchIndex(talk.folder, talk.database)
    drain(index)
    if is_open:
        assert found(talk, index, "wallet") == ["8"]
    else:
        index.close()
    path = talk.folder / "search.sqlite"
    harm(path)
    index.close()
    index = SearchIndex(talk.folder, talk.database)
    assert found(talk, index, "wallet") == ["8"], "at once, by reading"
    drain(index)
    assert found(talk, index, "wallet") == ["8"]
    talk.page(own("81", "8", body="later words"))
    drain(index)
    assert found(talk, index, "later wallet") == ["8"]
    assert sqlite_says_ok(path)
    index.close()


def sqlite_says_ok(path: Path) -> bool:
    connection = sqlite3.connect(path)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    finally:
        connection.close()


def test_flipped_bytes_never_stop_a_search(talk: StoreHarness) -> None:
    index = SearchIndex(talk.folder, talk.database)
    drain(index)
    index.close()
    path = talk.folder / "search.sqlite"
    whole = path.read_bytes()
    dice = random.Random(3)
    for _ in range(60):
        harmed = bytearray(whole)
        for _ in range(dice.choice((1, 16, 64))):
            harmed[dice.randrange(len(harmed))] ^= 1 << dice.randrange(8)
        path.write_bytes(harmed)
        index = SearchIndex(talk.folder, talk.database)
        index.search(talk.account, "wallet")
        drain(index)
        index.search(talk.account, "wallet usd")
        index.close()
        for leftover in talk.folder.glob("search.sqlite*"):
            leftover.unlink()


def test_an_index_of_another_database_is_not_believed(talk: StoreHarness) -> None:
    index = SearchIndex(talk.folder, talk.database)
    drain(index)
    index.close()
    talk.close()
    (talk.folder / "otet.sqlite").unlink()
    fresh = StoreHarness(talk.folder)
    fresh.page(a_ticket("9", subject="other"), own("1", "9"), own("2", "9"), own("3", "9"))
    index = SearchIndex(fresh.folder, fresh.database)
    assert found(fresh, index, "wallet") == []
    drain(index)
    assert found(fresh, index, "other") == ["9"]
    index.close()
    fresh.close()


def test_shards_hold_together(harness: StoreHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SHARD_IDS", 10)
    monkeypatch.setattr(search, "_BATCH", 3)
    index = SearchIndex(harness.folder, harness.database)
    dice = random.Random(1)
    vocabulary = ["کیف", "پول", "كيف‌پول", "wallet", "Wallets", "برداشت", "۱۲", "12"]
    harness.page(*(a_ticket(str(number), subject="") for number in range(8)))
    texts: dict[str, list[str]] = {}
    for id in range(95):
        ticket, body = str(dice.randrange(8)), " ".join(dice.choices(vocabulary, k=3))
        harness.page(own(str(id), ticket, body=body))
        texts.setdefault(ticket, []).append(body)
        if id % 7 == 0:
            index.index_pending(5)
    drain(index, 13)
    for query in ["کیف", "کیفپول", "wal", "برداشت 12", "wallet پول", "پول wallets", "کیف کیف", "nothing"]:
        expected = {ticket for ticket, bodies in texts.items() if any(contains(body, query) for body in bodies)}
        assert set(found(harness, index, query)) == expected, query
    index.close()


@pytest.mark.parametrize("many", [3, 60])
def test_a_long_beginning_finds_every_word_that_begins_so(
    harness: StoreHarness, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """Few words are looked up one by one, many by their beginning; both in each shard, and in what changed."""
    monkeypatch.setattr(search, "SHARD_IDS", 10)
    words = [f"verif{number:02}" for number in range(many)]
    foreign = ["ВЕРИФИКАЦИЯ", "верификатор", "éxitosa", "exitosamente", "تاییدیه\u200cها", "تایید"]
    for number, word in enumerate([*words, *foreign, "veri", "verig"]):
        harness.page(a_ticket(str(number + 1)), own(f"{number}0", str(number + 1), body=f"please {word} it"))
    harness.page(a_ticket("1", subject="verifying"))
    index = SearchIndex(harness.folder, harness.database)
    try:
        drain(index)
        harness.page(a_ticket("2", subject="and verifonce more"))
        drain(index)

        def count(text: str) -> int:
            return len(index.search(harness.account, text))

        assert count("verif") == count("please verif") == many
        assert count("veri") == many + 2
        assert count("verif01") == count("verifying") == count("verifonce") == count("please verifon") == 1
        assert count("verifz") == count("please verifz") == 0
        assert (count("верифик"), count("верификац"), count("exitos"), count("تایید")) == (2, 1, 2, 2)
        for text in ("verif", "verif0", "it verif1", "verifo", "верифик", "éxito"):
            read_through = [
                row[0]
                for row in harness.reader.execute(
                    "SELECT t.number, t.subject, m.body FROM message AS m "
                    "JOIN ticket AS t ON t.id = m.ticket_id ORDER BY m.id DESC"
                )
                if contains(f"{row[1]}\n{row[2]}", text)
            ]
            assert found(harness, index, text) == read_through
    finally:
        index.close()


def test_searching_while_indexing_from_many_threads(talk: StoreHarness, index: SearchIndex) -> None:
    wrong: list[object] = []

    def look() -> None:
        for _ in range(30):
            if len(index.search(talk.account, "wallet")) != 1:
                wrong.append("wallet")

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(100, 130):
        talk.page(own(str(number), body="filler"))
        index.index_pending()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(index.search(talk.account, "filler")) == 1


def test_a_read_only_database_is_still_searched(talk: StoreHarness) -> None:
    index = SearchIndex(talk.folder, talk.database)
    drain(index)
    index.close()
    talk.do(lambda tx: tx.execute("PRAGMA user_version = 9999"))
    talk.reopen()
    index = SearchIndex(talk.folder, talk.database)
    assert index.index_pending() == 0
    assert found(talk, index, "wallet") == ["8"]
    index.close()
