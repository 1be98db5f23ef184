"""Extensions, the folding function, and what the two everyday roles may do by default."""

from django.contrib.postgres.operations import BtreeGistExtension, CITextExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

FOLD = """
CREATE OR REPLACE FUNCTION core_fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(public.unaccent('public.unaccent'::regdictionary, value));
"""
ROLES = """
CREATE SCHEMA IF NOT EXISTS contract;
GRANT USAGE ON SCHEMA public, contract TO app_rw, app_ro;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app_rw;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO app_rw;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO app_ro;
ALTER DEFAULT PRIVILEGES IN SCHEMA contract GRANT SELECT ON TABLES TO app_rw, app_ro;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app_rw;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO app_rw;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO app_ro;
"""
CACHE = """
CREATE TABLE core_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX core_cache_expires ON core_cache (expires);
"""
FORGET_ROLES = """
ALTER DEFAULT PRIVILEGES IN SCHEMA contract REVOKE SELECT ON TABLES FROM app_rw, app_ro;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON TABLES FROM app_ro;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE USAGE, SELECT, UPDATE ON SEQUENCES FROM app_rw;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM app_rw;
DROP SCHEMA IF EXISTS contract;
"""


class Migration(migrations.Migration):
    initial = True
    run_before = [("contenttypes", "0001_initial"), ("sessions", "0001_initial")]
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGistExtension(),
        CITextExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION IF EXISTS core_fold(text);"),
        migrations.RunSQL(ROLES, FORGET_ROLES),
        migrations.RunSQL(CACHE, "DROP TABLE IF EXISTS core_cache;"),
    ]
