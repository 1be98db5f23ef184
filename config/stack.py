"""The demo: PostgreSQL, Valkey, web, worker and beat on one machine, from nothing to an address people can open."""

import hashlib
import http.client
import json
import os
import signal
import socket
import sys
import sysconfig
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config import assets
from config.assets import PROJECT, fingerprint
from config.embedded import processes
from config.embedded.account import NAME
from config.embedded.folder import Folder
from config.embedded.interpreter import Interpreter, closed_folder, for_account
from config.servers import DEMO_LOGINS, WAVES, GivenServers, Servers, are_given
from config.supervisor import Child, Supervisor, tell

DEFAULT_PORT = 8000
NICE_PORTS = range(DEFAULT_PORT, DEFAULT_PORT + 20)
SCHEMA_SOURCES = ("*/migrations/*.py", "*/sql/*.sql", "accounts/roles.py", "*/models/*.py", "requirements.txt")
WORKER_STATEMENT_TIMEOUT_MS = "600000"


class PortBusyError(Exception):
    """Somebody else listens there."""


@dataclass(frozen=True)
class Wishes:
    """What the person at the command line asked for."""

    port: int | None = None
    seed: int = 1
    empty: bool = False
    profile: str = "demo"


def free_port(wished: int | None) -> int:
    """The wished port, or the first free of the usual ones."""
    for port in NICE_PORTS if wished is None else (wished,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise PortBusyError(f"Port {wished or NICE_PORTS} is taken: choose another one with --port.")


class Stack:
    """One run of the demo on one data folder."""

    def __init__(self, folder: Folder, wishes: Wishes) -> None:
        self.folder = folder
        self.wishes = wishes
        self.supervisor = Supervisor(folder)
        self.began = time.monotonic()

    def up(self) -> str:
        """From nothing to ready; the address."""
        folder = self.folder
        self.supervisor.listen()
        self.end_orphans()
        if told := folder.place():
            tell(told)
        self.choose_account()
        port = free_port(self.wishes.port)
        self.address = f"http://127.0.0.1:{port}"
        self.assets()
        self.step("Starting PostgreSQL and Valkey")
        self.servers = GivenServers() if are_given() else Servers(self.supervisor)
        self.servers.start()
        self.servers.prepare(DEMO_LOGINS)
        self.database()
        self.processes(port)
        folder.write_note("address", self.address)
        return self.address

    def choose_account(self) -> None:
        """Started by root, web and worker run under the servers' account, on a copy of Python if they must."""
        folder, account = self.folder, self.folder.account
        self.popen: dict[str, Any] = {}
        self.python = Interpreter(Path(sys.executable))
        if account is None:
            return
        closed = closed_folder(account, (folder.root, PROJECT, Path(sysconfig.get_path("purelib"))))
        found = None if closed else for_account(account, PROJECT, folder.root / "programs" / "python")
        if found:
            self.popen, self.python = account.popen, found
            folder.hand_over()
            return
        why = f"may not enter {closed}" if closed else f"cannot run a copy of {sys.executable}"
        tell(
            f"Web and worker run as root: the account {NAME} {why}. To run them without rights, "
            "keep the project, its .venv and the data folder where others may pass, for example below /srv."
        )

    def step(self, text: str) -> None:
        self.supervisor.breathe()
        tell(f"{time.monotonic() - self.began:6.1f} s  {text}")

    def end_orphans(self) -> None:
        """Ends web, worker and beat of a run that was killed; the servers see to themselves."""

        def end(name: str) -> None:
            processes.end_orphan(self.folder.pid_file(name), self.is_ours, signal.SIGTERM, 3)

        with ThreadPoolExecutor() as pool:
            list(pool.map(end, ("web", "worker", "beat")))

    def is_ours(self, command: str) -> bool:
        return self.mark in command or str(self.folder.root) in command

    @property
    def mark(self) -> str:
        """What the command lines of this data folder's processes carry, so that they are never confused with others."""
        return "tandem-" + hashlib.sha256(str(self.folder.root).encode()).hexdigest()[:10]

    def environment(self, *, owner: bool = False) -> dict[str, str]:
        """What the children read; the owner's login only reaches the commands that change tables."""
        told = self.servers.addresses | {
            "APP_ENV": "demo",
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "APP_DATA_DIR": str(self.folder.root),
            "BASE_URL": self.address,
            "SECRET_KEY": self.folder.secret_key(),
            "WORKER_SOFT_SHUTDOWN": "1",
        }
        if not owner:
            del told["DATABASE_URL_OWNER"]
        home = {"HOME": str(self.folder.root), **self.python.environment} if self.popen else {}
        inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL_OWNER"}
        return inherited | home | told

    def manage(self, *arguments: str, shown: bool = False) -> None:
        """Runs a preparing command that may act as the tables' owner, its output in DATA/logs/setup.log."""
        environment = self.environment(owner=True) | {"STATEMENT_TIMEOUT_MS": "0", "LOG_LEVEL": "WARNING"}
        command = [str(self.python.program), "manage.py", *arguments]
        log = self.folder.logs / "setup.log"
        self.supervisor.run(command, environment, log, shown=shown, cwd=PROJECT, **self.popen)

    def assets(self) -> None:
        """Builds style sheets, font and catalogues when their sources changed; as the caller, whose project it is."""
        if assets.are_built():
            return
        self.step("Building the assets")
        environment = os.environ | {"APP_DATA_DIR": str(self.folder.root)}
        log = self.folder.logs / "setup.log"
        self.supervisor.run([sys.executable, "-m", "config.assets"], environment, log, cwd=PROJECT)

    def database(self) -> None:
        """Migrates when the schema changed, fills when nothing is there; a filling that was killed starts again."""
        wanted = fingerprint(SCHEMA_SOURCES)
        half_done = self.folder.note("filling") == "begun"
        if half_done:
            self.step("Throwing away a half-filled database")
        self.servers.make_database(fresh=half_done)
        self.folder.write_private(self.folder.run / "environment.json", json.dumps(self.kept()))
        if half_done or self.folder.note("schema") != wanted:
            self.step("Making the tables")
            self.manage("migrate", "--no-input", "-v", "0")
            self.manage("sync_roles", "-v", "0")
            self.folder.write_note("schema", wanted)
        if self.folder.note("filling") != "done":
            self.fill()

    def kept(self) -> dict[str, str]:
        """What commands given beside the demo need to know (config/environment.py reads it)."""
        environment = self.environment(owner=True)
        return {name: environment[name] for name in ("DATABASE_URL", "DATABASE_URL_OWNER", "REDIS_URL", "BASE_URL")}

    def fill(self) -> None:
        self.folder.write_note("filling", "begun")
        if self.wishes.empty:
            self.step("Creating the first administrator")
            self.manage("administrator")
        else:
            self.step(f"Telling the story of a company that never existed (seed {self.wishes.seed})")
            self.manage("seed", "--profile", self.wishes.profile, "--seed", str(self.wishes.seed), shown=True)
        self.folder.write_note("filling", "done")

    def processes(self, port: int) -> None:
        self.step("Starting web, worker and beat")
        web_count, pool = os.environ.get("WEB_CONCURRENCY", "2"), os.environ.get("WORKER_CONCURRENCY", "2")
        gunicorn = ["gunicorn", "-c", "python:config.gunicorn", "--workers", web_count, "--name", self.mark]
        celery = ["celery", "--app", "config", "--quiet"]
        schedule = str(self.folder.run / "beat-schedule")
        quiet = ["--without-mingle", "--without-gossip", "--concurrency", pool, "--hostname", f"{self.mark}@worker"]
        commands = {
            "web": [*gunicorn, "--bind", f"127.0.0.1:{port}", "config.wsgi"],
            "worker": [*celery, "worker", *quiet],
            "beat": [*celery, "beat", "--schedule", schedule, "--pidfile=", "--max-interval", "5", "-l", "INFO"],
        }
        children = {name: self.child(name, command) for name, command in commands.items()}
        for child in children.values():
            self.supervisor.start(child)
        self.supervisor.wait_ready(children["web"], lambda: answers(port), 60)

    def child(self, name: str, command: list[str]) -> Child:
        environment = self.environment() | {"TANDEM_RUN": self.mark}
        if name == "worker":
            environment["STATEMENT_TIMEOUT_MS"] = WORKER_STATEMENT_TIMEOUT_MS
        if not self.popen:  # told once, at the start
            environment["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser privileges"
        return Child(
            name=name,
            command=[str(self.python.program), "-m", *command],
            environment=environment,
            log=self.folder.logs / f"{name}.jsonl",
            out=self.folder.logs / f"{name}.log",
            popen=self.popen,
            folder=PROJECT,
        )

    def down(self) -> None:
        """Everything ends; the data stays."""
        self.supervisor.end(WAVES)
        (self.folder.run / "environment.json").unlink(missing_ok=True)
        self.folder.forget()


def answers(port: int) -> bool:
    """Does the web say that it is alive?"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
