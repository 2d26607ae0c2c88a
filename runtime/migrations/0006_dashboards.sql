-- The dashboards and widgets of the published version, for people and reports to query; sites get the objects.
CREATE TABLE dashboards (
    tenant_id  bigint NOT NULL REFERENCES tenants (id),
    id         bigint GENERATED ALWAYS AS IDENTITY,
    slug       text NOT NULL,
    title      jsonb NOT NULL,
    position   integer NOT NULL CHECK (position >= 0),
    sha256     text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, slug),
    FOREIGN KEY (tenant_id, sha256) REFERENCES objects (tenant_id, sha256)
);

CREATE TABLE widgets (
    tenant_id    bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    dashboard_id bigint NOT NULL,
    name         text NOT NULL,
    widget_type  text NOT NULL,
    title        jsonb NOT NULL,
    config       jsonb NOT NULL,
    position_x   integer NOT NULL CHECK (position_x BETWEEN 0 AND 11),
    position_y   integer NOT NULL CHECK (position_y >= 0),
    width        integer NOT NULL CHECK (width BETWEEN 1 AND 12),
    height       integer NOT NULL CHECK (height >= 1),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, dashboard_id, name),
    FOREIGN KEY (tenant_id, dashboard_id) REFERENCES dashboards (tenant_id, id) ON DELETE CASCADE,
    CHECK (position_x + width <= 12)
);

ALTER TABLE dashboards ENABLE ROW LEVEL SECURITY;
ALTER TABLE dashboards FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON dashboards TO dashwright_app, dashwright_publisher USING (tenant_id = dashwright_tenant());
CREATE POLICY planning ON dashboards FOR SELECT TO dashwright_publisher USING (true);
CREATE POLICY operator ON dashboards TO dashwright_operator USING (true);

ALTER TABLE widgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE widgets FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON widgets TO dashwright_app, dashwright_publisher USING (tenant_id = dashwright_tenant());
CREATE POLICY operator ON widgets TO dashwright_operator USING (true);

GRANT SELECT ON dashboards, widgets TO dashwright_app, dashwright_operator;
GRANT SELECT, INSERT, UPDATE, DELETE ON dashboards, widgets TO dashwright_publisher;
