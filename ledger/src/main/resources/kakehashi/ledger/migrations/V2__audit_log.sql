-- One Merkle tree per zone (RFC 9162 §2.1). A zone writes its own tree; the vault may read all of them.
CREATE TABLE ledger.audit_head (
    zone text PRIMARY KEY REFERENCES ledger.zones (zone),
    size bigint NOT NULL CHECK (size >= 0),
    edge bytea NOT NULL CHECK (octet_length(edge) % 32 = 0)
);
INSERT INTO ledger.audit_head SELECT zone, 0, ''::bytea FROM ledger.zones;

CREATE TABLE ledger.audit_leaf (
    zone       text NOT NULL REFERENCES ledger.zones (zone),
    leaf_index bigint NOT NULL CHECK (leaf_index >= 0),
    leaf       bytea NOT NULL,
    PRIMARY KEY (zone, leaf_index)
);

-- Erasing a person's data deletes the row; the leaf holds a commitment only.
CREATE TABLE ledger.audit_payload (
    zone       text NOT NULL REFERENCES ledger.zones (zone),
    leaf_index bigint NOT NULL,
    salt       bytea NOT NULL CHECK (octet_length(salt) = 32),
    payload    bytea NOT NULL CHECK (octet_length(payload) <= 1048576),
    PRIMARY KEY (zone, leaf_index)
);

-- Hashes of whole subtrees; level 0 are the leaves' own.
CREATE TABLE ledger.audit_node (
    zone       text NOT NULL REFERENCES ledger.zones (zone),
    level      smallint NOT NULL CHECK (level BETWEEN 0 AND 62),
    node_index bigint NOT NULL CHECK (node_index >= 0),
    hash       bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (zone, level, node_index)
);

CREATE TABLE ledger.audit_checkpoint (
    zone text NOT NULL REFERENCES ledger.zones (zone),
    size bigint NOT NULL CHECK (size >= 0),
    note text NOT NULL,
    PRIMARY KEY (zone, size)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['audit_head', 'audit_leaf', 'audit_payload', 'audit_node', 'audit_checkpoint'] LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY read ON ledger.%I FOR SELECT USING '
            || '(zone = (SELECT ledger.zone()) OR (SELECT ledger.zone()) = ''vault'')', name);
        EXECUTE format('GRANT SELECT ON ledger.%I TO kakehashi_vault, kakehashi_office, kakehashi_public', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['audit_leaf', 'audit_payload', 'audit_node'] LOOP
        EXECUTE format('CREATE POLICY add ON ledger.%I FOR INSERT WITH CHECK (zone = (SELECT ledger.zone()))', name);
        EXECUTE format('GRANT INSERT ON ledger.%I TO kakehashi_vault, kakehashi_office, kakehashi_public', name);
    END LOOP;
END $$;
CREATE POLICY grow ON ledger.audit_head FOR UPDATE USING (zone = (SELECT ledger.zone()));
CREATE POLICY erase ON ledger.audit_payload FOR DELETE USING (zone = (SELECT ledger.zone()));
CREATE POLICY sign ON ledger.audit_checkpoint FOR INSERT WITH CHECK ((SELECT ledger.zone()) = 'vault');
GRANT UPDATE (size, edge) ON ledger.audit_head TO kakehashi_vault, kakehashi_office, kakehashi_public;
GRANT DELETE ON ledger.audit_payload TO kakehashi_vault, kakehashi_office, kakehashi_public;
GRANT INSERT ON ledger.audit_checkpoint TO kakehashi_vault;
