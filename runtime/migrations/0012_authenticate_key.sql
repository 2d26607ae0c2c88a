-- The tenant of a key, which row-level security admits for the rest of the transaction; no row for a key that is
-- unknown or revoked.
CREATE FUNCTION authenticate_key(presented bytea)
    RETURNS TABLE (tenant_id bigint, slug text, is_active boolean)
    LANGUAGE plpgsql VOLATILE
AS $$
DECLARE
    owner bigint;
BEGIN
    PERFORM set_config('dashwright.key', encode(presented, 'hex'), true);
    SELECT k.tenant_id INTO owner FROM api_keys k WHERE k.key_hash = presented AND k.revoked_at IS NULL;
    IF owner IS NULL THEN
        RETURN;
    END IF;
    PERFORM set_config('dashwright.tenant', owner::text, true);
    RETURN QUERY SELECT t.id, t.slug, t.is_active FROM tenants t WHERE t.id = owner;
END
$$;
