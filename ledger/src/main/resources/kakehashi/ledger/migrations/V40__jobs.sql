-- Jobs that come back (docs/adr/0024). One table a zone for the scheduler, in the form that db-scheduler 16 asks for;
-- a zone's role has rights to its own and no other. No job carries data: the column is there because the scheduler
-- names it, and holds nothing.
DO $$
DECLARE
    mine text;
BEGIN
    FOREACH mine IN ARRAY ARRAY['vault', 'office', 'public'] LOOP
        EXECUTE format('CREATE TABLE ledger.jobs_%1$s (
            task_name            text NOT NULL CHECK (task_name ~ ''^[a-z][a-z-]{0,39}$''),
            task_instance        text NOT NULL CHECK (length(task_instance) <= 40),
            task_data            bytea CHECK (task_data IS NULL),
            execution_time       timestamptz NOT NULL,
            picked               boolean NOT NULL,
            picked_by            text CHECK (length(picked_by) <= 100),
            last_success         timestamptz,
            last_failure         timestamptz,
            consecutive_failures integer,
            last_heartbeat       timestamptz,
            version              bigint NOT NULL,
            priority             smallint,
            PRIMARY KEY (task_name, task_instance))', mine);
        EXECUTE format('CREATE INDEX jobs_%1$s_due ON ledger.jobs_%1$s (execution_time)', mine);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ledger.jobs_%1$s TO kakehashi_%1$s', mine);
    END LOOP;
END $$;

-- The last run of each job, whichever node did it.
CREATE TABLE ledger.job_runs (
    zone     text NOT NULL REFERENCES ledger.zones (zone),
    job      text NOT NULL CHECK (job ~ '^[a-z][a-z-]{0,39}$'),
    node     text NOT NULL CHECK (length(node) <= 100),
    began_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    verdict  text NOT NULL CHECK (verdict IN ('fine', 'found', 'failed')),
    sentence text NOT NULL CHECK (length(sentence) <= 2000),
    PRIMARY KEY (zone, job)
);
ALTER TABLE ledger.job_runs ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON ledger.job_runs
    USING (zone = (SELECT ledger.zone())) WITH CHECK (zone = (SELECT ledger.zone()));
GRANT SELECT, INSERT, UPDATE ON ledger.job_runs TO kakehashi_vault, kakehashi_office, kakehashi_public;
