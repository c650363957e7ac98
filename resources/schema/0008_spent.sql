-- Keys that left this computer with a text that was given up afterwards: the help desk may know them, so no other text
-- may go out under one.

CREATE TABLE spent (
    id TEXT PRIMARY KEY
) WITHOUT ROWID;
