"""`python -m config.servers`: a command with servers of its own, its exit code, and nothing left behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from config.embedded import folder as folders
from config.embedded import processes
from config.embedded.account import unprivileged
from config.embedded.folder import Folder
from config.servers import Servers
from config.supervisor import Supervisor
from tests.operations.conftest import Barred, clean_environment, end_quietly

pytestmark = pytest.mark.servers
LAUNCH = [sys.executable, "-m", "config.servers"]
ASK = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    print(*connection.execute("SELECT current_user, current_database()").fetchone(), os.environ["APP_ENV"])
raise SystemExit(7)
"""


def test_a_command_gets_servers_and_gives_back_its_code():
    done = subprocess.run(
        [*LAUNCH, sys.executable, "-c", ASK], env=clean_environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split()) == (7, ["app_test", "tandem", "test"])


def test_given_servers_are_used_as_they_are():
    environment = clean_environment(DATABASE_URL="postgres://given", REDIS_URL="redis://given")
    command = [*LAUNCH, "sh", "-c", "echo $DATABASE_URL $REDIS_URL"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["postgres://given", "redis://given"]


def test_a_stop_signal_ends_command_and_servers():
    run = subprocess.Popen(
        [*LAUNCH, "sh", "-c", "echo $DATABASE_URL; sleep 600"],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    folder = run.stdout.readline().partition("%2F")[2].rpartition("%2F")[0].replace("%2F", "/")
    run.send_signal(signal.SIGTERM)
    assert run.wait(20) == 130
    run.stdout.close()
    assert not Path("/" + folder).exists()
    assert not [process for process in psutil.process_iter() if "/" + folder in " ".join(safe(process))]


def safe(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []


@pytest.fixture
def closed(tmp_path, monkeypatch):
    """A folder nobody but its owner may enter; other files of servers go to /var/lib, or where we may write."""
    if os.geteuid():
        monkeypatch.setattr(folders, "SERVERS_ABOVE", tmp_path)
    root = Path(tempfile.mkdtemp(prefix="t-"))
    yield root
    shutil.rmtree(root)


def test_servers_are_kept_where_their_account_may_go(closed, account):
    folder = Folder(closed / "data", unprivileged() or Barred(account.uid, account.gid))
    folder.open()
    told = folder.place()
    assert folder.servers.parent == folders.SERVERS_ABOVE
    assert folder.servers.stat().st_mode & 0o777 == 0o700
    assert folder.servers.stat().st_uid == account.uid
    assert str(folder.servers) in told
    assert "chmod o+x" in told
    folder.forget()
    shutil.rmtree(folder.servers)


def test_servers_started_by_root_run_as_their_account_and_others_as_oneself(closed, account):
    folder = Folder(closed / "data", unprivileged())
    folder.open()
    folder.place()
    servers = Servers(Supervisor(folder), fast=True)
    servers.start()
    pid = processes.read_pid(folder.pid_file("postgres"))
    assert psutil.Process(pid).uids().real == account.uid
    end_quietly(servers.supervisor)
    folder.forget()
    if folder.servers != folder.root:
        shutil.rmtree(folder.servers)
