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

from config.embedded import processes
from config.embedded.account import unprivileged
from config.embedded.folder import Folder
from config.servers import Servers
from config.supervisor import Supervisor
from tests.operations.conftest import clean_environment, end_quietly

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


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has an account to run servers under")
def test_root_may_keep_its_data_where_the_servers_account_may_not_go():
    closed = Path(tempfile.mkdtemp(prefix="t-"))
    folder = Folder(closed / "data", unprivileged())
    folder.open()
    told = folder.place()
    servers = Servers(Supervisor(folder), fast=True)
    servers.start()
    pid = processes.read_pid(folder.pid_file("postgres"))
    assert psutil.Process(pid).username() == "tandem"
    assert folder.servers.parent == Path("/var/lib")
    assert str(folder.servers) in told
    end_quietly(servers.supervisor)
    folder.forget()
    shutil.rmtree(folder.servers)
    shutil.rmtree(closed)
