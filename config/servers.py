"""Starts and supervises the embedded PostgreSQL and Valkey (demo, tests).

`python -m config.servers COMMAND…` runs a command with both up, in a temporary folder, and gives back its exit code.
With DATABASE_URL and REDIS_URL set it uses those servers instead.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from config.embedded.account import Account, unprivileged
from config.embedded.folder import Folder
from config.embedded.postgres import START_SECONDS, Postgres
from config.embedded.valkey import Valkey
from config.supervisor import POLL_SECONDS, Child, StepFailed, Stopped, Supervisor, end_group, tell

Logins = dict[str, tuple[str, ...]]
DEMO_LOGINS: Logins = {"tandem_owner": ("app_owner",), "tandem_rw": ("app_rw",), "tandem_ro": ("app_ro",)}
TEST_LOGINS: Logins = {"app_test": ("app_owner", "app_rw", "app_ro")}
FOR_TESTS = {"APP_ENV": "test", "DJANGO_SETTINGS_MODULE": "config.settings.test"}
WAVES = ((("web", "worker", "beat"), 2.5), (("postgres", "redis"), 4.5))


class Servers:
    """Both servers of one data folder, under one supervisor."""

    def __init__(self, supervisor: Supervisor, *, fast: bool = False) -> None:
        self.supervisor = supervisor
        self.folder = supervisor.folder
        self.postgres = Postgres(self.folder, fast=fast)
        self.redis = Valkey(self.folder)

    def start(self) -> bool:
        """Starts both; true when PostgreSQL's cluster had to be made."""
        self.postgres.clear()
        made = self.postgres.initialise()
        database = self._child(self.postgres, signal.SIGINT)
        cache = self._child(self.redis, signal.SIGTERM)
        self.supervisor.start(database)
        self.supervisor.start(cache)
        self.supervisor.wait_ready(database, self.postgres.is_ready, START_SECONDS)
        self.supervisor.wait_ready(cache, self.redis.is_ready, 15)
        return made

    def prepare(self, logins: Logins) -> None:
        """Roles and logins, each time: passwords live in the data folder."""
        self.postgres.prepare_roles(logins)

    def make_database(self, *, fresh: bool) -> None:
        """The empty database; `fresh` throws away a half-filled one."""
        self.postgres.prepare_database(fresh=fresh)

    @property
    def addresses(self) -> dict[str, str]:
        """What the application needs to reach them."""
        words = self.postgres.passwords
        return {
            "DATABASE_URL": self.postgres.url("tandem_rw", words["app"]),
            "DATABASE_URL_OWNER": self.postgres.url("tandem_owner", words["owner"]),
            "REDIS_URL": self.redis.url,
        }

    def _child(self, server: Postgres | Valkey, stop: signal.Signals) -> Child:
        return Child(
            name=server.name,
            command=server.command,
            environment={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "HOME": "/"},
            log=self.folder.logs / f"{server.name}.log",
            popen=self.postgres.popen,
            folder=Path("/"),
            clear=server.clear,
            stop=stop,
        )


class GivenServers:
    """Servers that somebody else runs, named by DATABASE_URL and REDIS_URL."""

    def __init__(self) -> None:
        owner = os.environ.get("DATABASE_URL_OWNER") or os.environ["DATABASE_URL"]
        self.addresses = {
            "DATABASE_URL": os.environ["DATABASE_URL"],
            "DATABASE_URL_OWNER": owner,
            "REDIS_URL": os.environ["REDIS_URL"],
        }

    def start(self) -> bool:
        return False

    def prepare(self, logins: Logins) -> None:
        """Their roles are the operator's."""

    def make_database(self, *, fresh: bool) -> None:
        if fresh:
            raise StepFailed("The database of DATABASE_URL is half filled: empty it, or give another one.")


def are_given() -> bool:
    """Did somebody name servers to use instead of ours?"""
    return bool(os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))


def test_environment(servers: Servers, base: dict[str, str]) -> dict[str, str]:
    """What the test settings read."""
    postgres = servers.postgres
    address = postgres.url("app_test", postgres.passwords["app"])
    return base | FOR_TESTS | {"DATABASE_URL": address, "REDIS_URL": servers.redis.url}


def with_servers(command: list[str], root: Path, account: Account | None) -> int:
    """Runs the command beside two servers that live in `root` as long as it does; its exit code."""
    folder = Folder(root, account)
    supervisor = Supervisor(folder)
    supervisor.listen()
    try:
        folder.open()
        if told := folder.place():
            tell(told)
        servers = Servers(supervisor, fast=True)
        servers.start()
        servers.prepare(TEST_LOGINS)
        servers.make_database(fresh=False)
        return attend(supervisor, command, test_environment(servers, dict(os.environ)))
    except StepFailed as error:
        tell(str(error))
        return 1
    except Stopped:
        return 130
    finally:
        supervisor.end(WAVES)
        folder.forget()
        if folder.servers != folder.root:
            shutil.rmtree(folder.servers, ignore_errors=True)


def attend(supervisor: Supervisor, command: list[str], environment: dict[str, str]) -> int:
    """Waits for the end of a command, which a stop signal brings about; its exit code."""
    process = subprocess.Popen(command, env=environment)  # in our group: Ctrl-C reaches it too
    try:
        while process.poll() is None:
            supervisor.breathe()
            time.sleep(POLL_SECONDS)
        return process.returncode if process.returncode >= 0 else 128 - process.returncode
    finally:
        end_group(process, signal.SIGINT, 5)


def main(command: list[str]) -> int:
    if not command:
        tell("Usage: python -m config.servers COMMAND…")
        return 2
    if are_given():
        return subprocess.run(command, env=os.environ | FOR_TESTS, check=False).returncode
    with tempfile.TemporaryDirectory(prefix="tandem-") as root:
        return with_servers(command, Path(root), unprivileged())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
