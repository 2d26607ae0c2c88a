-- What each agent said last. `refused_*` stays until the agent serves that version or another takes its place.
CREATE TABLE agents (
    tenant_id           bigint NOT NULL REFERENCES tenants (id),
    agent_id            text NOT NULL CHECK (agent_id ~ '^[A-Za-z0-9-]{8,64}$'),
    agent_version       text NOT NULL,
    formats             integer[] NOT NULL,
    active_version      integer,
    active_digest       text,
    refused_version     integer,
    refused_digest      text,
    refusal_code        text,
    refusal_reason      text,
    catalog_fingerprint text,
    first_seen_at       timestamptz NOT NULL DEFAULT now(),
    last_seen_at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, agent_id)
) WITH (fillfactor = 70);  -- room for updates in place: every poll writes its row

ALTER TABLE agents ENABLE ROW LEVEL SECURITY;
ALTER TABLE agents FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON agents TO dashwright_app USING (tenant_id = dashwright_tenant());
CREATE POLICY operator ON agents TO dashwright_operator USING (true);

GRANT SELECT, INSERT, UPDATE ON agents TO dashwright_app;
GRANT SELECT ON agents TO dashwright_operator;
