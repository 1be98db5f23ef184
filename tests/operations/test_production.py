"""What `docker compose up` does, without containers: roles.sh, migrate as owner, gunicorn in production settings."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from config.embedded import processes
from config.embedded.account import unprivileged
from config.embedded.folder import Folder
from config.embedded.interpreter import Interpreter, for_account
from config.servers import Servers
from config.supervisor import Supervisor
from tests.operations.conftest import clean_environment, end_quietly

pytestmark = pytest.mark.servers
ROOT = Path(__file__).resolve().parents[2]
WORDS = {"TANDEM_OWNER_PASSWORD": "owner'1", "TANDEM_APP_PASSWORD": "app2", "TANDEM_READER_PASSWORD": "reader3"}
HOST = "tandem.example.test"
FORWARDED = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}


@pytest.fixture(scope="module")
def installation():
    """Servers whose roles and database were made by roles.sh, and nothing else."""
    root = Path(tempfile.mkdtemp(prefix="t-", dir="/tmp"))
    root.chmod(0o755)
    folder = Folder(root / "data", unprivileged())
    folder.open()
    folder.place()
    supervisor = Supervisor(folder)
    servers = Servers(supervisor, fast=True)
    servers.start()
    postgres = servers.postgres
    told = {"POSTGRES_USER": "postgres", "PGHOST": str(folder.sockets), "PGPASSWORD": postgres.passwords["postgres"]}
    script = ["sh", str(ROOT / "config" / "sql" / "roles.sh")]
    path = f"{postgres.bin}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(script, env=os.environ | told | WORDS | {"PATH": path}, check=True, capture_output=True)
    yield servers, root
    end_quietly(supervisor)
    folder.forget()
    shutil.rmtree(root, ignore_errors=True)


def environment(servers, root, login="tandem_rw", word="app2", **more):
    told = {
        "APP_ENV": "prod",
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "APP_DATA_DIR": str(root / "data"),
        "APP_TZ": "Europe/Paris",
        "SECRET_KEY": "9fK" * 20 + "production",
        "ALLOWED_HOSTS": HOST,
        "BASE_URL": f"https://{HOST}",
        "DATABASE_URL": servers.postgres.url(login, word),
        "REDIS_URL": servers.redis.url,
        "WEB_CONCURRENCY": "1",
    }
    return clean_environment(**(told | more))


def manage(told, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def migrated(installation):
    servers, root = installation
    owner = servers.postgres.url("tandem_owner", "owner%271")
    told = environment(servers, root, DATABASE_URL_OWNER=owner, STATEMENT_TIMEOUT_MS="0")
    for command in (["migrate", "--no-input", "-v", "0"], ["sync_roles"]):
        done = manage(told, *command)
        assert done.returncode == 0, done.stderr
    return servers, root


def ask(servers, login, word, question):
    with psycopg.connect(servers.postgres.url(login, word), autocommit=True) as connection:
        return connection.execute(question).fetchall()


def test_the_script_makes_three_roles_and_three_logins_without_power(installation):
    servers, _root = installation
    powers = "rolcanlogin, rolsuper OR rolcreaterole OR rolbypassrls"
    rows = ask(servers, "tandem_rw", "app2", f"SELECT rolname, {powers} FROM pg_roles WHERE rolname ~ '^(app|tandem)_'")
    assert sorted(rows) == [
        ("app_owner", False, False),
        ("app_ro", False, False),
        ("app_rw", False, False),
        ("tandem_owner", True, False),
        ("tandem_ro", True, False),
        ("tandem_rw", True, False),
    ]


def test_the_application_may_not_make_tables_and_the_reader_only_reads(migrated):
    servers, _root = migrated
    refused = psycopg.errors.InsufficientPrivilege
    with pytest.raises(refused):
        ask(servers, "tandem_rw", "app2", "CREATE TABLE mine (x int)")
    assert ask(servers, "tandem_ro", "reader3", "SELECT count(*) FROM contract.runs") == [(0,)]
    for statement in (
        "INSERT INTO crm_company (name) VALUES ('x')",
        "UPDATE contract.runs SET state = 'done'",
        "DELETE FROM incentives_ledgerline",
    ):
        with pytest.raises((refused, psycopg.errors.ObjectNotInPrerequisiteState)):
            ask(servers, "tandem_ro", "reader3", statement)


COLUMNS = {
    "debriefs": "id rep_id idem_key created_at earns period_id",
    "ledger": "id seq period_id rep_id points source reverses_id created_at hash",
    "snapshots": "day rep_id points",
    "runs": "job day state attempts sha rows started_at finished_at",
    "outbox": "id topic key attempts state created_at sent_at",
    "audit": "id at actor_id action object request_id",
}


@pytest.mark.parametrize("view", COLUMNS)
def test_the_columns_of_a_view_of_the_contract_are_frozen(migrated, view):
    servers, _root = migrated
    columns = f"information_schema.columns WHERE table_schema = 'contract' AND table_name = '{view}'"
    question = f"SELECT column_name FROM {columns} ORDER BY ordinal_position"
    found = [name for (name,) in ask(servers, "tandem_ro", "reader3", question)]
    wanted = COLUMNS[view].split()
    assert found[: len(wanted)] == wanted
    assert len(found) == len(wanted) or view == "snapshots"


def test_the_deployment_check_is_clean_and_the_ledger_sound(migrated):
    servers, root = migrated
    told = environment(servers, root)
    checked = manage(told, "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr
    assert json.loads(manage(told, "ledger_verify", "--json").stdout)["ok"] is True


@contextmanager
def gunicorn(told):
    """The image's command on a free port, as somebody who is not root where that is possible."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    account = unprivileged()
    links = Path(told["APP_DATA_DIR"]) / "programs" / "python"
    found = for_account(account, ROOT, links) if account else Interpreter(Path(sys.executable))
    popen = account.popen if account and found else {}
    found = found or Interpreter(Path(sys.executable))
    serve = ["-m", "gunicorn", "-c", "python:config.gunicorn", "--bind", f"127.0.0.1:{port}", "config.wsgi"]
    run = subprocess.Popen(
        [str(found.program), *serve], cwd=ROOT, env=told | found.environment | {"HOME": told["APP_DATA_DIR"]},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **popen,
    )  # fmt: skip
    try:
        yield run, port
    finally:
        run.send_signal(signal.SIGTERM)
        run.wait(15)
        run.stderr.close()


def get(port, path, headers=FORWARDED):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()


def is_up(port):
    try:
        return get(port, "/healthz")[0] == 200
    except OSError:
        return False


def test_the_web_starts_under_production_settings_with_every_header(migrated):
    servers, root = migrated
    with gunicorn(environment(servers, root)) as (_run, port):
        assert processes.wait_until(lambda: is_up(port), 90, every=0.3)
        status, _headers, body = get(port, "/readyz")
        assert (status, set(json.loads(body))) == (200, {"ready", "degraded"})
        status, headers, _body = get(port, "/accounts/login/")
        assert status == 200
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
        assert "'unsafe" not in headers["Content-Security-Policy"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Secure" in headers["Set-Cookie"]
        plain = {"Host": HOST}
        assert get(port, "/accounts/login/", plain)[1]["Location"] == f"https://{HOST}/accounts/login/"
        assert get(port, "/accounts/login/", FORWARDED | {"Host": "evil.test"})[0] == 400
        assert get(port, "/api/schema/")[0] == 401


REFUSED = {
    "a short key": {"SECRET_KEY": "short"},
    "a default key": {"SECRET_KEY": "django-insecure-" + "x7" * 40},
    "any host": {"ALLOWED_HOSTS": "*"},
    "no zone": {"APP_TZ": ""},
    "debug": {"DEBUG": "true"},
    "no database": {"DATABASE_URL": ""},
}


@pytest.mark.parametrize("case", REFUSED)
def test_production_refuses_to_start_with(installation, case):
    servers, root = installation
    done = manage(environment(servers, root, **REFUSED[case]), "check")
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr


@pytest.mark.parametrize("login", ["postgres", "tandem_owner"])
def test_the_web_refuses_a_role_that_could_switch_guards_off(migrated, login):
    servers, root = migrated
    word = {"postgres": servers.postgres.passwords["postgres"], "tandem_owner": "owner%271"}[login]
    code = "import config.wsgi"
    told = environment(servers, root, login, word)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "could switch the ledger's guards off" in done.stderr


def test_every_pinned_package_is_the_one_installed():
    """The image installs from this file: here every line must be satisfied, nothing fetched, nothing replaced."""
    wanted = ["install", "--dry-run", "--no-deps", "--no-index", "-r", "requirements-demo.txt"]
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *wanted]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Would install" not in done.stdout
