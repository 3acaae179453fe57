-- What is collected from other PKI domains. One public node walks through a domain, the others read what it saved.
CREATE TABLE collection.collected_domains (
    name       text PRIMARY KEY,
    next_round timestamptz NOT NULL,
    round      bigint NOT NULL
);

-- The places of a domain, and what is known of each.
CREATE TABLE collection.collected_sources (
    domain   text NOT NULL REFERENCES collection.collected_domains (name),
    place    text NOT NULL,
    tried_at timestamptz NOT NULL,
    had_at   timestamptz,
    tag      text,
    failure  text,
    detail   text,
    failures integer NOT NULL,
    PRIMARY KEY (domain, place)
);

-- What a place answered last, as it came: evidence from outside, verified again by everyone who reads it.
CREATE TABLE collection.collected_pieces (
    domain text NOT NULL,
    place  text NOT NULL,
    number integer NOT NULL,
    octets bytea NOT NULL,
    PRIMARY KEY (domain, place, number),
    FOREIGN KEY (domain, place) REFERENCES collection.collected_sources (domain, place) ON DELETE CASCADE
);

-- CRLs, the older ones too, for judging the past.
CREATE TABLE collection.collected_crls (
    domain      text NOT NULL REFERENCES collection.collected_domains (name),
    digest      bytea NOT NULL CHECK (octet_length(digest) = 32),
    issuer      text NOT NULL,
    this_update timestamptz NOT NULL,
    next_update timestamptz,
    crl         bytea NOT NULL,
    PRIMARY KEY (domain, digest)
);

CREATE TABLE collection.collection_events (
    number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL,
    domain  text NOT NULL,
    what    text NOT NULL,
    subject text NOT NULL,
    detail  text NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON collection.collected_domains TO ${role};
GRANT SELECT, INSERT, DELETE ON collection.collected_sources TO ${role};
GRANT SELECT, INSERT, DELETE ON collection.collected_pieces TO ${role};
GRANT SELECT, INSERT, DELETE ON collection.collected_crls TO ${role};
GRANT SELECT, INSERT ON collection.collection_events TO ${role};
