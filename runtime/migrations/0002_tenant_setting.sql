-- The tenant that row-level security admits, by `set_config('dashwright.tenant', ..., true)` in a transaction.
-- After a transaction the setting is the empty string, not NULL: both admit nothing.
CREATE FUNCTION dashwright_tenant() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('dashwright.tenant', true), '')::bigint;
