-- Whoever owns the database can lay a row under a number that the vault's next batch will have, or a file under the
-- digest of another; public nodes drop it and wait. The vault puts its own there (docs/adr/0006).
GRANT UPDATE ON ledger.feed_batches, ledger.feed_files TO kakehashi_vault;
