-- What the vault tells the public zone: numbered batches, the files that they name, and the newest pulse
-- (docs/adr/0006). The vault writes, every zone reads; nobody changes or deletes. Readers check the signatures.
CREATE TABLE ledger.feed_batches (
    number bigint PRIMARY KEY CHECK (number > 0),
    batch  bytea NOT NULL CHECK (octet_length(batch) <= 8388608)
);
CREATE TABLE ledger.feed_files (
    digest  bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    content bytea NOT NULL
);
-- Signed DER does not get smaller; looking for that would cost most of the time.
ALTER TABLE ledger.feed_files ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE TABLE ledger.feed_pulse (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    pulse    bytea NOT NULL CHECK (octet_length(pulse) <= 4096)
);

GRANT SELECT ON ledger.feed_batches, ledger.feed_files, ledger.feed_pulse
    TO kakehashi_vault, kakehashi_office, kakehashi_public;
GRANT INSERT ON ledger.feed_batches, ledger.feed_files, ledger.feed_pulse TO kakehashi_vault;
GRANT UPDATE ON ledger.feed_pulse TO kakehashi_vault;
