-- What was settled long ago leaves the book. The chain says what became of it; and evidence that an order has erased
-- must not lie here for ever (docs/adr/0012). Returns how many went, at most as many as asked for.
CREATE FUNCTION ledger.forget_orders(age interval, most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    gone integer;
BEGIN
    DELETE FROM ledger.orders o
     WHERE o.id IN (
        SELECT s.id FROM ledger.orders s
         WHERE s.to_zone = ledger.zone() AND s.state = 'settled' AND s.settled_at < clock_timestamp() - age
         LIMIT most FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
REVOKE ALL ON FUNCTION ledger.forget_orders(interval, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.forget_orders(interval, integer) TO kakehashi_vault;
