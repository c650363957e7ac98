-- Everything a person wrote, what waits to be sent, and the mirror of their help desks.
-- Times are milliseconds UTC, money is text, ids without "remote" are ours.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- The search index is a file of its own: it belongs to this very database or is thrown away.
INSERT INTO meta (key, value) VALUES ('identity', lower(hex(randomblob(16))));

-- Ids are never used again (AUTOINCREMENT): the key store keeps tokens under them.
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connector TEXT NOT NULL,
    address TEXT NOT NULL,
    username TEXT NOT NULL,
    display_name TEXT NOT NULL,
    sign_in INTEGER NOT NULL DEFAULT 0,      -- the newest sign-in has the highest number, 0 is signed out
    info TEXT,
    cursor TEXT NOT NULL DEFAULT '',
    synced_ms INTEGER NOT NULL DEFAULT 0,
    UNIQUE (connector, address, username)
);

CREATE TABLE ticket (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    subject TEXT NOT NULL,
    department TEXT NOT NULL,
    status TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    ref TEXT NOT NULL DEFAULT '',
    -- kept for the list, made from the messages in the same transaction
    activity_ms INTEGER NOT NULL,
    snippet TEXT NOT NULL DEFAULT '',
    snippet_side TEXT NOT NULL DEFAULT 'own',
    unread INTEGER NOT NULL DEFAULT 0,
    has_attachments INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account_id, remote_id)
);

-- Answers every filter of the list without touching the rows themselves.
CREATE INDEX ticket_list ON ticket (account_id, activity_ms DESC, id DESC, department, status, number_key);
CREATE INDEX ticket_number ON ticket (account_id, number_key);
CREATE INDEX ticket_unread ON ticket (account_id) WHERE unread > 0;

CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    ticket_remote TEXT NOT NULL,
    ticket_id INTEGER REFERENCES ticket (id) ON DELETE CASCADE,   -- NULL until the ticket arrives
    side TEXT NOT NULL,
    author TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    body TEXT NOT NULL,
    ref TEXT NOT NULL DEFAULT '',
    unread INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account_id, remote_id)
);

CREATE INDEX message_thread ON message (ticket_id, created_ms, id);
CREATE INDEX message_orphan ON message (account_id, ticket_remote) WHERE ticket_id IS NULL;
CREATE INDEX message_unread ON message (ticket_id) WHERE unread > 0;

CREATE TABLE attachment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    remote_id TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    local TEXT NOT NULL DEFAULT 'remote',
    sha256 TEXT NOT NULL DEFAULT '',
    problem TEXT,
    UNIQUE (message_id, remote_id)
);

CREATE INDEX attachment_wanted ON attachment (account_id) WHERE local = 'wanted';
CREATE INDEX attachment_account ON attachment (account_id);

-- One alert for a remote message, ever: the key is the help desk's id, and rows stay after they were shown.
CREATE TABLE alert (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    message_id INTEGER REFERENCES message (id) ON DELETE SET NULL,
    made_ms INTEGER NOT NULL,
    shown INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, remote_id)
) WITHOUT ROWID;

CREATE INDEX alert_message ON alert (message_id);
CREATE INDEX alert_pending ON alert (account_id, message_id) WHERE shown = 0;

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ticket_id INTEGER REFERENCES ticket (id) ON DELETE SET NULL,
    parent_id TEXT,                          -- a create that still waits
    department TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    caret INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL
);

CREATE INDEX draft_account ON draft (account_id, updated_ms DESC);
CREATE INDEX draft_ticket ON draft (ticket_id);

CREATE TABLE draft_file (
    draft_id TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (draft_id, position)
) WITHOUT ROWID;

-- What was accepted for sending. The payload never changes; rows stay after DONE, so that an id is never sent twice.
CREATE TABLE operation (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    ticket_id INTEGER REFERENCES ticket (id),   -- of a reply; of a create once it is mirrored
    parent_id TEXT,                             -- the create that a reply was written on
    department TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    caret INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    draft_created_ms INTEGER NOT NULL,
    not_before_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    problem TEXT,
    remote_ticket TEXT NOT NULL DEFAULT '',
    remote_message TEXT NOT NULL DEFAULT '',
    message_id INTEGER REFERENCES message (id)  -- the mirror's row of it
);

CREATE INDEX operation_unfinished ON operation (account_id, seq) WHERE state <> 'done';
CREATE INDEX operation_overlay ON operation (account_id, seq) WHERE message_id IS NULL;
CREATE INDEX operation_message ON operation (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX operation_ticket ON operation (ticket_id);
CREATE INDEX operation_parent ON operation (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX operation_remote_ticket ON operation (account_id, remote_ticket) WHERE remote_ticket <> '';
CREATE INDEX operation_remote_message ON operation (account_id, remote_message) WHERE remote_message <> '';

CREATE TABLE operation_file (
    operation_id TEXT NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (operation_id, position)
) WITHOUT ROWID;

CREATE TABLE wallet (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    number TEXT NOT NULL,
    currency TEXT NOT NULL,
    network TEXT NOT NULL,
    balance TEXT NOT NULL,
    UNIQUE (account_id, remote_id)
);

CREATE TABLE booking (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    wallet_remote TEXT NOT NULL,
    reference TEXT NOT NULL,
    date_ms INTEGER NOT NULL,
    account TEXT NOT NULL,
    method TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount TEXT NOT NULL,
    currency TEXT NOT NULL,
    fee TEXT,
    state TEXT NOT NULL,
    UNIQUE (account_id, remote_id)
);

CREATE INDEX booking_date ON booking (account_id, date_ms DESC, id DESC);
CREATE INDEX booking_wallet ON booking (account_id, wallet_remote, date_ms DESC, id DESC);

CREATE TABLE verification (
    account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    level INTEGER NOT NULL,
    percent INTEGER NOT NULL,
    missing TEXT NOT NULL
);

-- Tickets whose indexed words are no longer what they say.
CREATE TABLE reindex (
    ticket_id INTEGER PRIMARY KEY REFERENCES ticket (id) ON DELETE CASCADE
);
