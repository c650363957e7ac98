-- Records of a help desk that this version of the app cannot read are kept as they came, and read again by another one.
-- remote_id is the help desk's id, or "~ " and a digest of raw where it has none that is usable: a blank is in no id.
-- owner is the remote id of a message's ticket, or the list of `removed` that an entry was in.
-- raw is '' and is_whole 0 for what was beyond the bounds; size comes before raw so that sums need not read raw.

CREATE TABLE unreadable (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    owner TEXT NOT NULL,
    parts INTEGER NOT NULL,
    is_whole INTEGER NOT NULL,
    size INTEGER NOT NULL,
    raw TEXT NOT NULL,
    UNIQUE (account_id, kind, remote_id)
);

-- How many more there were than are kept, and the version of the app that tried to read them last.
ALTER TABLE account ADD COLUMN unreadable_dropped INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN read_by TEXT NOT NULL DEFAULT '';

-- Stands in its thread for a message that cannot be read.
ALTER TABLE message ADD COLUMN placeholder INTEGER NOT NULL DEFAULT 0;

-- Quoted parts of a message that start out hidden: JSON, ranges of code points of body, '' for none.
ALTER TABLE message ADD COLUMN folds TEXT NOT NULL DEFAULT '';

-- Earlier versions left such records out and went on: everything is asked for once more.
UPDATE account SET cursor = '';
