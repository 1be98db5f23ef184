"""A workbook is read in a process of its own; a large one by a worker, while its page waits."""

import io
import json
import random
import time
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.imports import weighing, xlsx
from core.imports.limits import Limits, Refused, Verdict
from core.imports.queue import go_on
from core.imports.read import read_table
from core.imports.receive import keep_file, opened
from core.imports.table import FileRefused
from core.models import AuditEntry, ImportRun, ImportState
from tests.core.test_import_files import workbook
from tests.siege.files import SHEET, book

pytestmark = pytest.mark.usefixtures("kept_files")
ROWS = [["Raison sociale", "Ville"], ["Alpha", "Lyon"], [], ["", "Nice"], ["Gamma", "Évry"]]

MB = 1024 * 1024
LIMITS = Limits(
    entries=200, unzipped=200 * MB, ratio=100, text=200 * MB, cell=1000, rows=250_000, columns=200, cells=4_000_000,
    memory=512 * MB, seconds=10, at_once=200 * MB,
)  # fmt: skip


def received(by, *rows, name="salon.xlsx"):
    return keep_file(SimpleUploadedFile(name, workbook(*rows)), kind="companies", source="", options={}, by=by)


def kept_names():
    return default_storage.listdir("imports")[1] if default_storage.exists("imports") else []


@pytest.mark.django_db
def test_a_small_workbook_is_read_at_once_and_kept_as_its_rows(odile):
    run = received(odile, *ROWS)
    assert (run.state, run.total, run.headers) == (ImportState.DRAFT, 3, ["Raison sociale", "Ville"])
    assert kept_names() == [f"{run.pk}.rows"]
    with opened(run) as table:
        assert list(table) == [(2, ["Alpha", "Lyon"]), (4, ["", "Nice"]), (5, ["Gamma", "Évry"])]


@pytest.mark.django_db
def test_a_large_workbook_waits_until_a_worker_has_read_it(odile, large, django_capture_on_commit_callbacks):
    run = received(odile, *ROWS)
    assert (run.state, run.total, kept_names()) == (ImportState.READING, 0, [f"{run.pk}.bin"])
    with django_capture_on_commit_callbacks(execute=True):
        assert go_on(run.pk) == ImportState.DRAFT
    run.refresh_from_db()
    assert (run.total, run.mapping, run.attempts, kept_names()) == (
        3, {"name": "Raison sociale", "city": "Ville"}, 0, [f"{run.pk}.rows"],
    )  # fmt: skip
    entry = AuditEntry.objects.get(action="import.file_read")
    assert (entry.object_id, entry.after["rows"]) == (run.pk, 3)
    with opened(run) as table:
        assert [line for line, _cells in table] == [2, 4, 5]


@pytest.mark.django_db
def test_a_large_workbook_that_cannot_be_read_says_so_and_is_not_kept(odile, large, django_capture_on_commit_callbacks):
    run = received(odile, *[[f"c{n}" for n in range(300)]])
    with django_capture_on_commit_callbacks(execute=True):
        assert go_on(run.pk) == ImportState.FAILED
    run.refresh_from_db()
    assert ("200" in run.error, run.stored_as, kept_names()) == (True, "", [])


@pytest.mark.django_db
def test_the_page_of_a_large_workbook_waits_and_then_leads_to_its_columns(client, odile, large):
    client.force_login(odile)
    file = SimpleUploadedFile("grand.xlsx", workbook(*ROWS))
    sent = client.post(reverse("core:import_start"), {"kind": "companies", "policy": "fill", "file": file})
    run = ImportRun.objects.get()
    page = client.get(sent.url, follow=True)
    assert page.redirect_chain == [(reverse("core:import_detail", args=[run.pk]), 302)]
    assert 'hx-trigger="every 1s"' in page.content.decode()
    go_on(run.pk)
    asked = client.get(page.redirect_chain[0][0], headers={"HX-Request": "true"})
    assert asked.headers["HX-Redirect"] == reverse("core:import_columns", args=[run.pk])
    assert client.get(asked.headers["HX-Redirect"]).status_code == 200


@pytest.mark.parametrize("name", ["seconds", "memory"])
def test_a_workbook_that_takes_too_much_is_refused_with_a_sentence(name, monkeypatch):
    limits = {"seconds": ("SECONDS", 0.01), "memory": ("MAX_MEMORY", 40 * 1024 * 1024)}
    monkeypatch.setattr(xlsx, *limits[name])
    content = workbook(["a"], *[[f"{at}-{place}" for place in range(40)] for at in range(5_000)])
    with pytest.raises(FileRefused, match="CSV"):
        read_table(content)


def test_a_cell_longer_than_any_spreadsheet_writes_is_refused(monkeypatch):
    monkeypatch.setattr(xlsx, "MAX_CELL", 1000)
    with pytest.raises(FileRefused):
        read_table(workbook(["a"], ["x" * 1001]))


def test_the_reader_sees_neither_settings_nor_secrets(monkeypatch):
    told = {}

    def run(command, **options):
        told.update(options, command=command)
        raise KeyboardInterrupt

    monkeypatch.setattr(xlsx.subprocess, "run", run)
    with pytest.raises(KeyboardInterrupt):
        xlsx.unpack(io.BytesIO(workbook(["a"])))
    assert set(told["env"]) <= {"PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH"}
    assert json.loads(told["command"][-1])["memory"] == xlsx.MAX_MEMORY


@pytest.mark.parametrize("chunk", [40, 300, 1 << 20])
def test_what_a_workbook_weighs_does_not_depend_on_where_its_blocks_are_cut(chunk, monkeypatch):
    monkeypatch.setattr(weighing, "CHUNK", chunk)
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="300000"><c r="A300000"><v>1</v></c></row>'
    with pytest.raises(Refused) as refusal, ZipFile(io.BytesIO(book(SHEET.format(far)))) as parts:
        weighing.weigh(parts, LIMITS)
    assert refusal.value.verdict == Verdict.ROWS


def test_text_that_looks_like_endless_marks_is_weighed_in_no_time():
    cells = random.Random(1).sample(range(10**9), 200_000)  # so that it does not pack like a bomb
    hostile = "".join(f'<c t="s"{number} ' for number in cells)
    started = time.monotonic()
    with ZipFile(io.BytesIO(book(SHEET.format(hostile)))) as parts:
        weighing.weigh(parts, LIMITS)
    assert time.monotonic() - started < 5
