-- Manifests and the objects that they list, by the SHA-256 of their bytes. `gzip_bytes` holds them compressed, as they
-- are sent; `length` is that of the bytes themselves. Nothing is ever changed in place.
CREATE TABLE objects (
    tenant_id  bigint NOT NULL REFERENCES tenants (id),
    sha256     text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    length     integer NOT NULL CHECK (length > 0),
    gzip_bytes bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, sha256)
);
ALTER TABLE objects ALTER COLUMN gzip_bytes SET STORAGE EXTERNAL;

ALTER TABLE objects ENABLE ROW LEVEL SECURITY;
ALTER TABLE objects FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON objects TO dashwright_app, dashwright_publisher USING (tenant_id = dashwright_tenant());
CREATE POLICY operator ON objects TO dashwright_operator USING (true);

GRANT SELECT ON objects TO dashwright_app, dashwright_operator;
GRANT SELECT, INSERT ON objects TO dashwright_publisher;
