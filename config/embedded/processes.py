"""Finds and ends processes that an earlier run left behind, never those of somebody else."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import psutil

GONE = (psutil.NoSuchProcess, psutil.ZombieProcess, ProcessLookupError)


def command_of(pid: int) -> str:
    """The command line of a live process, else nothing."""
    try:
        process = psutil.Process(pid)
        return "" if process.status() == psutil.STATUS_ZOMBIE else " ".join(process.cmdline())
    except psutil.Error:
        return ""


def read_pid(path: Path) -> int | None:
    """The number in the first line of a pid file."""
    try:
        return int(path.read_text(encoding="utf-8").split()[0])
    except (OSError, ValueError, IndexError):
        return None


def group_of(leader: int) -> list[psutil.Process]:
    """The live processes of a group, whose leader may be dead already."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(OSError, psutil.Error):
            if os.getpgid(process.pid) == leader and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def working_in(folder: Path) -> list[psutil.Process]:
    """The live processes whose working folder is this one: PostgreSQL's helpers outlive a killed postmaster there."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(OSError, psutil.Error):
            if process.cwd() == str(folder):
                found.append(process)
    return found


def wait_gone(processes: Iterable[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Waits; what is still alive."""
    alive: list[psutil.Process] = psutil.wait_procs(list(processes), timeout=seconds)[1]
    return alive


def end(processes: Iterable[psutil.Process], first: signal.Signals, seconds: float) -> None:
    """Asks politely with `first`, waits, then kills."""
    alive = list(processes)
    for sent in (first, signal.SIGKILL):
        for process in alive:
            with contextlib.suppress(*GONE):
                process.send_signal(sent)
        alive = wait_gone(alive, seconds)


def end_orphan(pid_file: Path, belongs: Callable[[str], bool], first: signal.Signals, seconds: float = 5) -> None:
    """Ends what the pid file names, and its group, if a command line there is ours; a reused number is left alone."""
    pid = read_pid(pid_file)
    if pid:
        group = group_of(pid)
        if any(belongs(command_of(process.pid)) for process in group):
            leader = [process for process in group if process.pid == pid]
            end(leader or group, first, seconds)
            end(group_of(pid), signal.SIGKILL, 1)
    pid_file.unlink(missing_ok=True)


def wait_until(true: Callable[[], bool], seconds: float, every: float = 0.05) -> bool:
    """Asks again and again until the answer is yes or the time is over."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if true():
            return True
        time.sleep(every)
    return true()
