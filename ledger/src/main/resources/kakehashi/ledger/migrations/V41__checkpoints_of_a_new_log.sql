-- A tree that a restore has cut goes on as a new log over the leaves that are there (docs/adr/0008): there may be a
-- checkpoint of either log for one size.
ALTER TABLE ledger.audit_checkpoint DROP CONSTRAINT audit_checkpoint_pkey;
ALTER TABLE ledger.audit_checkpoint ADD PRIMARY KEY (zone, size, note);
