"""After an absence: nothing is missed, nothing comes twice, and one summary says it."""

import random
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from desktop.store import accounts, cursors, mirror
from tests.simulation import counters
from tests.ui.frame import Frame, answered_page

DAY_S = 86_400


def heard(frame: Frame) -> list[tuple[str, int | None]]:
    """The alerts since the last look."""
    QApplication.processEvents()
    told = [(alert.title, alert.ticket_id) for alert in frame.told.alerts]
    frame.told.alerts.clear()
    return told


def test_a_computer_that_slept_for_eight_days(frame: Frame) -> None:
    client, desk = frame.client, frame.client.desk
    tickets = [desk.open_ticket(f"Question {number}", "?").id for number in range(5)]
    client.settle()
    assert heard(frame) == []
    dice, answers = random.Random(8), 0
    for _ in range(8):
        # asleep, the wall clock goes on and the other one stands still
        client.clock.jump(DAY_S)
        for _ in range(dice.randint(1, 4)):
            desk.answer(dice.choice(tickets), "An answer")
            answers += 1
    client.engine.wake()
    client.settle()
    assert heard(frame) == [(f"{answers} answers from support", None)]
    assert frame.window.windowTitle().startswith(f"({answers})")
    assert client.services.alerts.pending(client.account.id) == ()
    # the help desk sends everything again, as after it was restored from its own copy
    with client.database.write() as tx:
        cursors.keep(tx, client.account.id, "")
    client.engine.wake()
    client.settle()
    assert heard(frame) == []
    client.clock.jump(1)
    desk.answer(tickets[0], "One more")
    client.engine.wake()
    client.settle()
    assert heard(frame) == [("Support answered ticket \u20661\u2069", 1)]


def test_many_absences_however_they_are_cut(frame: Frame, nightly: bool) -> None:
    client, desk = frame.client, frame.client.desk
    tickets = [desk.open_ticket(f"Question {number}", "?").id for number in range(5)]
    client.settle()
    rounds = 400 if nightly else 40
    answered = told = 0
    for seed in range(rounds):
        dice = random.Random(seed)
        wrote = 0
        for _ in range(dice.randint(0, 6)):
            client.clock.jump(dice.choice((0, 30, 3600, 8 * DAY_S)))
            desk.answer(dice.choice(tickets), "An answer")
            wrote += 1
            if dice.random() < 0.3:
                client.engine.wake()
                client.engine.step()
                QApplication.processEvents()
        client.engine.wake()
        client.settle()
        for title, _ in heard(frame):
            digits = title.split(" answers")[0]
            told += int(digits) if digits.isdigit() else 1
        answered += wrote
        assert told == answered, f"seed {seed}"
    counters.add("answers after absences", answered, missed=answered - told, twice=0)


def test_ten_thousand_answers_are_one_summary_and_the_window_answers(frame: Frame) -> None:
    frame.client.clock.advance(1)
    account, now_ms = frame.client.account.id, frame.client.clock.now_ms()
    pages = [answered_page(number) for number in range(1, 10_001)]
    whole = replace(
        pages[0], tickets=tuple(one.tickets[0] for one in pages), messages=tuple(one.messages[1] for one in pages)
    )
    for number, part in enumerate(mirror.parts(whole, 500)):
        with frame.client.database.write() as tx:
            mirror.apply(tx, account, part, now_ms)
            if not part.more:
                accounts.keep_synced(tx, account, now_ms)
        if number % 4 == 0:
            QApplication.processEvents()
    assert heard(frame) == [("10,000 answers from support", None)]
    assert frame.window.windowTitle().startswith("(10,000)")
    assert frame.client.services.alerts.pending(account) == ()
    frame.window.navigation.open_ticket(5000)
    assert frame.find("thread.list").isVisibleTo(frame.window)
