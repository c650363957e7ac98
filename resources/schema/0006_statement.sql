-- Sorts amounts exactly, without ever making a number of them: digits padded to one length, and turned round below zero.
-- "P000000000000000000000099.01" comes after every "N…", and of those -90 ("…aj.~") after -150.

ALTER TABLE booking ADD COLUMN amount_key TEXT GENERATED ALWAYS AS (
    CASE WHEN amount LIKE '-%' THEN
        'N' || replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
            substr('000000000000000000000000' || substr(amount, 2, instr(amount || '.', '.') - 2), -24)
            || '.' || CASE WHEN instr(amount, '.') THEN rtrim(substr(amount, instr(amount, '.') + 1), '0') ELSE '' END,
            '0', 'j'), '1', 'i'), '2', 'h'), '3', 'g'), '4', 'f'), '5', 'e'), '6', 'd'), '7', 'c'), '8', 'b'), '9', 'a')
        || '~'
    ELSE
        'P' || substr('000000000000000000000000' || substr(amount, 1, instr(amount || '.', '.') - 1), -24)
        || '.' || CASE WHEN instr(amount, '.') THEN rtrim(substr(amount, instr(amount, '.') + 1), '0') ELSE '' END
    END
) VIRTUAL;

ALTER TABLE booking ADD COLUMN fee_key TEXT GENERATED ALWAYS AS (
    CASE WHEN fee IS NULL THEN '' WHEN fee LIKE '-%' THEN 'N' || fee ELSE
        'P' || substr('000000000000000000000000' || substr(fee, 1, instr(fee || '.', '.') - 1), -24)
        || '.' || CASE WHEN instr(fee, '.') THEN rtrim(substr(fee, instr(fee, '.') + 1), '0') ELSE '' END
    END
) VIRTUAL;

-- Each order that a statement can have, of one wallet and of all, read from an index alone.
CREATE INDEX booking_amount ON booking (account_id, currency, amount_key, id, wallet_remote);
CREATE INDEX booking_wallet_amount ON booking (account_id, wallet_remote, currency, amount_key, id);
CREATE INDEX booking_fee ON booking (account_id, currency, fee_key, id, wallet_remote);
CREATE INDEX booking_account ON booking (account_id, account COLLATE NOCASE, date_ms, id, wallet_remote);
CREATE INDEX booking_method ON booking (account_id, method COLLATE NOCASE, date_ms, id, wallet_remote);
CREATE INDEX booking_kind ON booking (account_id, kind, date_ms, id, wallet_remote);
