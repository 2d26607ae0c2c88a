-- `place` counts active tenants from the oldest: a server whose MAX_TENANTS is lower does not serve the tenant. It is kept
-- here, and written when tenants come and go, because a server sees one tenant at a time and cannot count them.
CREATE TABLE tenants (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug           text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 63),
    name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    license_type   text NOT NULL CHECK (license_type IN ('basic', 'pro', 'enterprise')),
    max_dashboards integer NOT NULL CHECK (max_dashboards BETWEEN 1 AND 1000),
    is_active      boolean NOT NULL DEFAULT true,
    place          integer CHECK (place >= 1),
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CHECK (is_active OR place IS NULL)
);

ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON tenants FOR SELECT TO dashwright_app USING (id = dashwright_tenant());
CREATE POLICY publisher ON tenants TO dashwright_publisher USING (true);
CREATE POLICY operator ON tenants TO dashwright_operator USING (true);

GRANT SELECT ON tenants TO dashwright_app, dashwright_operator;
GRANT SELECT, INSERT, UPDATE (name, license_type, max_dashboards, is_active, place, updated_at) ON tenants
    TO dashwright_publisher;
