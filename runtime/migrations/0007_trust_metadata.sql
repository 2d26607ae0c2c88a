-- Signed metadata as the bytes that are served. `refers_to` is the version of what it names: a snapshot's targets
-- metadata, a timestamp's snapshot. `key_id` is the key that signed it. Root metadata is no tenant's and stands in a file.
CREATE TABLE trust_metadata (
    tenant_id  bigint NOT NULL REFERENCES tenants (id),
    role       text NOT NULL CHECK (role IN ('targets', 'snapshot', 'timestamp')),
    version    integer NOT NULL CHECK (version >= 1),
    refers_to  integer CHECK ((refers_to IS NULL) = (role = 'targets')),
    body       bytea NOT NULL,
    key_id     text NOT NULL,
    expires_at timestamptz NOT NULL,
    signed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, role, version)
);

ALTER TABLE trust_metadata ENABLE ROW LEVEL SECURITY;
ALTER TABLE trust_metadata FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON trust_metadata FOR SELECT TO dashwright_app, dashwright_publisher
    USING (tenant_id = dashwright_tenant());
CREATE POLICY online_roles ON trust_metadata FOR INSERT TO dashwright_app
    WITH CHECK (tenant_id = dashwright_tenant() AND role IN ('snapshot', 'timestamp'));
CREATE POLICY outdated ON trust_metadata FOR DELETE TO dashwright_app
    USING (tenant_id = dashwright_tenant() AND role IN ('snapshot', 'timestamp'));
CREATE POLICY signed_offline ON trust_metadata FOR INSERT TO dashwright_publisher
    WITH CHECK (tenant_id = dashwright_tenant() AND role = 'targets');
CREATE POLICY operator ON trust_metadata TO dashwright_operator USING (true);

GRANT SELECT, INSERT, DELETE ON trust_metadata TO dashwright_app;
GRANT SELECT, INSERT ON trust_metadata TO dashwright_publisher;
GRANT SELECT ON trust_metadata TO dashwright_operator;
