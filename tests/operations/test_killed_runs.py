"""After kill -9 of everything that watched, the next start works and harms nobody else."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from config.embedded import processes
from config.embedded.account import unprivileged
from config.embedded.folder import BusyError, Folder
from config.servers import Servers
from config.supervisor import Supervisor
from tests.operations.conftest import clean_environment, end_quietly

pytestmark = pytest.mark.servers
RUN = """
import sys, time
from pathlib import Path
from config.embedded.account import unprivileged
from config.embedded.folder import Folder
from config.servers import Servers
from config.supervisor import Supervisor
folder = Folder(Path(sys.argv[1]), unprivileged())
folder.open()
folder.place()
servers = Servers(Supervisor(folder), fast=True)
servers.start()
with servers.postgres.connect() as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer")
print("ready", flush=True)
time.sleep(600)
"""


def open_servers(root):
    folder = Folder(root, unprivileged())
    folder.open()
    folder.place()
    return Servers(Supervisor(folder), fast=True)


def close(servers):
    end_quietly(servers.supervisor)
    servers.folder.forget()


def pids(servers_root):
    return [processes.read_pid(servers_root / "run" / f"{name}.pid") for name in ("postgres", "redis")]


def start_and_kill(root):
    """A run that is killed with -9; the numbers of the servers it leaves behind."""
    command = [sys.executable, "-c", RUN, str(root)]
    with subprocess.Popen(command, env=clean_environment(), stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout.readline().strip() == "ready"
        run.kill()
    return pids(root)


def test_the_next_start_ends_the_orphans_and_finds_the_data(short_folder):
    root = short_folder / "killed"
    orphans = start_and_kill(root)
    assert all(psutil.pid_exists(pid) for pid in orphans)
    servers = open_servers(root)
    servers.start()
    with servers.postgres.connect() as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    assert not [pid for pid in orphans if processes.command_of(pid)]
    close(servers)


def test_a_pid_file_whose_number_was_reused_stops_nobody(short_folder):
    root = short_folder / "reused"
    servers = open_servers(root)
    servers.start()
    close(servers)
    lock = servers.postgres.data / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{servers.postgres.data}\n")
    (root / "run" / "redis.pid").write_text(f"{os.getpid()}\n")
    again = open_servers(root)
    again.start()
    assert processes.read_pid(root / "run" / "postgres.pid") != os.getpid()
    close(again)


def test_a_killed_postmaster_comes_back(short_folder):
    servers = open_servers(short_folder / "postmaster")
    servers.start()
    child = servers.supervisor.children[0]
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()
    servers.supervisor.start(child)
    servers.supervisor.wait_ready(child, servers.postgres.is_ready, 20)
    close(servers)


def test_a_second_run_on_the_same_folder_is_refused(tmp_path):
    first, second = Folder(tmp_path / "data"), Folder(tmp_path / "data")
    first.open()
    first.write_note("address", "http://127.0.0.1:8000")
    with pytest.raises(BusyError, match="http://127.0.0.1:8000"):
        second.open()
    first.forget()


def test_a_long_path_puts_the_sockets_in_a_private_folder(short_folder):
    root = short_folder / ("a" * 60) / ("b" * 40)
    servers = open_servers(root)
    servers.start()
    sockets = servers.folder.sockets
    assert sockets.parent != servers.folder.run
    assert len(os.fsencode(sockets)) <= 90
    assert sockets.stat().st_mode & 0o777 == 0o700
    close(servers)
    assert not sockets.exists()
