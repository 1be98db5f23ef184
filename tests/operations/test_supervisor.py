"""The supervisor: what dies comes back, what is told to stop goes, with all its descendants."""

import json
import os
import signal
import sys
import threading
import time

import psutil
import pytest

from config.embedded import processes
from config.embedded.folder import Folder
from config.supervisor import Child, StepFailed, Stopped, Supervisor
from tests.operations.conftest import clean_environment

SLEEP = "import time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
FAMILY = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {STUBBORN!r}]).wait()"


@pytest.fixture
def supervisor(tmp_path):
    folder = Folder(tmp_path / "data")
    folder.open()
    made = Supervisor(folder)
    yield made
    for child in made.children:
        if child.process:
            processes.end(processes.group_of(child.process.pid), signal.SIGKILL, 2)
            child.process.wait()
    folder.forget()


def child_of(supervisor, code, name="web"):
    log = supervisor.folder.logs / f"{name}.jsonl"
    return Child(name=name, command=[sys.executable, "-c", code], environment=clean_environment(), log=log)


def watch(supervisor):
    """Watches in a thread until the test says stop."""

    def run():
        try:
            supervisor.watch()
        except Stopped:
            return

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def end(supervisor, grace):
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    started = time.monotonic()
    supervisor.end([(("web",), grace)])
    for number, handler in kept.items():
        signal.signal(number, handler)
    return time.monotonic() - started


def test_a_killed_child_comes_back_under_a_new_number(supervisor):
    child = child_of(supervisor, SLEEP)
    supervisor.start(child)
    first = child.process.pid
    thread = watch(supervisor)
    os.kill(first, signal.SIGKILL)
    assert processes.wait_until(lambda: child.alive and child.process.pid != first, 5)
    supervisor.stopping = True
    thread.join()
    assert processes.read_pid(supervisor.folder.pid_file("web")) == child.process.pid


def test_a_child_that_always_dies_is_started_less_and_less_often(supervisor):
    child = child_of(supervisor, "raise SystemExit(3)")
    supervisor.start(child)
    thread = watch(supervisor)
    time.sleep(4)
    supervisor.stopping = True
    thread.join()
    assert 2 <= child.failures <= 4


def test_descendants_that_ignore_the_stop_signal_are_gone_too(supervisor):
    child = child_of(supervisor, FAMILY)
    supervisor.start(child)
    assert processes.wait_until(lambda: len(processes.group_of(child.process.pid)) == 2, 5)
    family = processes.group_of(child.process.pid)
    assert end(supervisor, grace=1) < 5
    assert [member for member in family if member.is_running() and member.status() != psutil.STATUS_ZOMBIE] == []
    assert not supervisor.folder.pid_file("web").exists()


def test_a_failed_step_shows_the_end_of_its_log(supervisor):
    log = supervisor.folder.logs / "setup.log"
    with pytest.raises(StepFailed, match="no such table"):
        supervisor.run([sys.executable, "-c", "raise SystemExit('no such table')"], clean_environment(), log)


def test_a_stop_signal_interrupts_a_step(supervisor):
    log = supervisor.folder.logs / "setup.log"
    threading.Timer(0.3, lambda: setattr(supervisor, "stopping", True)).start()
    started = time.monotonic()
    with pytest.raises(Stopped):
        supervisor.run([sys.executable, "-c", SLEEP], clean_environment(), log)
    assert time.monotonic() - started < 3


NOISY = """import sys
print('{"level": "info"}', file=sys.stderr)
raise SystemExit("port\\x1b[31m taken")
"""


def test_whatever_a_child_complains_of_is_one_json_object_a_line(supervisor):
    web = child_of(supervisor, NOISY)
    supervisor.start(web)
    with pytest.raises(StepFailed, match="taken"):
        supervisor.wait_ready(web, lambda: False, 10)
    lines = [json.loads(line) for line in web.log.read_text().splitlines()]
    assert lines[0] == {"level": "info"}
    assert (lines[1]["logger"], lines[1]["message"]) == ("web", "port\x1b[31m taken")
