-- The head of the chain: one row, locked and compared by every group that is committed (docs/adr/0004).
CREATE TABLE issuing.head (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    index    bigint NOT NULL,
    digest   bytea NOT NULL CHECK (octet_length(digest) = 32),
    epoch    bigint NOT NULL
);

-- The entries of one commit, one after another as they were made, with the signed head over the last of them.
CREATE TABLE issuing.entry_groups (
    first_index bigint PRIMARY KEY,
    last_index  bigint NOT NULL UNIQUE CHECK (last_index >= first_index),
    entries     bytea NOT NULL,
    signed_head bytea NOT NULL
);

-- What entries name by digest and no order holds: genesis, reconciliations.
CREATE TABLE issuing.documents (
    digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    bytes  bytea NOT NULL
);

-- The evidence of an order: the order itself, its filing, approvals and subscriber's proof, as they were signed.
CREATE TABLE issuing.orders (
    digest   bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    -- Not unique: an id may come again when the chain has forgotten it, and must not make a commit fail.
    order_id bytea NOT NULL CHECK (octet_length(order_id) = 16),
    kind     text NOT NULL,
    file     bytea NOT NULL,
    index    bigint NOT NULL
);

CREATE TABLE issuing.outcomes (
    order_digest bytea PRIMARY KEY,
    order_id     bytea NOT NULL,
    expires_at   timestamptz NOT NULL,
    outcome      bytea NOT NULL,
    index        bigint NOT NULL
);

CREATE TABLE issuing.certificates (
    authority    bytea NOT NULL CHECK (octet_length(authority) = 16),
    serial       bytea NOT NULL CHECK (octet_length(serial) BETWEEN 1 AND 20),
    digest       bytea NOT NULL,
    der          bytea NOT NULL,
    subject      text NOT NULL,
    not_after    timestamptz NOT NULL,
    order_digest bytea NOT NULL,
    item         integer NOT NULL,
    key_digest   bytea NOT NULL,
    index        bigint NOT NULL,
    PRIMARY KEY (authority, serial)
);
CREATE INDEX certificates_by_digest ON issuing.certificates USING hash (digest);
CREATE INDEX certificates_by_order ON issuing.certificates USING hash (order_digest);
CREATE INDEX certificates_by_key ON issuing.certificates USING hash (key_digest);

-- The CRLs themselves are files, named by their digests.
CREATE TABLE issuing.crls (
    authority bytea NOT NULL CHECK (octet_length(authority) = 16),
    number    numeric(49) NOT NULL,
    digest    bytea NOT NULL,
    octets    bigint NOT NULL,
    index     bigint NOT NULL,
    PRIMARY KEY (authority, number, digest)
);

-- Projections of the chain, for people and searches. The vault decides nothing by them; it compares them with the
-- chain, and stops when they differ.
CREATE TABLE issuing.officers (
    officer   bytea PRIMARY KEY,
    person    bytea NOT NULL,
    roles     text NOT NULL,
    not_after timestamptz NOT NULL,
    in_force  boolean NOT NULL,
    statement bytea NOT NULL
);
CREATE TABLE issuing.profiles (
    digest   bytea PRIMARY KEY,
    profile  bytea NOT NULL,
    in_force boolean NOT NULL,
    bytes    bytea NOT NULL
);
CREATE TABLE issuing.authorisations (
    authorisation bytea PRIMARY KEY,
    orders_left   bigint NOT NULL,
    stopped       boolean NOT NULL,
    statement     bytea NOT NULL
);
CREATE TABLE issuing.revocations (
    authority  bytea NOT NULL,
    serial     bytea NOT NULL,
    status     text NOT NULL CHECK (status IN ('revoked', 'held', 'burnt')),
    at         timestamptz NOT NULL,
    reason     integer NOT NULL,
    PRIMARY KEY (authority, serial)
);
CREATE TABLE issuing.crl_numbers (
    authority bytea PRIMARY KEY,
    number    numeric(49) NOT NULL
);

GRANT USAGE ON SCHEMA issuing TO ${role};
-- Certificates, evidence and the chain are never updated or deleted; evidence is erased by its own function only.
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA issuing TO ${role};
GRANT UPDATE ON issuing.head, issuing.officers, issuing.profiles, issuing.authorisations, issuing.revocations,
    issuing.crl_numbers TO ${role};
GRANT DELETE ON issuing.orders, issuing.revocations TO ${role};
