-- A tenant's bundles. `version` is that of the signed targets metadata; `metadata` is the manifest; `content_digest`
-- tells a change from a mere new commit. What was published is never rewritten: only its status moves on.
CREATE TABLE metadata_versions (
    tenant_id       bigint NOT NULL REFERENCES tenants (id),
    version         integer NOT NULL CHECK (version >= 1),
    format          integer NOT NULL CHECK (format >= 1),
    metadata        jsonb NOT NULL,
    manifest_digest text NOT NULL,
    content_digest  text NOT NULL CHECK (content_digest ~ '^[0-9a-f]{64}$'),
    git_commit      text NOT NULL,
    status          text NOT NULL CHECK (status IN ('draft', 'published', 'archived')),
    expires_at      timestamptz NOT NULL,
    created_by      text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    published_at    timestamptz,
    PRIMARY KEY (tenant_id, version),
    FOREIGN KEY (tenant_id, manifest_digest) REFERENCES objects (tenant_id, sha256),
    CHECK (status = 'draft' OR published_at IS NOT NULL)
);
CREATE UNIQUE INDEX metadata_versions_published ON metadata_versions (tenant_id) WHERE status = 'published';

ALTER TABLE metadata_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE metadata_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON metadata_versions TO dashwright_app, dashwright_publisher
    USING (tenant_id = dashwright_tenant());
-- One statement of a plan compares all tenants with what they have.
CREATE POLICY planning ON metadata_versions FOR SELECT TO dashwright_publisher USING (true);
CREATE POLICY operator ON metadata_versions TO dashwright_operator USING (true);

GRANT SELECT ON metadata_versions TO dashwright_app, dashwright_operator;
GRANT SELECT, INSERT, UPDATE (status) ON metadata_versions TO dashwright_publisher;
