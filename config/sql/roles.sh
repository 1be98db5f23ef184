#!/bin/sh
# Runs once, when the postgres container makes its data: the three roles, their logins, and the database.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner="$TANDEM_OWNER_PASSWORD" -v app="$TANDEM_APP_PASSWORD" -v reader="$TANDEM_READER_PASSWORD" <<'SQL'
CREATE ROLE app_owner NOLOGIN CREATEDB;
CREATE ROLE app_rw NOLOGIN;
CREATE ROLE app_ro NOLOGIN;
CREATE ROLE tandem_owner LOGIN PASSWORD :'owner' IN ROLE app_owner;
CREATE ROLE tandem_rw LOGIN PASSWORD :'app' IN ROLE app_rw;
CREATE ROLE tandem_ro LOGIN PASSWORD :'reader' IN ROLE app_ro;
CREATE DATABASE tandem OWNER app_owner TEMPLATE template0;
REVOKE ALL ON DATABASE tandem FROM PUBLIC;
GRANT CONNECT ON DATABASE tandem TO app_rw, app_ro;
GRANT TEMPORARY ON DATABASE tandem TO app_rw;
SQL
