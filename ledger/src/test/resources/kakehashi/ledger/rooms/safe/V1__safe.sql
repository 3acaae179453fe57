CREATE TABLE safe.secrets (name text PRIMARY KEY, size integer NOT NULL);
GRANT SELECT, INSERT ON safe.secrets TO ${role};
