-- Many orders in one statement, for a taker that works them in one group. Same rules as take_order.
CREATE FUNCTION ledger.take_orders(lease interval, most_attempts integer, most integer)
    RETURNS TABLE (id bytea, kind text, from_zone text, body bytea, attempt integer)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine text := ledger.zone();
    upto timestamptz := clock_timestamp();
    got  record;
    any_seen boolean;
    any_open boolean := false;
BEGIN
    LOOP
        any_seen := false;
        FOR got IN
            WITH due AS (
                SELECT o.id, o.due_at FROM ledger.orders o
                 WHERE o.to_zone = mine AND o.state = 'open' AND o.due_at <= upto
                 ORDER BY o.due_at LIMIT most FOR UPDATE SKIP LOCKED),
            taken AS (
                UPDATE ledger.orders o
                   SET state = CASE WHEN o.attempts >= most_attempts THEN 'aside' ELSE 'open' END,
                       attempts = CASE WHEN o.attempts >= most_attempts THEN o.attempts ELSE o.attempts + 1 END,
                       due_at = clock_timestamp() + lease
                  FROM due WHERE o.id = due.id
                RETURNING o.id, o.kind, o.from_zone, o.body, o.attempts, o.state, due.due_at AS was_due)
            SELECT * FROM taken t ORDER BY t.was_due
        LOOP
            any_seen := true;
            IF got.state = 'open' THEN
                any_open := true;
                id := got.id;
                kind := got.kind;
                from_zone := got.from_zone;
                body := got.body;
                attempt := got.attempts;
                RETURN NEXT;
            END IF;
        END LOOP;
        -- A batch that was set aside as a whole must not hide what lies behind it.
        EXIT WHEN any_open OR NOT any_seen;
    END LOOP;
END $$;

-- Settles orders of different ids; one answer for each, in their order, as settle_order gives it.
CREATE FUNCTION ledger.settle_orders(order_ids bytea[], new_outcomes bytea[]) RETURNS text[]
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine    text := ledger.zone();
    answers text[];
    sender  text;
    changed bytea[];
    senders text[];
BEGIN
    WITH said AS (SELECT * FROM unnest(order_ids, new_outcomes) AS s (id, outcome)),
    done AS (
        UPDATE ledger.orders o SET state = 'settled', outcome = said.outcome, settled_at = clock_timestamp()
          FROM said WHERE o.id = said.id AND o.to_zone = mine AND o.state = 'open'
        RETURNING o.id, o.from_zone)
    SELECT coalesce(array_agg(d.id), '{}'), coalesce(array_agg(DISTINCT d.from_zone), '{}')
      INTO changed, senders FROM done d;
    FOREACH sender IN ARRAY senders LOOP
        PERFORM pg_notify('kakehashi_orders_' || sender, '');
    END LOOP;
    IF cardinality(changed) = cardinality(order_ids) THEN
        RETURN array_fill('settled'::text, ARRAY[cardinality(order_ids)]);
    END IF;
    SELECT array_agg(CASE WHEN s.id = ANY (changed) THEN 'settled'
                          ELSE ledger.settle_order(s.id, s.outcome) END ORDER BY s.place)
      INTO answers FROM unnest(order_ids, new_outcomes) WITH ORDINALITY AS s (id, outcome, place);
    RETURN answers;
END $$;

-- Locks an order that this zone took in an earlier transaction; false when it was settled, set aside, or taken again
-- since. While the lock holds nobody takes it, even when the lease is over.
CREATE FUNCTION ledger.hold_order(order_id bytea, taken_attempt integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM 1 FROM ledger.orders o
     WHERE o.id = order_id AND o.to_zone = ledger.zone() AND o.state = 'open' AND o.attempts = taken_attempt
       FOR UPDATE;
    RETURN FOUND;
END $$;

REVOKE ALL ON FUNCTION ledger.take_orders, ledger.settle_orders, ledger.hold_order FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.take_orders, ledger.settle_orders, ledger.hold_order
    TO kakehashi_vault, kakehashi_office, kakehashi_public;

-- A leaf's hash lies in its row; of the nodes above only those on the levels 8, 16, … are kept: one row for 256
-- leaves, and any other node is computed from at most 128 rows.
ALTER TABLE ledger.audit_leaf ADD COLUMN hash bytea NOT NULL DEFAULT '' ;
UPDATE ledger.audit_leaf SET hash = sha256('\x00'::bytea || leaf);
ALTER TABLE ledger.audit_leaf ALTER COLUMN hash DROP DEFAULT, ADD CHECK (octet_length(hash) = 32);
DELETE FROM ledger.audit_node WHERE level % 8 <> 0 OR level = 0;
ALTER TABLE ledger.audit_node ADD CHECK (level > 0 AND level % 8 = 0);

-- The row policies name the zone of the role, so a key to ledger.zones checks each row for nothing.
ALTER TABLE ledger.audit_leaf DROP CONSTRAINT audit_leaf_zone_fkey;
ALTER TABLE ledger.audit_payload DROP CONSTRAINT audit_payload_zone_fkey;
ALTER TABLE ledger.audit_node DROP CONSTRAINT audit_node_zone_fkey;

-- The last lock of a transaction that writes leaves; whoever holds it for long makes others fail, not wait.
CREATE FUNCTION ledger.lock_audit_head(of_zone text) RETURNS TABLE (size bigint, edge bytea)
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
BEGIN
    RETURN QUERY SELECT h.size, h.edge FROM ledger.audit_head h WHERE h.zone = of_zone FOR UPDATE;
END $$;
REVOKE ALL ON FUNCTION ledger.lock_audit_head FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.lock_audit_head TO kakehashi_vault, kakehashi_office, kakehashi_public;
