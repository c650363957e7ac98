-- Messages of one ticket that reached the help desk under the same reference: a page of a thread is read without a look
-- at the messages that are not on it.

CREATE INDEX message_ref ON message (ticket_id, ref) WHERE ref <> '';
