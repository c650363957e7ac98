-- What the help desk's currencies are worth; quotes is JSON: currency code to decimal text.

CREATE TABLE rates (
    account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    base TEXT NOT NULL,
    date_ms INTEGER NOT NULL,
    quotes TEXT NOT NULL
);
