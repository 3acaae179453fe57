-- What is collected from other PKI domains. One public node walks through a domain, the others read what it saved.
CREATE TABLE repository.collected_domains (
    name       text PRIMARY KEY,
    next_round timestamptz NOT NULL,
    round      bigint NOT NULL
);

-- The places of a domain, and what is known of each.
CREATE TABLE repository.collected_sources (
    domain   text NOT NULL REFERENCES repository.collected_domains (name),
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
CREATE TABLE repository.collected_pieces (
    domain text NOT NULL,
    place  text NOT NULL,
    number integer NOT NULL,
    octets bytea NOT NULL,
    PRIMARY KEY (domain, place, number),
    FOREIGN KEY (domain, place) REFERENCES repository.collected_sources (domain, place) ON DELETE CASCADE
);

-- CRLs, the older ones too, for judging the past.
CREATE TABLE repository.collected_crls (
    domain      text NOT NULL REFERENCES repository.collected_domains (name),
    digest      bytea NOT NULL CHECK (octet_length(digest) = 32),
    issuer      text NOT NULL,
    this_update timestamptz NOT NULL,
    next_update timestamptz,
    crl         bytea NOT NULL,
    PRIMARY KEY (domain, digest)
);

CREATE TABLE repository.collection_events (
    number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL,
    domain  text NOT NULL,
    what    text NOT NULL,
    subject text NOT NULL,
    detail  text NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON repository.collected_domains TO ${role};
GRANT SELECT, INSERT, DELETE ON repository.collected_sources TO ${role};
GRANT SELECT, INSERT, DELETE ON repository.collected_pieces TO ${role};
GRANT SELECT, INSERT, DELETE ON repository.collected_crls TO ${role};
GRANT SELECT, INSERT ON repository.collection_events TO ${role};
