-- The tenant of a key, which row-level security admits for the rest of the transaction; no row for a key that is
-- unknown or revoked. `standing` is served, inactive, or beyond-limit when more than `allowed` active tenants are older.
CREATE FUNCTION authenticate_key(presented bytea, allowed integer)
    RETURNS TABLE (tenant_id bigint, slug text, standing text)
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
    RETURN QUERY
        SELECT t.id, t.slug,
               CASE WHEN NOT t.is_active THEN 'inactive' WHEN t.place > allowed THEN 'beyond-limit' ELSE 'served' END
        FROM tenants t WHERE t.id = owner;
END
$$;
