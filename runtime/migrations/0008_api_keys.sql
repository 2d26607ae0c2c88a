-- Keys of agents. Only SHA-256 of a key is kept (a key has 256 random bits, so no salt is needed); `hint` is its first
-- characters, for people to tell keys apart.
CREATE TABLE api_keys (
    tenant_id  bigint NOT NULL REFERENCES tenants (id),
    id         integer NOT NULL CHECK (id >= 1),
    key_hash   bytea NOT NULL CHECK (length(key_hash) = 32),
    hint       text NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key_hash)
);
CREATE INDEX api_keys_hash ON api_keys (key_hash);

ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;
-- Before a tenant is known, the one row that anybody may see is that of the key that they hold.
CREATE POLICY presented ON api_keys FOR SELECT TO dashwright_app
    USING (key_hash = decode(nullif(current_setting('dashwright.key', true), ''), 'hex'));
CREATE POLICY operator ON api_keys TO dashwright_operator USING (true);

GRANT SELECT ON api_keys TO dashwright_app;
GRANT SELECT, INSERT, UPDATE (revoked_at) ON api_keys TO dashwright_operator;
