"""What was taken away is told of, and an app can ask whether the help desk still has what it remembers."""

import shutil
from pathlib import Path

import pytest

from desktop.connectors.registry import connect
from desktop.domain.errors import ErrorCode, OtetError
from tests.desk.running import Agent, Person, address_of, database, new_ref, running_desk


def test_what_is_taken_away_is_told_of(trader: Person, agent: Agent, desk_home: Path) -> None:
    one, two = trader.new_ticket(), trader.new_ticket()
    answer = agent.answer(one["issue"], "Not meant for you.")
    note = agent.answer(one["issue"], "A note.", internal=True)
    cursor = trader.cursor()
    with database(desk_home) as db:
        db.issue.retire(two["issue"])
        db.msg.retire(answer)
        db.msg.retire(note)
    page = trader.get("/rest/desk/sync", params={"since": cursor})
    assert page["removed"] == {"tickets": [two["issue"]], "messages": [answer]}
    assert page["tickets"] == []
    assert page["messages"] == []
    assert trader.submit(ref=new_ref(), issue=two["issue"], content="Still there?").json()["error"]["code"] == "gone"
    # from the beginning it is the same
    assert two["issue"] not in trader.sync()["tickets"]
    asked = trader.get(
        "/rest/desk/recall", params={"tickets": f"{one['issue']},{two['issue']},99999", "messages": f"{answer},{note}"}
    )
    assert [ticket["id"] for ticket in asked["tickets"]] == [one["issue"]]
    assert asked["removed"]["tickets"] == [two["issue"]]
    assert answer in asked["removed"]["messages"]


def test_nobody_learns_of_what_is_not_theirs(trader: Person, other_customer: Person, agent: Agent) -> None:
    taken = trader.new_ticket()
    note = agent.answer(taken["issue"], "A note.", internal=True)
    asked = {"tickets": taken["issue"], "messages": f"{taken['message']},{note}"}
    found = other_customer.get("/rest/desk/recall", params=asked)
    assert (found["tickets"], found["messages"]) == ([], [])
    assert found["removed"] == {"tickets": [], "messages": []}
    own = trader.get("/rest/desk/recall", params=asked)
    assert [message["id"] for message in own["messages"]] == [taken["message"]]
    for odd in ("-1", "1e3", "1;2", "x" * 300, ",,,", "１"):
        assert trader.get("/rest/desk/recall", params={"tickets": odd})["tickets"] == []
    many = ",".join(["1"] * 201)
    assert trader.call("GET", "/rest/desk/recall", params={"tickets": many}).status_code == 400


def test_a_restored_copy_is_told_apart_through_the_connector(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running_desk(home) as desk:
        address = address_of(desk)
        person = Person(address.url, address.demo_user, address.demo_password)
        token, kept = person.token, person.new_ticket()
        person.http.close()
    shutil.copytree(home, tmp_path / "copy")
    with running_desk(home) as desk:
        link = connect("roundup", address_of(desk).url, token)
        person = Person(address_of(desk).url, address.demo_user, address.demo_password)
        lost = person.new_ticket(title="Lost")
        page = link.recall([kept["issue"], lost["issue"]], [lost["message"]])
        assert [ticket.id for ticket in page.tickets] == [kept["issue"], lost["issue"]]
        before = page.messages[0]
        person.http.close()
        link.close()
    shutil.rmtree(home)
    (tmp_path / "copy").rename(home)
    with running_desk(home) as desk:
        link = connect("roundup", address_of(desk).url, token)
        page = link.recall([kept["issue"], lost["issue"]], [lost["message"]])
        assert [ticket.id for ticket in page.tickets] == [kept["issue"]]
        assert (page.messages, page.removed_tickets) == ((), ())
        person = Person(address_of(desk).url, address.demo_user, address.demo_password)
        again = person.new_ticket(title="Another")
        assert again["issue"] == lost["issue"], "ids are given again"
        after = link.recall([], [lost["message"]]).messages[0]
        assert (after.id, after.ref) == (before.id, after.ref)
        assert after.ref != before.ref
        person.http.close()
        link.close()
        with pytest.raises(OtetError) as raised:
            connect("roundup", address_of(desk).url, "no token").recall(["1"], [])
        assert raised.value.code is ErrorCode.SIGN_IN_AGAIN
