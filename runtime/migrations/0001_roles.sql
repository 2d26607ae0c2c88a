-- Three roles that nobody logs in as and that cannot pass by row-level security. Programs take one with SET ROLE:
-- dashwright_app        the server, which sees one tenant at a time and cannot write a bundle
-- dashwright_publisher  `dashwright publish`, which writes bundles of one tenant at a time
-- dashwright_operator   `dashwright-server key ...`, which sees all tenants
-- Roles belong to the whole cluster, so another database's migration may have made them, even at this moment.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['dashwright_app', 'dashwright_publisher', 'dashwright_operator'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                RAISE DEBUG 'role % was made by another migration', wanted;
            END;
        END IF;
        IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO %I', wanted, current_user);
        END IF;
    END LOOP;
END
$$;

GRANT SELECT ON schema_migrations TO dashwright_app, dashwright_publisher, dashwright_operator;
