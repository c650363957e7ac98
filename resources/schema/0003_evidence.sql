-- What a text rests on, as it was when the text was written; a send's body holds it as lines too.

ALTER TABLE draft ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
ALTER TABLE operation ADD COLUMN evidence TEXT NOT NULL DEFAULT '';

-- A pasted reference finds its booking.
CREATE INDEX booking_reference ON booking (account_id, reference);
