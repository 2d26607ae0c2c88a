-- Who did what to a tenant. Rows are only ever added.
CREATE TABLE audit_log (
    tenant_id   bigint NOT NULL REFERENCES tenants (id),
    id          bigint GENERATED ALWAYS AS IDENTITY,
    actor       text NOT NULL,
    action      text NOT NULL,
    details     jsonb NOT NULL,
    happened_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_log_newest ON audit_log (tenant_id, happened_at DESC);

ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON audit_log TO dashwright_publisher USING (tenant_id = dashwright_tenant());
CREATE POLICY operator ON audit_log TO dashwright_operator USING (true);

GRANT INSERT ON audit_log TO dashwright_publisher;
GRANT SELECT, INSERT ON audit_log TO dashwright_operator;
