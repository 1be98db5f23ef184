"""`manage.py demo`, for real: first start, crash, refusal, stop, and the start after a kill."""

import http.client
import json
import os
import signal
import subprocess
import sys
import sysconfig
import time
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest

from config.embedded import processes
from config.embedded.account import NAME, unprivileged
from config.embedded.interpreter import closed_folder
from tests.operations.conftest import clean_environment

pytestmark = pytest.mark.servers
ROOT = Path(__file__).resolve().parents[2]
NAMES = ("web", "worker", "beat", "redis", "postgres")


def command(data, *more):
    return [sys.executable, str(ROOT / "manage.py"), "demo", "--data", str(data), "--port", "0", "--empty", *more]


@contextmanager
def demo(data):
    """A running demo and what its first line said; nothing of it is left when the test fails."""
    with open(data.parent / "stderr", "w+", encoding="utf-8") as errors:
        run = subprocess.Popen(
            command(data), cwd=ROOT, env=clean_environment(), stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            line = run.stdout.readline()
            errors.seek(0)
            assert line, errors.read()
            yield run, json.loads(line)
        finally:
            if run.poll() is None:
                run.terminate()
            run.wait(20)
            run.stdout.close()


def pids(data):
    return {name: processes.read_pid(data / "run" / f"{name}.pid") for name in NAMES}


def left_of(data):
    """Every process that still belongs to this data folder."""
    found = []
    for process in psutil.process_iter():
        try:
            told = [*process.cmdline(), process.environ().get("APP_DATA_DIR", ""), process.cwd()]
        except psutil.Error:
            continue
        if any(str(data) in part for part in told) and process.pid != os.getpid():
            found.append(process)
    return found


def answer(base_url, path):
    connection = http.client.HTTPConnection(base_url.removeprefix("http://"), timeout=20)
    with closing(connection):
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()


def listeners(pid):
    """(address, port) of every network port the process or a descendant listens on."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return {tuple(c.laddr) for one in family for c in one.net_connections(kind="inet") if c.status == "LISTEN"}


def assert_first_start(data, ready):
    assert (ready["ready"], ready["data_dir"]) == (True, str(data))
    assert answer(ready["base_url"], "/healthz")[0] == 200
    state = json.loads(answer(ready["base_url"], "/readyz")[1])
    assert (state["ready"], state["db"], state["redis"], state["migrations"]) == (True, True, True, True)
    people = json.loads((data / "credentials.json").read_text())["users"]
    assert [person["role"] for person in people.values()] == ["operations"]
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / "credentials.json").stat().st_mode & 0o777 == 0o600


def test_a_demo_lives_crashes_and_stops(short_folder):
    data = short_folder / "demo"
    with demo(data) as (run, ready):
        assert_first_start(data, ready)
        port = int(ready["base_url"].rpartition(":")[2])
        assert {psutil.Process(pid).username() for pid in pids(data).values()} == servants()
        assert listeners(run.pid) == {("127.0.0.1", port)}

        second = subprocess.run(command(data), cwd=ROOT, env=clean_environment(), capture_output=True, text=True)
        assert second.returncode == 75
        assert ready["base_url"] in second.stderr

        before = pids(data)
        for pid in before.values():
            os.kill(pid, signal.SIGKILL)
        assert processes.wait_until(lambda: all(pids(data)[name] not in (None, before[name]) for name in NAMES), 30)
        assert processes.wait_until(lambda: responds(ready["base_url"]), 30, every=0.5)

        family = [run.pid, *pids(data).values()]
        started = time.monotonic()
        run.send_signal(signal.SIGTERM)
        run.wait(15)
        assert time.monotonic() - started < 10
        assert left_of(data) == []
        assert not [pid for pid in family if processes.command_of(pid)]

    with demo(data) as (run, _ready):
        run.kill()
        run.wait()
        assert left_of(data) != []
        strangers = reuse_numbers(data)
    with demo(data) as (run, ready):
        assert answer(ready["base_url"], "/healthz")[0] == 200
        run.send_signal(signal.SIGINT)
        run.wait(15)
        assert left_of(data) == []
    assert [stranger.poll() for stranger in strangers] == [None, None]
    for stranger in strangers:
        stranger.kill()
        stranger.wait()
    assert odd_lines(data / "logs") == []


def servants():
    """Who runs the processes: root only where project or packages lie in a folder that is closed to others."""
    account = unprivileged()
    if account is None:
        return {psutil.Process().username()}
    return {NAME, "root"} if closed_folder(account, [ROOT, Path(sysconfig.get_path("purelib"))]) else {NAME}


def reuse_numbers(data):
    """Two strangers whose numbers stand in the pid files of the web and of PostgreSQL, as after a reboot."""
    for name in ("web", "postgres"):
        processes.end_orphan(data / "run" / f"{name}.pid", lambda command: str(data) in command or "tandem-" in command,
                             signal.SIGKILL)  # fmt: skip
    strangers = [subprocess.Popen(["sleep", "600"], start_new_session=True) for _name in range(2)]
    (data / "run" / "web.pid").write_text(f"{strangers[0].pid}\n")
    lock = data / "postgres" / "postmaster.pid"
    kept = lock.read_text().splitlines()
    lock.write_text("\n".join([str(strangers[1].pid), *kept[1:]]) + "\n")
    return strangers


def responds(base_url):
    try:
        return json.loads(answer(base_url, "/readyz")[1])["db"]
    except (OSError, http.client.HTTPException, ValueError):
        return False


def odd_lines(folder):
    """Lines of .jsonl logs that are no JSON object."""
    lines = [line for path in folder.glob("*.jsonl") for line in path.read_text().splitlines()]
    assert lines
    return [line for line in lines if not (line.startswith("{") and isinstance(json.loads(line), dict))]
