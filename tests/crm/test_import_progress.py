"""A long check says how far it is while its own transaction is still open."""

import io

import pytest

from core import clock
from core.imports import perform, receive, runs
from core.models import ImportRun, ImportState
from crm.services.importing.companies import CompanyImporter

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 2 * perform.CHUNK + 1


def kept(person):
    """A file of three chunks that waits to be checked."""
    file = io.BytesIO(("name;city\n" + "".join(f"Maison {n};Lyon\n" for n in range(ROWS))).encode())
    file.name = "maisons.csv"
    run = receive.keep_file(file, kind="companies", source="", options={}, by=person)
    return runs.ask(run, ImportState.CHECKING, by=person)


class Listening(CompanyImporter):
    """Notes, at each chunk, how far everybody else sees the import."""

    def bring(self, rows):
        self.heard = [*getattr(self, "heard", []), *ImportRun.objects.values_list("read", flat=True)]
        super().bring(rows)


def test_a_check_of_three_chunks_tells_each_that_is_read(odile):
    run = kept(odile)
    importer = Listening(by=odile, now=clock.now(), options=run.options)
    with receive.opened(run) as table:
        runs.read_to_end(run, table, importer)
    assert importer.heard == [0, perform.CHUNK, 2 * perform.CHUNK]


def test_a_worker_checks_a_file_of_three_chunks_to_its_end(odile):
    run = runs.work(kept(odile))
    assert (run.state, run.read, run.created, run.rejected) == (ImportState.CHECKED, ROWS, ROWS, 0)
