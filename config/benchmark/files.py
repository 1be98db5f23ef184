"""Times what leaves and what enters: all leads as CSV beside a bare COPY, and an import of leads from a file."""

import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from django.db import connection
from xlsxwriter import Workbook

from accounts.models import User
from config.benchmark.timing import forgotten, line
from core import clock
from core.exports.csv import write
from core.imports.map import guess
from core.imports.once import Outcome, run_import
from core.imports.read import open_table
from leads.exports import leads_report
from leads.models import Campaign, Lead
from leads.services.importing import LeadImporter

COPY = """COPY (
    SELECT l.id, l.name, l.company_name, l.email, l.phone, c.name, l.state, u.name, s.fit, s.engagement,
           l.captured_at, l.accepted_at
    FROM leads_lead l JOIN leads_currentscore s ON s.lead_id = l.id
    LEFT JOIN leads_campaign c ON c.id = l.campaign_id LEFT JOIN accounts_user u ON u.id = l.owner_id
    ORDER BY l.captured_at DESC, l.id DESC
) TO STDOUT (FORMAT csv)"""
HEADERS = ["Nom", "E-mail", "Téléphone", "Société", "Ville", "Code postal", "Intérêt"]


def export() -> list[str]:
    """Every lead, through the report of the list page."""
    started = time.perf_counter()
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for _block in copy:
            pass
    bare = time.perf_counter() - started
    found = Lead.objects.select_related("campaign", "owner", "team").order_by("-captured_at", "-pk")
    with tempfile.TemporaryFile() as file:
        started = time.perf_counter()
        rows = write(leads_report(found), file)
        took = time.perf_counter() - started
    return [
        line("leads, bare COPY", bare, rows),
        line("leads, export to CSV", took, rows, f"{took / bare:.1f} times the bare COPY"),
    ]


def bring(rows: int, *, workbook: bool = False) -> list[str]:
    """A file of new people, read from the disk; nothing of it stays."""
    by, campaign = User.objects.filter(role="marketer").order_by("pk")[0], Campaign.objects.order_by("-pk")[0]
    write_people = _write_workbook if workbook else _write_csv
    with tempfile.NamedTemporaryFile(suffix=".xlsx" if workbook else ".csv") as file:
        write_people(file.name, rows)
        before, processor = _forget_peak(), time.process_time()

        def work() -> Outcome:
            table = open_table(file)
            mapping = guess(table.headers, LeadImporter.fields)
            importer = LeadImporter(by=by, now=clock.now(), options={"campaign": campaign.pk})
            return run_import(table, mapping, importer, file_name=file.name, file_sha256="0" * 64)

        took, outcome = forgotten(work)
        grown, busy = _memory("VmHWM") - before, time.process_time() - processor
    told = outcome.as_json()
    whole = 200_000 * took / rows
    note = f"{told['created']:,} created, {told['rejected']:,} rejected; 200,000 rows at this pace: {whole:.0f} s; "
    note += f"{grown} MB more memory at its peak; {busy:.0f} s of processor in Python"
    if workbook:
        note += f"; {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB in the process that reads it"
    return [line(f"import of leads, {'workbook' if workbook else 'CSV'}", took, rows, note)]


def _people(rows: int) -> Iterator[list[str]]:
    """Every ninth person is at one of 900 companies; each has an address, a third a mobile number."""
    for n in range(rows):
        phone = f"06{n % 100_000_000:08d}" if n % 3 == 0 else ""
        who = "".join(chr(97 + n // 26**place % 26) for place in range(5)).capitalize()
        mail = f"camille.{n}@banc.example"
        yield [f"Camille {who}", mail, phone, f"Banc {n % 900}", "Lyon", "69003", "fort"]


def _write_csv(path: str, rows: int) -> None:
    with Path(path).open("w", encoding="utf-8") as target:
        target.writelines(";".join(cells) + "\n" for cells in chain([HEADERS], _people(rows)))


def _write_workbook(path: str, rows: int) -> None:
    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, cells in enumerate(chain([HEADERS], _people(rows))):
            sheet.write_row(at, 0, cells)


def _forget_peak() -> int:
    """The memory this process has now, in megabytes; its peak is counted from here."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _memory("VmRSS")


def _memory(name: str) -> int:
    """A figure of this process in megabytes: VmRSS is what it has, VmHWM the most it had."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(told.partition(f"{name}:")[2].split()[0]) // 1024
