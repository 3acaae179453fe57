-- Who speaks for which zone. session_user is who logged in; SET ROLE does not change it.
CREATE TABLE ledger.zones (
    role name PRIMARY KEY,
    zone text NOT NULL UNIQUE CHECK (zone IN ('vault', 'office', 'public'))
);
INSERT INTO ledger.zones VALUES
    ('kakehashi_vault', 'vault'), ('kakehashi_office', 'office'), ('kakehashi_public', 'public');

CREATE FUNCTION ledger.zone() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine text;
BEGIN
    SELECT z.zone INTO mine FROM ledger.zones z WHERE z.role = session_user;
    IF mine IS NULL THEN
        RAISE EXCEPTION 'no zone' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN mine;
END $$;

-- No zone has a right to this table; the functions below are the only way in, and each acts for the caller's zone.
CREATE TABLE ledger.orders (
    id           bytea PRIMARY KEY CHECK (octet_length(id) = 16),
    kind         text NOT NULL CHECK (kind ~ '^[a-zA-Z]{1,40}$'),
    from_zone    text NOT NULL REFERENCES ledger.zones (zone),
    to_zone      text NOT NULL REFERENCES ledger.zones (zone),
    body         bytea NOT NULL CHECK (octet_length(body) <= 1048576),
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'settled', 'aside')),
    submitted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempts     integer NOT NULL DEFAULT 0,
    failure      text NOT NULL DEFAULT '' CHECK (length(failure) <= 200),
    outcome      bytea CHECK (octet_length(outcome) <= 1048576),
    settled_at   timestamptz,
    CHECK ((state = 'settled') = (outcome IS NOT NULL))
);
CREATE INDEX orders_due ON ledger.orders (to_zone, due_at) WHERE state = 'open';
CREATE INDEX orders_aside ON ledger.orders (to_zone, submitted_at) WHERE state = 'aside';

-- answer: accepted, pending, settled (with the outcome), or refused when the id stands for another order
CREATE FUNCTION ledger.submit_order(
    new_id bytea, new_kind text, receiver text, new_body bytea, OUT answer text, OUT known_outcome bytea)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine  text := ledger.zone();
    known ledger.orders;
BEGIN
    INSERT INTO ledger.orders (id, kind, from_zone, to_zone, body)
    VALUES (new_id, new_kind, mine, receiver, new_body)
    ON CONFLICT (id) DO NOTHING;
    IF FOUND THEN
        -- PostgreSQL sends equal notices of one transaction once.
        PERFORM pg_notify('kakehashi_orders_' || receiver, '');
        answer := 'accepted';
        RETURN;
    END IF;
    SELECT * INTO known FROM ledger.orders o WHERE o.id = new_id;
    IF (known.kind, known.from_zone, known.to_zone, known.body)
        IS DISTINCT FROM (new_kind, mine, receiver, new_body) THEN
        answer := 'refused';
    ELSIF known.state = 'settled' THEN
        answer := 'settled';
        known_outcome := known.outcome;
    ELSE
        answer := 'pending';
    END IF;
END $$;

-- The order stays locked until the caller's transaction ends. If that commits without settling it, others may take
-- it again when the lease is over.
CREATE FUNCTION ledger.take_order(lease interval, most_attempts integer)
    RETURNS TABLE (id bytea, kind text, from_zone text, body bytea, attempt integer)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine text := ledger.zone();
    got  ledger.orders;
BEGIN
    LOOP
        SELECT * INTO got FROM ledger.orders o
         WHERE o.to_zone = mine AND o.state = 'open' AND o.due_at <= clock_timestamp()
         ORDER BY o.due_at LIMIT 1 FOR UPDATE SKIP LOCKED;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        IF got.attempts >= most_attempts THEN
            UPDATE ledger.orders o SET state = 'aside' WHERE o.id = got.id;
            CONTINUE;
        END IF;
        UPDATE ledger.orders o SET attempts = o.attempts + 1, due_at = clock_timestamp() + lease WHERE o.id = got.id;
        RETURN QUERY SELECT got.id, got.kind, got.from_zone, got.body, got.attempts + 1;
        RETURN;
    END LOOP;
END $$;

-- answer: settled, same (it was settled with this outcome), different (with another one), not_open, unknown
CREATE FUNCTION ledger.settle_order(order_id bytea, new_outcome bytea) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine  text := ledger.zone();
    known ledger.orders;
BEGIN
    SELECT * INTO known FROM ledger.orders o WHERE o.id = order_id AND o.to_zone = mine FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'unknown';
    ELSIF known.state = 'settled' THEN
        RETURN CASE WHEN known.outcome = new_outcome THEN 'same' ELSE 'different' END;
    ELSIF known.state <> 'open' THEN
        RETURN 'not_open';
    END IF;
    UPDATE ledger.orders o SET state = 'settled', outcome = new_outcome, settled_at = clock_timestamp()
     WHERE o.id = order_id;
    PERFORM pg_notify('kakehashi_orders_' || known.from_zone, '');
    RETURN 'settled';
END $$;

-- Later again, or aside when it has had its attempts. True when it was set aside.
CREATE FUNCTION ledger.postpone_order(order_id bytea, delay interval, most_attempts integer, why text)
    RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_aside boolean := false;
BEGIN
    UPDATE ledger.orders o
       SET due_at = clock_timestamp() + delay,
           failure = left(why, 200),
           state = CASE WHEN o.attempts >= most_attempts THEN 'aside' ELSE 'open' END
     WHERE o.id = order_id AND o.to_zone = ledger.zone() AND o.state = 'open'
    RETURNING o.state = 'aside' INTO now_aside;
    RETURN coalesce(now_aside, false);
END $$;

CREATE FUNCTION ledger.order_outcome(order_id bytea) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT o.outcome FROM ledger.orders o
     WHERE o.id = order_id AND ledger.zone() IN (o.from_zone, o.to_zone)
$$;

CREATE FUNCTION ledger.orders_aside()
    RETURNS TABLE (id bytea, kind text, from_zone text, submitted_at timestamptz, attempts integer, failure text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT o.id, o.kind, o.from_zone, o.submitted_at, o.attempts, o.failure FROM ledger.orders o
     WHERE o.to_zone = ledger.zone() AND o.state = 'aside' ORDER BY o.submitted_at LIMIT 1000
$$;

CREATE FUNCTION ledger.reopen_order(order_id bytea) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE ledger.orders o SET state = 'open', attempts = 0, due_at = clock_timestamp()
     WHERE o.id = order_id AND o.to_zone = ledger.zone() AND o.state = 'aside';
    RETURN FOUND;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT USAGE ON SCHEMA ledger TO kakehashi_vault, kakehashi_office, kakehashi_public;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ledger TO kakehashi_vault, kakehashi_office, kakehashi_public;
