-- One poll of an agent in one statement: key, state of the site, answer, log. No row for a key that is not good.
-- `outcome` is current, update, nothing-published, unsupported-format, inactive or beyond-limit. With `may_hold`, an agent for which
-- there is nothing new (it serves or refuses the very bundle that is published) gets `hold` and no log row: its
-- poll is answered, and logged, later. A crash of the server may lose the last moments of polls, never a bundle.
CREATE FUNCTION sync_agent(
    presented bytea, allowed integer, said_agent_id text, said_version text, said_formats integer[],
    said_active_version integer, said_active_digest text,
    said_refused_version integer, said_refused_digest text, said_refusal_code text, said_refusal_reason text,
    said_fingerprint text, said_duration_ms integer, may_hold boolean
)
    RETURNS TABLE (outcome text, slug text, version integer, digest text)
    LANGUAGE plpgsql VOLATILE
AS $$
DECLARE
    tenant record;
    published record;
    settled boolean;
    status text := 'success';
    problem text := said_refusal_code || ': ' || said_refusal_reason;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    SELECT * INTO tenant FROM authenticate_key(presented, allowed);
    IF tenant.tenant_id IS NULL THEN
        RETURN;
    END IF;
    SELECT v.version, v.manifest_digest, v.format INTO published
        FROM metadata_versions v WHERE v.tenant_id = tenant.tenant_id AND v.status = 'published';

    outcome := CASE
        WHEN tenant.standing <> 'served' THEN tenant.standing
        WHEN published.version IS NULL THEN 'nothing-published'
        WHEN NOT published.format = ANY (said_formats) THEN 'unsupported-format'
        WHEN said_active_version = published.version AND said_active_digest = published.manifest_digest THEN 'current'
        ELSE 'update'
    END;
    settled := outcome IN ('current', 'nothing-published')
        OR (outcome = 'update' AND said_refused_digest = published.manifest_digest);

    INSERT INTO agents AS a (
        tenant_id, agent_id, agent_version, formats, active_version, active_digest,
        refused_version, refused_digest, refusal_code, refusal_reason, catalog_fingerprint
    ) VALUES (
        tenant.tenant_id, said_agent_id, said_version, said_formats, said_active_version, said_active_digest,
        said_refused_version, said_refused_digest, said_refusal_code, said_refusal_reason, said_fingerprint
    ) ON CONFLICT (tenant_id, agent_id) DO UPDATE SET
        agent_version = excluded.agent_version, formats = excluded.formats,
        active_version = excluded.active_version, active_digest = excluded.active_digest,
        refused_version = excluded.refused_version, refused_digest = excluded.refused_digest,
        refusal_code = excluded.refusal_code, refusal_reason = excluded.refusal_reason,
        catalog_fingerprint = excluded.catalog_fingerprint, last_seen_at = now();

    slug := tenant.slug;
    IF outcome IN ('current', 'update') THEN
        version := published.version;
        digest := published.manifest_digest;
    END IF;
    IF may_hold AND settled THEN
        outcome := 'hold';
        RETURN NEXT;
        RETURN;
    END IF;

    IF outcome IN ('inactive', 'beyond-limit', 'unsupported-format') THEN
        status := 'error';
        problem := concat_ws('; ', outcome, problem);
    ELSIF said_refusal_code IS NOT NULL THEN
        status := CASE WHEN said_active_version IS NULL THEN 'error' ELSE 'partial' END;
    END IF;
    INSERT INTO sync_logs (
        tenant_id, agent_id, agent_version, sync_status, metadata_version, error_message, sync_duration_ms
    ) VALUES (
        tenant.tenant_id, said_agent_id, said_version, status, version, problem, said_duration_ms
    );
    RETURN NEXT;
END
$$;
