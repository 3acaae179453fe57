-- A certificate that no public node shows any more need not lie in the feed (docs/adr/0006).
GRANT DELETE ON ledger.feed_files TO kakehashi_vault;
