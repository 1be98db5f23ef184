"""Times what leaves and what enters: all leads as CSV beside a bare COPY, and an import of leads from a CSV file."""

import resource
import tempfile
import time
from pathlib import Path

from django.db import connection

from accounts.models import User
from config.benchmark.timing import forgotten, line
from core import clock
from core.exports.csv import write
from core.imports.map import guess
from core.imports.once import run_import
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


def bring(rows: int) -> list[str]:
    """A file of new people, read from the disk; nothing of it stays."""
    by, campaign = User.objects.filter(role="marketer").order_by("pk")[0], Campaign.objects.order_by("-pk")[0]
    with tempfile.NamedTemporaryFile() as file:
        _write_people(file.name, rows)
        table = open_table(file)
        mapping = guess(table.headers, LeadImporter.fields)
        importer = LeadImporter(by=by, now=clock.now(), options={"campaign": campaign.pk})
        before, processor = _peak(), time.process_time()
        took, outcome = forgotten(
            lambda: run_import(table, mapping, importer, file_name="banc.csv", file_sha256="0" * 64)
        )
        grown, busy = _peak() - before, time.process_time() - processor
    told = outcome.as_json()
    whole = 200_000 * took / rows
    note = f"{told['created']:,} created, {told['rejected']:,} rejected; 200,000 rows at this pace: {whole:.0f} s; "
    note += f"{grown} MB more memory at its peak; {busy:.0f} s of processor in Python"
    return [line("import of leads", took, rows, note)]


def _write_people(path: str, rows: int) -> None:
    """Every ninth person is at one of 900 companies; each has an address, a third a mobile number."""
    with Path(path).open("w", encoding="utf-8") as target:
        target.write(";".join(HEADERS) + "\n")
        for n in range(rows):
            phone = f"06{n % 100_000_000:08d}" if n % 3 == 0 else ""
            who = "".join(chr(97 + n // 26**place % 26) for place in range(5)).capitalize()
            target.write(f"Camille {who};camille.{n}@banc.example;{phone};Banc {n % 900};Lyon;69003;fort\n")


def _peak() -> int:
    """The most memory this process had so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
