"""What the line carried in a month is counted, and kept without a write for each request."""

from desktop.store import accounts, usage
from desktop.sync.traffic import Traffic
from tests.client_harness import Client

DAY_S = 24 * 3600.0


def used(client: Client) -> int:
    return client.services.reads.state.used_bytes(client.account.id, client.clock.now_ms())


def test_it_is_kept_when_it_is_much_or_late_and_at_the_end(client: Client) -> None:
    traffic = Traffic(client.database, client.account.id, client.clock)
    traffic.note(1000, 2000)
    traffic.keep_now_and_then()
    assert used(client) == 0
    client.clock.advance(3600)
    traffic.keep_now_and_then()
    assert used(client) == 3000
    traffic.note(0, 300_000)
    traffic.keep_now_and_then()
    assert used(client) == 303_000
    traffic.note(5, 0)
    traffic.keep()
    assert used(client) == 303_005


def test_each_month_begins_at_nothing(client: Client) -> None:
    traffic = Traffic(client.database, client.account.id, client.clock)
    traffic.note(10, 0)
    traffic.keep()
    client.clock.advance(31 * DAY_S)
    assert used(client) == 0
    traffic.note(7, 0)
    traffic.keep()
    assert used(client) == 7


def test_it_goes_with_its_account(client: Client) -> None:
    with client.database.write() as tx:
        usage.add(tx, client.account.id, client.clock.now_ms(), 5)
    with client.database.write() as tx:
        accounts.forget(tx, client.account.id)
    assert used(client) == 0


def test_the_engine_counts_until_it_ends(client: Client) -> None:
    client.engine.step()
    client.connections[-1]._on_bytes(100, 200)
    client.engine.stop()
    client.engine.run()
    assert used(client) == 300


def test_the_size_of_a_page_outlives_the_program(client: Client) -> None:
    for number in range(400):
        client.desk.open_ticket(f"Ticket {number}", "?")
    asked: list[int] = []
    page = client.desk.page

    def note(cursor: str, limit: int) -> object:
        asked.append(limit)
        return page(cursor, limit)

    client.desk.page = note  # type: ignore[method-assign, assignment]
    client.settle()
    assert asked[0] == 100
    largest = max(asked)
    assert largest > 100
    client.restart()
    asked.clear()
    client.engine.step()
    assert asked[0] == min(largest, 500)
