"""Lists of leads and likely duplicates at a million rows: copies of those there are, forgotten afterwards."""

import statistics
import time
from functools import partial
from typing import Any

from django.db import connection, models, transaction

from accounts.models import User
from config.benchmark.pages import measure, table
from crm.models import Contact
from crm.selectors.candidates import contact_candidates
from crm.selectors.search import find_contacts
from leads.models import Lead

MILLION = 1_000_000
PROBES = 100
QUERIES = (
    "", "q=moulin", "q=zzzzzz", "tab=new", "tab=unassigned", "tab=working", "tab=converted", "tab=recycled",
    "state=won", "campaign={campaign}", "channel=event", "owner={owner}", "interest=strong", "min_fit=80",
    "accepted=true",
    "captured_from=2026-01-01", "captured_to=2025-06-30", "sort=captured", "sort=-captured", "sort=fit", "sort=-fit",
    "sort=engagement", "sort=-engagement",
)  # fmt: skip


def multiply(model: type[models.Model], changed: dict[str, str]) -> None:
    """As many copies as make a million; `changed` says in SQL what copy `n` has of its own."""
    times = max(0, round(MILLION / max(1, model._default_manager.count())) - 1)
    fields = [f for f in model._meta.concrete_fields if not f.generated and not f.primary_key]
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(changed.get(field.name, f'"{field.column}"') for field in fields)
    name = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{name}" ({names}) SELECT {values} FROM "{name}" CROSS JOIN generate_series(1, %s) n',  # noqa: S608
            [times],
        )
        cursor.execute(f'ANALYZE "{name}"')


def million(rounds: int) -> str:
    """A table of pages and a table of look-ups; nothing stays."""
    with transaction.atomic():
        again = {"email": "n || '.' || email", "phone": "CASE WHEN phone = '' THEN '' ELSE phone || n END"}
        multiply(Contact, {**again, "merged_into": "NULL"})
        multiply(Lead, again)
        told = [lists(rounds), "", lookups()]
        transaction.set_rollback(True)
    return "\n".join(told)


def lists(rounds: int) -> str:
    """The list of leads, with each filter and sort by itself."""
    person = User.objects.get(email="mkt_1@example.test")
    busy: Any = Lead.objects.exclude(owner=None).order_by("-pk")[0]
    words = {"campaign": busy.campaign_id, "owner": busy.owner_id}
    paths = [f"/leads/?{query.format(**words)}" for query in QUERIES]
    pages: list[tuple[str, str, User | None]] = [("reference", "/reference/", None)]
    return table(measure([*pages, *(("leads", path, person) for path in paths)], rounds))


def lookups() -> str:
    """Likely duplicates of people spread over the table, and the search by name."""
    user = User.objects.get(email="mkt_1@example.test")
    step = Contact.objects.count() // PROBES
    people = [row for n in range(PROBES) if (row := Contact.objects.filter(pk__gt=n * step).order_by("pk").first())]
    twins = [
        _timed(
            lambda row=row: contact_candidates(user, name=row.name, email=row.email, phone=row.phone, exclude=row.pk)
        )
        for row in people
    ]
    found = [_timed(partial(find_contacts, user, row.name, 8)) for row in people]
    head = "| look-up | n | p50 ms | p95 ms |\n|---|---|---|---|"
    return "\n".join([head, _told("duplicate candidates", twins), _told("people by name", found)])


def _timed(work: Any) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _told(label: str, took: list[float]) -> str:
    return f"| {label} | {len(took)} | {statistics.median(took):.1f} | {statistics.quantiles(took, n=20)[-1]:.1f} |"
