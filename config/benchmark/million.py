"""Lists of leads and likely duplicates at a million rows: copies of those there are, forgotten afterwards."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, models, transaction

from accounts.models import User
from config.benchmark.pages import backend_cpu, backend_pid, measure, table
from crm.models import Company, Contact
from crm.selectors.candidates import company_candidates, contact_candidates
from crm.selectors.search import find_contacts
from leads.models import CurrentScore, Lead

MILLION = 1_000_000
COMPANIES = 200_000
STRIDE = 10_000_000  # more than any table holds before it is multiplied
PROBES = 100
QUERIES = (
    "", "q=moulin", "q=zzzzzz", "tab=new", "tab=qualified", "tab=unassigned", "tab=routed", "tab=handed_off",
    "tab=working", "tab=converted", "tab=recycled", "tab=out", "state=won", "campaign={campaign}", "channel=event",
    "channel=partner", "owner={owner}", "interest=strong", "interest=weak", "min_fit=80", "min_fit=99",
    "accepted=true", "left=true", "captured_from=2026-01-01", "captured_to=2025-06-30", "sort=captured",
    "sort=-captured", "sort=fit", "sort=-fit", "sort=engagement", "sort=-engagement",
)  # fmt: skip


def multiply(model: type[models.Model], total: int, changed: dict[str, str]) -> int:
    """Copies of each row, as many as make `total`, and how many; `changed` says in SQL what copy `n` has of its own."""
    times = max(0, round(total / max(1, model._default_manager.count())) - 1)
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    values = ", ".join(changed.get(field.name, f'"{field.column}"') for field in fields)
    names = ", ".join(f'"{field.column}"' for field in fields)
    name = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{name}" ({names}) OVERRIDING SYSTEM VALUE SELECT {values} FROM "{name}" '  # noqa: S608
            "CROSS JOIN generate_series(1, %s) n",
            [times],
        )
        cursor.execute(f'ANALYZE "{name}"')
    return times


def fill() -> None:
    """Companies, contacts and leads as a large CRM holds them: names vary, and each company keeps its few people."""
    number, mail = f"id + n::bigint * {STRIDE}", "n || '.' || email"
    call = "CASE WHEN phone = '' THEN '' ELSE phone || n END"
    said = "(ARRAY['', 'el', 'in', 'ard', 'on', 'eau', 'ot', 'ier', 'as', 'ac', 'oz', 'ert'])[1 + mod(n, 12)]"
    sound = f"regexp_replace(replace(surname_key, ' ', {said} || ' '), '[aeiou]', '', 'g')"
    web = "CASE WHEN domain = '' THEN '' ELSE n || '.' || domain END"
    alone = {"merged_into": "NULL", "external_ref": "''"}
    firms = multiply(
        Company, COMPANIES, {**alone, "id": number, "siren": "''", "siret": "''", "domain": web, "phone": call}
    )
    people = {
        "company": f"company_id + mod(n, {firms + 1})::bigint * {STRIDE}",
        "name": f"name || {said}",
        "email": mail,
        "phone": call,
    }
    keys = {"surname_key": f"replace(surname_key, ' ', {said} || ' ')", "phonetic_key": f"left({sound}, 60)"}
    multiply(Contact, MILLION, {**alone, "id": number, **people, **keys})
    multiply(CurrentScore, MILLION, {"lead": f"lead_id + n::bigint * {STRIDE}"})
    multiply(Lead, MILLION, {"id": number, "email": mail, "phone": call})


def million(rounds: int) -> str:
    """A table of pages and a table of look-ups; nothing stays."""
    with transaction.atomic():
        fill()
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
    """Likely duplicates of people and companies spread over the tables, and the search by name."""
    user = User.objects.get(email="mkt_1@example.test")
    top = Contact.objects.order_by("-pk")[0].pk
    spread = (Contact.objects.filter(pk__gt=n * top // PROBES).select_related("company") for n in range(PROBES))
    people = [row for rows in spread if (row := rows.order_by("pk").first())]
    looked: dict[str, Callable[[Contact], Any]] = {
        "duplicate candidates, a person with her company": lambda row: _twins(user, row, row.company),
        "duplicate candidates, a person without company": lambda row: _twins(user, row, None),
        "duplicate candidates, a company": lambda row: _firms(user, row.company),
        "people by name": lambda row: find_contacts(user, row.name, 8),
    }
    head = "| look-up | n | p50 ms | p95 ms | CPU p95 ms |\n|---|---|---|---|---|"
    return "\n".join([head, *(_told(label, work, people) for label, work in looked.items())])


def _twins(user: User, row: Contact, company: Company | None) -> Any:
    return contact_candidates(user, name=row.name, email=row.email, phone=row.phone, company=company, exclude=row.pk)


def _firms(user: User, row: Company) -> Any:
    return company_candidates(user, name=row.name, siren=row.siren, website=row.website, phone=row.phone, city=row.city)


def _told(label: str, work: Callable[[Contact], Any], people: list[Contact]) -> str:
    """Milliseconds of waiting, and of CPU in all: what remains of them on a machine that does nothing else."""
    took, spent, pid = [], [], backend_pid()
    work(people[0])
    for row in people:
        postgres, python, started = backend_cpu(pid), time.process_time(), time.perf_counter()
        work(row)
        took.append((time.perf_counter() - started) * 1000)
        spent.append((time.process_time() - python) * 1000 + backend_cpu(pid) - postgres)
    p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    return f"| {label} | {len(took)} | {p50:.1f} | {p95:.1f} | {statistics.quantiles(spent, n=20)[-1]:.1f} |"
