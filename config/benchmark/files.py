"""Times what leaves and what enters: all leads as CSV beside a bare COPY, and an import of leads, row by row."""

import tempfile
import time

from django.db import connection

from accounts.models import User
from config.benchmark.timing import forgotten, line
from core.exports.csv import write
from core.imports.map import guess
from core.imports.run import run_import
from core.imports.table import make_table
from leads.exports import leads_report
from leads.models import Campaign, Lead
from leads.services import importing

COPY = """COPY (
    SELECT l.id, l.name, l.company_name, l.email, l.phone, c.name, l.state, u.name, l.fit, l.engagement,
           l.captured_at, l.accepted_at
    FROM leads_lead l LEFT JOIN leads_campaign c ON c.id = l.campaign_id LEFT JOIN accounts_user u ON u.id = l.owner_id
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
    """A file of new people; nothing of it stays."""
    by, campaign = User.objects.filter(role="marketer").order_by("pk")[0], Campaign.objects.order_by("-pk")[0]
    people = (
        [f"Camille Banc {n}", f"camille.{n}@banc.example", "", f"Banc {n % 900}", "Lyon", "69003", "fort"]
        for n in range(rows)
    )
    table = make_table([HEADERS, *people])
    mapping = guess(table.headers, importing.FIELDS)
    took, outcome = forgotten(
        lambda: run_import(
            table,
            mapping,
            importing.FIELDS,
            importing.handler(by=by, campaign=campaign),
            kind=importing.KIND,
            file_name="banc.csv",
            file_sha256="0" * 64,
            by=by,
        )
    )
    told = outcome.as_json()
    whole = 200_000 * took / rows
    note = f"{told['created']:,} created, {told['rejected']:,} rejected; 200,000 rows at this pace: {whole:.0f} s"
    return [line("import of leads", took, rows, note)]
