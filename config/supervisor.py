"""Keeps a few processes alive: each in its own session, restarted with back-off, all gone at the end."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

import psutil

from config.embedded import processes
from config.embedded.folder import Folder

BACK_OFF = (0.2, 1, 2, 4, 8, 15)
HEALTHY_SECONDS = 30
POLL_SECONDS = 0.1
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Stopped(Exception):  # noqa: N818
    """Somebody asked the run to end."""


class StepFailed(Exception):  # noqa: N818
    """A preparing command ended badly."""


@dataclass
class Child:
    """A process to keep alive; `clear` removes what a dead one left, what it prints goes to `out` if not to `log`."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path
    out: Path | None = None
    popen: dict[str, Any] = field(default_factory=dict)
    folder: Path | None = None
    clear: Callable[[], None] = lambda: None
    stop: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    started: float = 0
    failures: int = 0
    due: float = 0

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None


def spawn(
    command: list[str], environment: Mapping[str, str], output: Any, errors: Any, **popen: Any
) -> subprocess.Popen[bytes]:
    """Starts a command in a session of its own, without input."""
    return subprocess.Popen(
        command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        start_new_session=True,
        **popen,
    )


class Supervisor:
    """Starts, watches, restarts and ends children; pid files in DATA/run."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.children: list[Child] = []
        self.stopping = False

    def listen(self) -> None:
        """From now on a stop signal ends the run at its next breath."""
        for number in SIGNALS:
            signal.signal(number, self._asked_to_stop)

    def _asked_to_stop(self, number: int, frame: object) -> None:
        self.stopping = True

    def breathe(self) -> None:
        """Raises Stopped when a stop signal came."""
        if self.stopping:
            raise Stopped

    def start(self, child: Child) -> None:
        """Starts a child, after clearing what an earlier one left."""
        if child not in self.children:
            self.children.append(child)
        child.clear()
        with child.log.open("ab") as errors, (child.out or child.log).open("ab") as output:
            child.log.chmod(0o600)
            told = subprocess.PIPE if child.log.suffix == ".jsonl" else errors
            child.process = spawn(child.command, child.environment, output, told, cwd=child.folder, **child.popen)
        if child.process.stderr:
            Thread(target=pour, args=(child.process.stderr, child.log, child.name), daemon=True).start()
        child.started = time.monotonic()
        pid_file = self.folder.pid_file(child.name)
        pid_file.write_text(f"{child.process.pid}\n", encoding="utf-8")

    def wait_ready(self, child: Child, is_ready: Callable[[], bool], seconds: float) -> None:
        """Waits until the child answers; raises StepFailed with the end of its log when it dies or stays silent."""
        limit = time.monotonic() + seconds
        while not is_ready():
            self.breathe()
            if not child.alive or time.monotonic() > limit:
                time.sleep(POLL_SECONDS)  # its last words are on their way to the log
                raise StepFailed(f"{child.name} did not start. The end of {child.log}:\n{tail(child.log)}")
            time.sleep(POLL_SECONDS)

    def run(
        self, command: list[str], environment: Mapping[str, str], log: Path, *, shown: bool = False, **popen: Any
    ) -> None:
        """Runs one preparing command to its end, logged (`shown`: progress on stderr); raises StepFailed."""
        with log.open("ab") as output:
            process = spawn(command, environment, output, None if shown else output, **popen)
        try:
            while process.poll() is None:
                self.breathe()
                time.sleep(POLL_SECONDS)
        finally:
            end_group(process, signal.SIGTERM, 2)
        if process.returncode:
            where = "See above." if shown else f"The end of {log}:\n{tail(log)}"
            raise StepFailed(f"{' '.join(command[1:])} failed. {where}")

    def watch(self) -> None:
        """Restarts whatever dies, sooner or later according to how often it dies, until asked to stop."""
        while True:
            self.breathe()
            for child in self.children:
                if not child.alive:
                    self._revive(child)
            time.sleep(POLL_SECONDS)

    def _revive(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is not None:
            if now - child.started > HEALTHY_SECONDS:
                child.failures = 0
            wait = BACK_OFF[min(child.failures, len(BACK_OFF) - 1)]
            child.failures += 1
            child.due = now + wait
            self.say(event="child_died", child=child.name, code=child.process.returncode, again_in=wait)
            end_group(child.process, signal.SIGKILL, 1)
            child.process = None
        if now >= child.due:
            with contextlib.suppress(OSError):
                self.start(child)

    def end(self, waves: Iterable[tuple[tuple[str, ...], float]]) -> None:
        """Ends the children wave by wave, each wave at once: politely, then after its grace by force."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        for names, grace in waves:
            wave = [child for child in self.children if child.name in names and child.process]
            for child in wave:
                _signal_leader(child)
            limit = time.monotonic() + grace
            while any(child.alive for child in wave) and time.monotonic() < limit:
                time.sleep(POLL_SECONDS)
            for child in wave:
                end_group(child.process, signal.SIGKILL, 1)
                self.folder.pid_file(child.name).unlink(missing_ok=True)

    def say(self, **event: object) -> None:
        """One JSON line in DATA/logs/supervisor.jsonl."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        with (self.folder.logs / "supervisor.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps({"timestamp": moment, **event}) + "\n")


def pour(source: BinaryIO, log: Path, name: str) -> None:
    """Every line of a child goes to its log; one that is no JSON (a program that cannot start) becomes so."""
    with source, log.open("ab", buffering=0) as kept:
        for line in source:
            kept.write(line if line.startswith(b"{") and line.endswith(b"}\n") else _as_json(line, name))


def _as_json(line: bytes, name: str) -> bytes:
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    text = line.decode("utf-8", "replace").rstrip()
    return json.dumps({"at": moment, "level": "error", "logger": name, "message": text}).encode() + b"\n"


def _signal_leader(child: Child) -> None:
    with contextlib.suppress(ProcessLookupError):
        if child.alive and child.process:
            os.kill(child.process.pid, child.stop)


def end_group(process: subprocess.Popen[bytes] | None, first: signal.Signals, seconds: float) -> None:
    """Ends a process, its group and its descendants, and reaps it."""
    if process is None:
        return
    family = processes.group_of(process.pid)
    with contextlib.suppress(psutil.Error):
        family += psutil.Process(process.pid).children(recursive=True)
    if family:
        processes.end(set(family), first, seconds)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=seconds)


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log."""
    try:
        return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except OSError:
        return ""


def tell(line: str) -> None:
    """A line of progress for the person who waits, on stderr."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
