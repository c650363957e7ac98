-- What the help desk took away (1), or does not know any more since it was restored from an older copy (2), stays here.

ALTER TABLE ticket ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
