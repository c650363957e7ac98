-- A ticket that holds nothing but what an older one with the same reference holds is kept out of the list.

ALTER TABLE ticket ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;

CREATE INDEX ticket_ref ON ticket (account_id, ref) WHERE ref <> '';
CREATE INDEX ticket_hidden ON ticket (account_id) WHERE hidden = 1;
