"""Bounties: earned by the first accepted answer, shared with who confirms it, taken back, then open to another."""

from datetime import date, timedelta

import pytest
import time_machine

from debrief.models import Debrief, VisitAttendee
from debrief.services.asking import close_question
from debrief.services.verdicts import accept_finding, mark_duplicate, reverse_verdict
from incentives.models import LedgerLine
from incentives.services.settling import settle_all_points, settle_finding_points
from tests.factories.debrief import DAY, EVENING, MORNING, company
from tests.factories.incentives import NOON, planned, published_plan
from tests.factories.questions import answered, kept, question


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


def bounties(person):
    rows = LedgerLine.objects.filter(person=person, component__rule="bounty").order_by("pk")
    return list(rows.values_list("kind", "points"))


def test_the_first_accepted_answer_takes_the_bounty_beside_its_points(paid_alice, chloe):
    verdict = kept(paid_alice, question(chloe), company(paid_alice), chloe)
    settle_finding_points(verdict.finding_id, now=NOON)
    lines = LedgerLine.objects.filter(person=paid_alice).order_by("pk")
    assert [(line.source, line.points) for line in lines] == [
        (f"verdict:{verdict.pk}", 15),
        (f"bounty:{verdict.pk}", 30),
    ]
    assert {line.occurred_on for line in lines} == {DAY}
    assert settle_finding_points(verdict.finding_id, now=NOON) == 0
    assert settle_all_points(NOON)["bounty"] == 0


def test_a_confirmation_shares_and_its_reversal_gives_back(paid_alice, paid_david, chloe, odile):
    asked, where = question(chloe), company(paid_alice)
    first = kept(paid_alice, asked, where, chloe)
    settle_finding_points(first.finding_id, now=NOON)
    second = kept(paid_david, asked, where, chloe)
    settle_finding_points(second.finding_id, now=NOON)
    assert bounties(paid_alice) == [("earned", 30), ("reversed", -30), ("earned", 20)]
    assert bounties(paid_david) == [("earned", 10)]
    reverse_verdict(second, by=odile, reason="Erreur", now=NOON)
    settle_all_points(NOON)
    assert bounties(paid_alice)[3:] == [("reversed", -20), ("earned", 30)]
    assert bounties(paid_david) == [("earned", 10), ("reversed", -10)]


def test_a_duplicate_of_the_answer_shares_too(paid_alice, paid_david, chloe):
    asked, where = question(chloe), company(paid_alice)
    first = kept(paid_alice, asked, where, chloe)
    mark_duplicate(answered(paid_david, asked, where, "Un four Miwe"), by=chloe, of=first.finding, now=MORNING)
    settle_all_points(NOON)
    assert (bounties(paid_alice), bounties(paid_david)) == ([("earned", 20)], [("earned", 10)])


def test_when_the_first_is_reversed_another_answer_earns(paid_alice, paid_david, chloe, odile):
    asked, where = question(chloe), company(paid_alice)
    first = kept(paid_alice, asked, where, chloe)
    kept(paid_david, asked, where, chloe, "Bongard")
    settle_all_points(NOON)
    assert (bounties(paid_alice), bounties(paid_david)) == ([("earned", 30)], [("earned", 0)])
    reverse_verdict(first, by=odile, reason="Faux", now=NOON)
    settle_finding_points(first.finding_id, now=NOON)
    assert bounties(paid_alice) == [("earned", 30), ("reversed", -30)]
    assert bounties(paid_david) == [("earned", 0), ("earned", 30)]
    assert settle_all_points(NOON)["bounty"] == 0


def test_an_answer_told_after_the_last_day_or_the_closing_earns_nothing_more(paid_alice, paid_david, chloe):
    asked, closed, where = question(chloe, expires_on=DAY), question(chloe), company(paid_alice)
    late = answered(paid_alice, asked, where)
    Debrief.objects.filter(visits__findings=late).update(captured_at=EVENING + timedelta(days=1))
    stopped = answered(paid_david, closed, where, "Bongard")
    close_question(closed, by=chloe, now=EVENING - timedelta(hours=1))
    for found in (late, stopped):
        accept_finding(found, by=chloe, now=MORNING)
    settle_all_points(NOON)
    assert (bounties(paid_alice), bounties(paid_david)) == ([("earned", 0)], [("earned", 0)])


def test_the_plan_is_a_ceiling_and_a_plan_without_bounties_pays_none(alice, david, odile, chloe):
    low = published_plan(odile, prices={("finding", "market_signal", ""): 15, ("bounty", "", ""): 25}).plan
    none = published_plan(odile, prices={("finding", "market_signal", ""): 15}).plan
    planned(alice, odile, plan=low)
    planned(david, odile, plan=none)
    kept(alice, question(chloe), company(alice), chloe)
    kept(david, question(chloe), company(david), chloe)
    settle_all_points(NOON)
    assert (bounties(alice), bounties(david)) == ([("earned", 25)], [])
    assert settle_all_points(NOON)["bounty"] == 0


def test_what_its_author_had_already_brought_earns_no_bounty(paid_alice, chloe):
    where = company(paid_alice)
    asked = question(chloe)
    kept(paid_alice, asked, where, chloe, day=date(2026, 3, 9), now=EVENING - timedelta(days=1), judged=EVENING)
    again = question(chloe)
    kept(paid_alice, again, where, chloe)
    settle_all_points(NOON)
    assert bounties(paid_alice) == [("earned", 30), ("earned", 0)]


def test_a_bounty_earned_on_a_shared_visit_is_shared(paid_alice, paid_amine, chloe, odile):
    verdict = kept(paid_alice, question(chloe), company(paid_alice), chloe)
    VisitAttendee.objects.create(visit=verdict.finding.visit, rep=paid_amine)
    settle_finding_points(verdict.finding_id, now=NOON)
    assert (bounties(paid_alice), bounties(paid_amine)) == ([("earned", 15)], [("earned", 15)])
    assert settle_all_points(NOON)["bounty"] == 0
    reverse_verdict(verdict, by=odile, reason="Erreur", now=NOON)
    settle_all_points(NOON)
    assert LedgerLine.objects.filter(component__rule="bounty").total() == 0
