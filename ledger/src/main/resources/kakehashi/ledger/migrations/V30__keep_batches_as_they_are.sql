-- A signed batch does not get much smaller; looking for that costs time of the one writer.
ALTER TABLE ledger.feed_batches ALTER COLUMN batch SET STORAGE EXTERNAL;
