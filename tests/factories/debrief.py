"""Companies visited, days told and filed through the services, as the tests of debriefs need them."""

from datetime import UTC, date, datetime
from itertools import count
from uuid import uuid4

from crm.choices import Channel
from crm.services.companies import create_company
from crm.services.contacts import create_contact
from debrief.models import Finding
from debrief.services.entries import FindingEntry, PersonEntry, VisitEntry
from debrief.services.filing import file_debrief, file_payload, open_day
from debrief.services.visits import add_visit

DAY = date(2026, 3, 10)  # a Tuesday
EVENING = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)  # 18:00 in Paris
MORNING = datetime(2026, 3, 11, 8, 30, tzinfo=UTC)
LONG_AGO = date(2025, 1, 6)
numbers = count(1)


def company(by, name="", **fields):
    return create_company(by=by, name=name or f"Boulangerie {next(numbers)}", owner=by, channel=Channel.PAGE, **fields)


def contact(by, where, name="Camille Roy", **fields):
    return create_contact(
        by=by,
        company=where,
        name=name,
        how_acquired="met",
        acquired_on=date(2025, 1, 6),
        channel=Channel.PAGE,
        **fields,
    )


def signal(value="Miwe, devis en main", topic="competitor", **fields):
    return FindingEntry(kind="market_signal", topic=topic, value=value, **fields)


def opinion(value="Le four chauffe vite", **fields):
    return FindingEntry(kind="opinion", value=value, **fields)


def correction(field="phone", value="04 72 00 00 01", **fields):
    return FindingEntry(kind="company_fact", field=field, value=value, **fields)


def person(name="Camille Roy", **fields):
    return PersonEntry(name=name, **fields)


def visit(where, *findings, people=(), **fields):
    return VisitEntry(company=where, nobody_met=not people, people=tuple(people), findings=findings, **fields)


def told(rep, *visits, day=DAY, now=EVENING):
    """A draft that tells these visits."""
    debrief = open_day(rep=rep, day=day, by=rep, now=now)
    for entry in visits:
        add_visit(debrief, by=rep, entry=entry, now=now)
    return debrief


def filed(rep, *visits, day=DAY, now=EVENING):
    """That day, filed."""
    return file_debrief(told(rep, *visits, day=day, now=now), by=rep, now=now, key=uuid4())


def findings(debrief):
    return list(Finding.objects.filter(visit__debrief=debrief).order_by("pk"))


def finding(rep, entry, where=None, day=DAY, now=EVENING):
    """One finding of a filed day."""
    return findings(filed(rep, visit(where or company(rep), entry), day=day, now=now))[0]


def payload(day=DAY, **visit_fields):
    fields = {"company_name": "Fournil d'Anna", "kind": "visit", "state": "done", "nobody_met": True} | visit_fields
    return {"work_date": day, "visits": [fields]}


def posted(rep, body, now=EVENING, key=None):
    return file_payload(rep=rep, payload=body, key=key or uuid4(), now=now)
