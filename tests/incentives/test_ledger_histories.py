"""Any history of verdicts, reversals and adjustments: the book says what a plain model says, and never twice."""

import os
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debrief.models import Verdict
from incentives.models import LedgerLine
from incentives.rules.points import shared_points
from incentives.services.adjusting import adjust_points
from incentives.services.settling import settle_all_points
from incentives.services.verifying import verify_ledger
from tests.factories.incentives import DAY, NOON, finding, judged, undone

HISTORIES = int(os.environ.get("LEDGER_HISTORIES", "15"))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("accept"), st.integers(0, 3)),
        st.tuples(st.just("reject"), st.integers(0, 3)),
        st.tuples(st.just("duplicate"), st.integers(1, 3)),
        st.tuples(st.just("undo"), st.integers(0, 3)),
        st.tuples(st.just("adjust"), st.integers(-9, 9).filter(bool)),
        st.tuples(st.just("settle"), st.just(0)),
    ),
    max_size=40,
)


def model(findings, adjustments):
    """What everybody should have, from live verdicts alone."""
    people = {found.visit.debrief.rep_id: 0 for found in findings}
    live = {v.finding_id: v for v in Verdict.objects.filter(reversed_at=None, finding__in=findings)}
    for found in findings:
        verdict = live.get(found.pk)
        if verdict is None or verdict.decision != "accepted":
            continue
        mates = sorted(
            (v.pk, f.visit.debrief.rep_id)
            for f in findings
            if (v := live.get(f.pk)) and v.of_id == found.pk and f.observed_on == found.observed_on
        )
        sharing = [found.visit.debrief.rep_id, *dict.fromkeys(rep for _pk, rep in mates)]
        for rep, share in zip(sharing, shared_points(15, len(sharing)), strict=True):
            people[rep] += share
    return {rep: total + sum(points for who, points in adjustments if who == rep) for rep, total in people.items()}


def play(step, number, findings, reviewer, odile, adjustments):
    rep = findings[0].visit.debrief.rep
    if step == "settle":
        settle_all_points(NOON)
    elif step == "adjust":
        adjust_points(rep, by=odile, points=number, reason="Régularisation", now=NOON)
        adjustments.append((rep.pk, number))
    else:
        found = findings[number]
        live = Verdict.objects.filter(finding=found, reversed_at=None).first()
        if step == "undo" and live:
            undone(live, odile, NOON)
        elif step != "undo" and live is None:
            decision = {"accept": "accepted", "reject": "rejected"}.get(step, "duplicate")
            judged(found, reviewer, decision, of=findings[0] if decision == "duplicate" else None)


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_book_says_what_the_model_says(paid_alice, paid_david, paid_amine, chloe, odile, steps):
    days = [DAY, DAY, DAY, DAY + timedelta(days=1)]
    findings = [
        finding(rep, day) for rep, day in zip((paid_alice, paid_david, paid_amine, paid_david), days, strict=True)
    ]
    before = {rep.pk: LedgerLine.objects.filter(person=rep).total() for rep in (paid_alice, paid_david, paid_amine)}
    adjustments: list[tuple[int, int]] = []
    for step, number in steps:
        play(step, number, findings, chloe, odile, adjustments)
    settle_all_points(NOON)
    expected = model(findings, adjustments)
    for rep, total in expected.items():
        assert LedgerLine.objects.filter(person=rep).total() - before[rep] == total
    assert sum(settle_all_points(NOON).values()) == 0
    assert not LedgerLine.objects.filter(kind="reversed", reverses__kind="reversed").exists()
    assert verify_ledger().ok
