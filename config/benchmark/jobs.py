"""Times attribution of all and of one night, 10,000 verdicts settled, likely duplicates, scores, files out and in."""

import statistics
import time
from datetime import timedelta

from django.db import connection
from django.db.models import Max

from accounts.models import User
from config.benchmark.files import bring, export
from config.benchmark.timing import HEAD, forgotten, line
from core import clock
from crm.models import Contact, Opportunity
from crm.selectors.candidates import contact_candidates
from debrief.models import Finding, Verdict
from incentives.models import price_book
from incentives.services import due_findings
from incentives.services.settling import BATCH, agree
from leads.models import CurrentScore, ProbabilityModel, RevenueAttribution
from leads.services.attribution import attribute_revenue
from leads.services.scoring import score_leads

PROBES = 200
VERDICTS = 10_000
COPIED_FINDINGS = """
    INSERT INTO debrief_finding (visit_id, company_id, {shared}) SELECT visit_id, company_id, {shared}
    FROM debrief_finding WHERE state = 'decided' AND observed_on >= %s AND contact_id IS NULL
    ORDER BY id DESC LIMIT {many} RETURNING id
"""


def attribution() -> list[str]:
    """All deals, then those of the last day with deals."""
    full, _ = forgotten(lambda: attribute_revenue(None))
    shares = RevenueAttribution.objects.count()
    won = Opportunity.objects.filter(state="won")
    day = won.aggregate(day=Max("closed_on"))["day"]
    ids = list(won.filter(closed_on=day).values_list("pk", flat=True))
    night, written = forgotten(lambda: attribute_revenue(ids))
    share = f"{100 * night / full:.1f} % of the full rebuild, {len(ids)} deals"
    return [
        line("attribution, full rebuild", full, shares, f"{won.count():,} won deals, four models"),
        line("attribution, one night", night, written, share),
    ]


def copy_verdicts() -> list[int]:
    """New findings with accepted verdicts of open months, that no line knows; their ids."""
    keys = {"id", "visit", "company", "contact"}
    shared = ", ".join(f'"{f.column}"' for f in Finding._meta.concrete_fields if f.name not in keys)
    since = clock.local_day() - timedelta(days=45)
    with connection.cursor() as cursor:
        cursor.execute(COPIED_FINDINGS.format(shared=shared, many=VERDICTS), [since])
        ids = [row[0] for row in cursor.fetchall()]
    reviewer = User.objects.filter(role="marketer").order_by("pk")[0]
    Verdict.objects.bulk_create(
        Verdict(finding_id=pk, reviewer=reviewer, decision="accepted", grade="useful", decided_at=clock.now())
        for pk in ids
    )
    return ids


def settling() -> list[str]:
    """Verdicts without a line, settled as the sweep does: locks, rules, chain and all."""
    told: list[tuple[float, int]] = []

    def settle() -> None:
        ids, book = copy_verdicts(), price_book()
        started, written = time.perf_counter(), 0
        for first in range(0, len(ids), BATCH):
            written += agree(due_findings.FAMILY, ids[first : first + BATCH], now=clock.now(), book=book)
        told.append((time.perf_counter() - started, written))

    forgotten(settle)
    seconds, written = told[0]
    return [line("settling verdicts", seconds, written, "through the rules and the triggers of the ledger")]


def duplicates() -> list[str]:
    """Candidates for people spread over the whole table."""
    user = User.objects.filter(role="marketer").order_by("pk")[0]
    step = max(1, Contact.objects.count() // PROBES)
    took = []
    for number in range(PROBES):
        row = Contact.objects.filter(pk__gt=number * step).order_by("pk").first()
        if row:
            started = time.perf_counter()
            contact_candidates(user, name=row.name, email=row.email, phone=row.phone, exclude=row.pk)
            took.append(time.perf_counter() - started)
    p50, p95 = statistics.median(took) * 1000, statistics.quantiles(took, n=20)[-1] * 1000
    return [line("duplicate candidates", sum(took), len(took), f"p50 {p50:.1f} ms, p95 {p95:.1f} ms")]


def score_every_lead() -> tuple[int, float]:
    """By the rules in force and with a probability, every change written with its history: how many, and seconds."""
    numbers = {"intercept": -1.0, "calibration": [], "base_rate": 0.3, "terms": [
        {"name": "employees", "kind": "number", "slope": 0.4, "middle": 60.0, "scale": 50.0, "high": 300.0},
        {"name": "facts", "kind": "number", "slope": 0.3, "scale": 2.0, "high": 10.0},
        {"name": "sector", "kind": "category", "other": 0.1},
    ]}  # fmt: skip
    learnt = {"trained_at": clock.now(), "signal": "clear", "numbers": numbers}
    ProbabilityModel.objects.update_or_create(day=clock.local_day(), defaults=learnt)
    CurrentScore.objects.update(cell="")
    started = time.perf_counter()
    changed = score_leads(now=clock.now(), shut_too=True)
    return changed, time.perf_counter() - started


def scores() -> list[str]:
    _seconds, (changed, took) = forgotten(score_every_lead)
    return [line("scoring every lead", took, changed, "rules, probability, history; budget 10 s")]


def jobs(imported: int, *, workbook: bool = False) -> str:
    """A Markdown table."""
    files = [*export(), *bring(imported, workbook=workbook)]
    return "\n".join([HEAD, *attribution(), *settling(), *duplicates(), *scores(), *files])
