"""Workbooks sent at once are read one after the other, by real processes; an erasure meets one that is being read."""

import multiprocessing
import os
import time

import psutil
import pytest
from django.core.files.storage import default_storage
from django.db import connections

from core import tasks
from core.imports import runs
from core.imports.forgetting import forget_person
from core.imports.queue import go_on
from core.models import ImportRun, ImportState
from tests.core.test_read_large_workbooks import received

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("kept_files")]
FORK = multiprocessing.get_context("fork")
ROWS = [["Raison sociale", "Ville"], *[[f"Fournil {n}", "Lyon"] for n in range(12_000)]]


def begin(acts):
    """Each act in a process of its own, all at the same moment, with a connection of its own."""
    gate = FORK.Barrier(len(acts))

    def run(act):
        for connection in connections.all():
            connection.connection = None  # the parent's, which psycopg does not close from here
        gate.wait()
        act()
        os._exit(0)

    processes = [FORK.Process(target=run, args=(act,)) for act in acts]
    for process in processes:
        process.start()
    return processes


def most_readers(processes):
    """The largest number of readers seen at once until every process has ended."""
    most = 0
    while any(process.is_alive() for process in processes):
        most = max(most, sum(map(is_reader, psutil.Process().children(recursive=True))))
        time.sleep(0.005)
    assert [process.exitcode for process in processes] == [0] * len(processes)
    return most


def is_reader(process):
    try:
        return "core.imports.workbook" in process.cmdline()
    except psutil.Error:
        return False


def states():
    return list(ImportRun.objects.order_by("pk").values_list("state", flat=True))


def test_four_workbooks_sent_at_once_are_read_one_at_a_time(odile):
    acts = [lambda n=n: received(odile, *ROWS, [f"Four {n}", "Nice"]) for n in range(4)]
    assert most_readers(begin(acts)) == 1
    assert states().count(ImportState.READING) >= 1
    tasks.run_import(ImportRun.objects.filter(state=ImportState.READING).order_by("pk")[0].pk)
    assert states() == [ImportState.DRAFT] * 4


def test_workers_read_one_workbook_at_a_time_and_the_others_keep_their_turn(odile, large):
    sent = [received(odile, *ROWS, [f"Four {n}", "Nice"]) for n in range(3)]
    assert most_readers(begin([lambda run=run: go_on(run.pk) for run in sent])) == 1
    assert sorted(states()) == [ImportState.DRAFT, ImportState.READING, ImportState.READING]
    waiting = ImportRun.objects.filter(state=ImportState.READING).order_by("pk")
    assert [(run.attempts, run.beat_at) for run in waiting] == [(0, None)] * 2
    tasks.run_import(waiting[0].pk)
    assert states() == [ImportState.DRAFT] * 3


def test_a_file_sent_three_times_at_once_waits_once(odile, large):
    run = [lambda: received(odile, *ROWS[:3])] * 3
    assert most_readers(begin(run)) <= 1
    assert states() == [ImportState.READING]


@pytest.mark.parametrize("drop", [False, True])
def test_nothing_of_a_workbook_stays_that_was_forgotten_while_it_was_read(odile, large, drop):
    run = received(odile, *ROWS, ["Fournil d’Ana", "ana@costa.test"])
    processes = begin([lambda: go_on(run.pk)])
    while not (readers := [one for one in psutil.Process().children(recursive=True) if is_reader(one)]):
        time.sleep(0.005)
    readers[0].suspend()
    if drop:
        runs.drop(run, by=odile)
    else:
        assert forget_person(["ana@costa.test"], {}) == 1
    readers[0].resume()
    most_readers(processes)
    assert default_storage.listdir("imports")[1] == []
    assert states() == ([] if drop else [ImportState.FAILED])
