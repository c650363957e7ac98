"""The whole client against a help desk, and what must hold after every single thing that happens."""

import json
from collections import Counter

from hypothesis.stateful import invariant, precondition

from desktop.domain.accounts import Guarantee
from desktop.domain.filters import HistoryFilter
from desktop.domain.references.evidence import loaded, with_evidence
from desktop.domain.tickets import RowKind
from desktop.store.read import queries
from tests.simulation.oracle import word
from tests.simulation.rules import Sending, SimulatedEvent, Support, Writing

_BEGUN = precondition(lambda self: self.has_begun)


class Promises(Writing, Sending, SimulatedEvent, Support):
    """About what the person wrote."""

    @_BEGUN
    @invariant()
    def nothing_written_is_lost(self) -> None:
        here = {word(str(row[1])) for table in ("draft", "operation") for row in self.rows[table]}
        missing = {name for name, text in self.oracle.texts.items() if not text.may_be_gone} - here
        assert not missing

    @_BEGUN
    @invariant()
    def nothing_is_here_twice(self) -> None:
        names = Counter(word(str(row[1])) for table in ("draft", "operation") for row in self.rows[table])
        assert not [name for name, times in names.items() if times > 1]

    @_BEGUN
    @invariant()
    def texts_read_as_they_were_written(self) -> None:
        for table in ("draft", "operation"):
            for row in self.rows[table]:
                body = with_evidence(str(row[1]), loaded(str(row[2]))) if table == "draft" else row[1]
                assert body in self.oracle.texts[word(str(row[1]))].bodies

    @_BEGUN
    @invariant()
    def nothing_is_carried_out_twice(self) -> None:
        for ref, times in self.desk.times.items():
            assert times <= 1 + self.oracle.more_tries[ref]

    @_BEGUN
    @invariant()
    def sent_means_arrived(self) -> None:
        assert all(self.desk.times[str(row[0])] for row in self.rows["operation"] if row[2] == "done")

    @_BEGUN
    @invariant()
    def what_is_done_is_shown_as_it_was_written(self) -> None:
        self.oracle.check_done()

    @_BEGUN
    @invariant()
    def waiting_for_its_first_try_means_not_arrived(self) -> None:
        for row in self.rows["operation"]:
            assert not (row[2] == "queued" and not row[3] and self.desk.times[str(row[0])])

    @_BEGUN
    @invariant()
    def a_draft_has_not_arrived(self) -> None:
        assert not [row for row in self.rows["draft"] if self.desk.times[str(row[0])]]

    @_BEGUN
    @invariant()
    def what_arrived_reads_as_it_was_accepted(self) -> None:
        for _, ref, body in self.desk.executed:
            assert self.oracle.accepted.get(ref) in (None, body)

    @_BEGUN
    @invariant()
    def messages_of_a_ticket_arrive_in_order(self) -> None:
        self.oracle.check_order()

    @_BEGUN
    @invariant()
    def what_needs_the_person_says_why(self) -> None:
        for row in self.rows["operation"]:
            if row[2] == "needs_user":
                assert json.loads(str(row[4]))["code"]

    @_BEGUN
    @invariant()
    def every_reply_knows_where_it_goes(self) -> None:
        ids = {row[0] for row in self.rows["operation"]}
        for row in self.rows["operation"]:
            ticket_id, parent_id = row[7], row[8]
            assert parent_id is None or ticket_id is not None or parent_id in ids

    @_BEGUN
    @invariant()
    def the_bytes_of_every_file_are_here(self) -> None:
        for table in ("draft_file", "operation_file"):
            assert all(self.client.blobs.has(str(row[1])) for row in self.rows[table])


class Machine(Promises):
    """About what the person is shown."""

    @_BEGUN
    @invariant()
    def no_answer_is_told_twice(self) -> None:
        assert all(times == 1 for times in self.oracle.told.values())

    @_BEGUN
    @invariant()
    def what_is_mirrored_was_said(self) -> None:
        for _, remote_id, side, body, _, _ in self.rows["message"]:
            said = self.desk.messages[str(remote_id)]
            assert (side, body) == (said.side.value, said.body)

    @_BEGUN
    @invariant()
    def unread_adds_up(self) -> None:
        unread = Counter(row[5] for row in self.rows["message"] if row[4])
        for id, _, count in self.rows["ticket"]:
            assert unread[id] == count

    @_BEGUN
    @invariant()
    def counts_add_up(self) -> None:
        counts = queries.counts(self.client.database.read_connection(), self.client.account.id)
        waiting = [row for row in self.rows["operation"] if row[2] != "done"]
        assert (counts.drafts, counts.waiting) == (len(self.rows["draft"]), len(waiting))

    @_BEGUN
    @invariant()
    def everything_is_in_the_list_once(self) -> None:
        keys = queries.history_keys(self.client.database.read_connection(), self.client.account.id, HistoryFilter())
        assert len(keys) == len(set(keys))
        tickets = {str(row[0]) for row in self.rows["ticket"]}
        assert {key.id for key in keys if key.kind is RowKind.TICKET} == tickets

    @_BEGUN
    @invariant()
    def only_the_last_level_asks_whether_to_send_again(self) -> None:
        # with a unique reference only a help desk that fails at one send for half an hour makes the person decide
        if self.desk.level is not Guarantee.D:
            unconfirmed = [row for row in self.rows["operation"] if row[4] and "unconfirmed" in str(row[4])]
            assert all(row[1] in self.desk.poison for row in unconfirmed)
