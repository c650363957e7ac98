"""What an operator does with customers and agents, as typed: while the help desk runs, and heard of at once."""

import json
from pathlib import Path

import pytest
import requests

from desktop import command_line, commands
from tests.desk.browser import Browser
from tests.desk.polling import until
from tests.desk.running import Person, address_of, headers, running_desk

BOOK = {
    "customers": [
        {
            "username": "nima",
            "verification": {"level": 1, "percent": 60, "missing": ["address"]},
            "wallets": [{"number": "Wallet USD 7", "currency": "USD", "network": "trc20", "balance": "99.01"}],
            "transactions": [
                {
                    "reference": "T-1",
                    "wallet": "Wallet USD 7",
                    "date": "2023-06-23T18:04:00Z",
                    "account": "Wallet USD 7",
                    "method": "USD - trc20",
                    "kind": "deposit",
                    "amount": "99.01",
                    "currency": "USD",
                    "fee": "0.00",
                    "state": "done",
                }
            ],
        }
    ]
}


def typed(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> tuple[int, str, str]:
    code = commands.main(command_line.parse(["people", *words, "--data-dir", str(home)]))
    said = capsys.readouterr()
    return code, said.out.strip(), said.err.strip()


def status_of_sign_in(url: str, name: str, password: str) -> int:
    answer = requests.post(
        f"{url}/rest/desk/token", json={"label": "t"}, auth=(name, password), headers=headers(url), timeout=30
    )
    return answer.status_code


def test_an_operator_adds_and_removes_people(tmp_path: Path, umask: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = typed(capsys, tmp_path)
    assert (code, "otet-desk desk" in error) == (1, True)
    with running_desk(tmp_path / "desk") as desk:
        url = address_of(desk).url
        _, said, _ = typed(capsys, tmp_path, "add", "nima", "--email", "nima@example.org", "--language", "fa")
        password = said.split()[-1]
        nima = Person(url, "nima", password)
        since = nima.cursor()
        book = tmp_path / "book.json"
        book.write_text(json.dumps(BOOK))
        for _ in range(2):
            assert typed(capsys, tmp_path, "book", str(book))[0] == 0
        assert until(lambda: bool(nima.get("/rest/desk/wait", params={"since": since, "timeout": "5"})["changed"]))
        synced = nima.sync(since)
        assert [row["balance"] for row in synced["wallets"].values()] == ["99.01"]
        assert [row["date"] for row in synced["transactions"].values()] == [1687543440000]
        assert synced["verification"] == {"level": 1, "percent": 60, "missing": ["address"]}
        before = nima.cursor()
        book.write_text(json.dumps(BOOK).replace('"balance": "99.01"', '"balance": "100.01"'))
        typed(capsys, tmp_path, "book", str(book))
        changed = nima.sync(before)
        assert [row["balance"] for row in changed["wallets"].values()] == ["100.01"]
        assert changed["transactions"] == {}

        _, said, _ = typed(capsys, tmp_path, "password", "nima")
        assert nima.call("GET", "/rest/desk/about").status_code == 401
        assert status_of_sign_in(url, "nima", password) == 401
        assert status_of_sign_in(url, "nima", said.split()[-1]) == 201
        assert typed(capsys, tmp_path, "remove", "nima") == (0, "", "")
        assert status_of_sign_in(url, "nima", said.split()[-1]) == 401

        _, said, _ = typed(capsys, tmp_path, "add", "--agent", "omid", "--email", "omid@example.org")
        browser = Browser(url)
        assert "Waiting for an answer" in browser.sign_in("omid", said.split()[-1]).text
        assert 'value="keeprates"' not in browser.get("rates").html
        assert typed(capsys, tmp_path, "role", "omid", "finance") == (0, "", "")
        assert 'value="keeprates"' in browser.get("rates").html
        assert typed(capsys, tmp_path, "role", "omid", "agent") == (0, "", "")
        assert 'value="keeprates"' not in browser.get("rates").html
        browser.close()
        nima.http.close()
        assert "omid\tAgent\tomid\tomid@example.org\ten" in typed(capsys, tmp_path)[1].splitlines()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("add", "demo", "--email", "x@example.org"), "demo"),
        (("add", "new", "--email", "no address"), "address"),
        (("password", "nobody"), "nobody"),
        (("remove", "admin"), "itself"),
        (("role", "demo", "finance"), "no agent"),
        (("role", "nobody", "finance"), "nobody"),
        (("book", "float.json"), "quotation marks"),
        (("book", "missing.json"), "missing.json"),
        (("book", "wallet.json"), "no wallet"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    new_tracker: Path,
    tmp_path: Path,
    umask: None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    reason: str,
) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "tracker").symlink_to(new_tracker)
    monkeypatch.chdir(tmp_path)
    for name, facts in (
        ("float", {"wallets": [{"number": "1", "balance": 1.5}]}),
        ("wallet", {"wallets": [], "transactions": [{"reference": "1", "date": "2023-06-23", "wallet": "9"}]}),
    ):
        Path(f"{name}.json").write_text(json.dumps({"customers": [{"username": "demo", **facts}]}))
    before = typed(capsys, tmp_path)
    code, said, error = typed(capsys, tmp_path, *words)
    assert (code, said) == (1, "")
    assert reason in error
    assert typed(capsys, tmp_path) == before
