-- Three roles that nobody logs in as and that cannot pass by row-level security. Programs take one with SET ROLE:
-- dashwright_app        the server, which sees one tenant at a time and cannot write a bundle
-- dashwright_publisher  `dashwright publish`, which writes bundles of one tenant at a time
-- dashwright_operator   `dashwright-server key ...`, which sees all tenants
-- Roles belong to the whole cluster, so another database's migration may have made them, even at this moment.
DO $$
DECLARE
    wanted text;
    login text := current_setting('role');
BEGIN
    FOREACH wanted IN ARRAY ARRAY['dashwright_app', 'dashwright_publisher', 'dashwright_operator'] LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', wanted);
            END IF;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN
                RAISE DEBUG 'role % was made by another migration', wanted;
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'role % is missing and % may not make it; an administrator does: CREATE ROLE % NOLOGIN',
                    wanted, current_user, wanted;
        END;
        BEGIN
            -- Membership does not tell: who makes a role may grant it, but from PostgreSQL 16 on not yet take it.
            PERFORM set_config('role', wanted, true), set_config('role', login, true);
        EXCEPTION WHEN insufficient_privilege THEN
            BEGIN
                EXECUTE format('GRANT %I TO %I', wanted, current_user);
            EXCEPTION WHEN insufficient_privilege THEN
                RAISE EXCEPTION '% may not take the role %; an administrator lets it: GRANT % TO %',
                    current_user, wanted, wanted, current_user;
            END;
        END;
    END LOOP;
END
$$;

GRANT SELECT ON schema_migrations TO dashwright_app, dashwright_publisher, dashwright_operator;
