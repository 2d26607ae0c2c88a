-- One row for each answer to an agent. `sync_status`: success, or partial when the agent refuses a bundle and serves
-- an older one, or error when it serves none or gets no offer that it can read. `metadata_version` is what was offered.
CREATE TABLE sync_logs (
    tenant_id        bigint NOT NULL REFERENCES tenants (id),
    id               bigint GENERATED ALWAYS AS IDENTITY,
    agent_id         text NOT NULL,
    agent_version    text NOT NULL,
    sync_status      text NOT NULL CHECK (sync_status IN ('success', 'error', 'partial')),
    metadata_version integer,
    error_message    text,
    sync_duration_ms integer CHECK (sync_duration_ms >= 0),
    synced_at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX sync_logs_newest ON sync_logs (tenant_id, synced_at DESC);

ALTER TABLE sync_logs ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_logs FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON sync_logs TO dashwright_app USING (tenant_id = dashwright_tenant());
CREATE POLICY operator ON sync_logs TO dashwright_operator USING (true);

GRANT SELECT, INSERT ON sync_logs TO dashwright_app;
GRANT SELECT ON sync_logs TO dashwright_operator;
