"""Measures pages one request at a time, in turns with the reference page: queries, CPU, time and bytes."""

import gc
import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client

from accounts.models import User

LONGEST = 160  # characters of a statement that are shown
AGAIN = 8  # pages from one reference to the next


@dataclass
class Figure:
    """What one page took: milliseconds of each request, of waiting and of CPU, queries and bytes of the last."""

    label: str
    path: str
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0
    status: int = 0
    statements: dict[str, list[float]] = field(default_factory=dict)  # SQL → milliseconds of each time it was asked

    @property
    def p50(self) -> float:
        return statistics.median(self.wall)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.wall, n=20)[-1] if len(self.wall) > 1 else self.wall[0]

    @property
    def sql_p50(self) -> float:
        """Milliseconds spent waiting for all its statements, each as it usually is."""
        return sum(statistics.median(took) for took in self.statements.values())

    @property
    def cpu_p50(self) -> float:
        """Of the request in the middle: whatever interrupts a machine for a moment counts as CPU of somebody."""
        return statistics.median(self.cpu)


def backend_cpu(pid: int) -> float:
    """Milliseconds of CPU a Postgres process used so far, to the microsecond; 0 where the machine does not show it."""
    try:
        spent = Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0.0
    return int(spent) / 1_000_000


def backend_pid() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


class Counter:
    """Counts the statements of one request, and how long each was waited for."""

    def __init__(self, took: dict[str, list[float]]) -> None:
        self.count = 0
        self.took = took

    def __call__(self, execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        self.count += 1
        started = time.perf_counter()
        try:
            return execute(sql, *args)
        finally:
            self.took.setdefault(sql, []).append((time.perf_counter() - started) * 1000)


def ask(client: Client, figure: Figure) -> None:
    """One request, added to the figure."""
    counter, pid = Counter(figure.statements), backend_pid()
    with connection.execute_wrapper(counter):
        postgres, python, started = backend_cpu(pid), time.process_time(), time.perf_counter()
        response = client.get(figure.path)
        body = response.getvalue()
        figure.wall.append((time.perf_counter() - started) * 1000)
        figure.cpu.append((time.process_time() - python) * 1000 + backend_cpu(pid) - postgres)
    figure.queries, figure.size, figure.status = counter.count, len(gzip.compress(body, 6)), response.status_code


def measure(pages: list[tuple[str, str, User | None]], rounds: int) -> list[Figure]:
    """Every page `rounds` times, interleaved, after two unmeasured requests each.

    The first one, the reference, comes again among the others: asked once a round, one slow answer of it would make all
    of them look cheap.
    """
    figures, clients = [], []
    for label, path, person in pages:
        client = Client()
        if person:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        for _ in range(2):
            client.get(path)
        figures.append(Figure(label, path))
        clients.append(client)
    gc.collect()
    gc.freeze()  # as config.wsgi leaves a web process
    for _ in range(rounds):
        for place, (client, figure) in enumerate(zip(clients, figures, strict=True)):
            if place and place % AGAIN == 0:
                ask(clients[0], figures[0])
            ask(client, figure)
    return figures


def table(figures: list[Figure]) -> str:
    """A Markdown table; the first figure is the reference."""
    reference = figures[0].cpu_p50 or 1
    lines = [
        "| page | status | SQL | SQL ms | CPU ms | ÷ reference | p50 ms | p95 ms | gzip KB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {f.label} `{f.path}` | {f.status} | {f.queries} | {f.sql_p50:.1f} | {f.cpu_p50:.1f} |"
        f" {f.cpu_p50 / reference:.1f} | {f.p50:.1f} | {f.p95:.1f} | {f.size / 1024:.1f} |"
        for f in figures
    ]
    return "\n".join(lines)


def slowest(figures: list[Figure], most: int = 12) -> str:
    """The statements waited for longest, page by page: a Markdown table."""
    asked = [(f, sql, took) for f in figures for sql, took in f.statements.items() if len(took) > 1]
    asked.sort(key=lambda one: -statistics.median(one[2]))
    lines = ["| page | p50 ms | p95 ms | slowest statements |", "|---|---|---|---|"]
    for f, sql, took in asked[:most]:
        words = sql[sql.find(" FROM ") :].replace('"', "").replace("|", "¦").strip()
        shown = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
        p95 = statistics.quantiles(took, n=20)[-1]
        lines.append(f"| {f.label} `{f.path}` | {statistics.median(took):.1f} | {p95:.1f} | `{shown}` |")
    return "\n".join(lines)
