"""Points of findings: earned once, taken back exactly, earned anew, shared on one day."""

from datetime import timedelta

from debrief.models import Finding
from incentives.models import LedgerLine
from incentives.services.settling import settle_all_points, settle_finding_points
from tests.factories.incentives import DAY, NOON, finding, judged, undone


def lines(person):
    rows = LedgerLine.objects.filter(person=person).order_by("pk")
    return list(rows.values_list("kind", "points"))


def test_an_accepted_competitor_earns_fifteen(paid_alice, chloe):
    found = finding(paid_alice)
    verdict = judged(found, chloe)
    assert settle_finding_points(found.pk, now=NOON) == 1
    line = LedgerLine.objects.get()
    assert (line.points, line.verdict_id, line.component.code) == (15, verdict.pk, "finding.market_signal.competitor")
    assert (line.occurred_on, line.posted_on, line.period.key, line.seq) == (DAY, NOON.date(), "2026-03", 1)


def test_points_are_earned_once_when_the_bell_rings_twice(paid_alice, chloe):
    found = finding(paid_alice)
    judged(found, chloe)
    settle_finding_points(found.pk, now=NOON)
    assert settle_finding_points(found.pk, now=NOON) == 0
    assert settle_all_points(NOON)["finding"] == 0
    assert lines(paid_alice) == [("earned", 15)]


def test_a_rejected_finding_leaves_a_zero_line_that_says_settled(paid_alice, chloe):
    found = finding(paid_alice)
    judged(found, chloe, "rejected")
    assert settle_all_points(NOON)["finding"] == 1
    assert settle_all_points(NOON)["finding"] == 0
    assert lines(paid_alice) == [("earned", 0)]


def test_a_reversed_verdict_takes_back_what_it_earned_and_a_new_one_earns_again(paid_alice, chloe, odile):
    found = finding(paid_alice)
    undone(judged(found, chloe), odile)
    assert settle_finding_points(found.pk, now=NOON) == 0
    second = judged(found, chloe)
    settle_finding_points(found.pk, now=NOON)
    undone(second, odile)
    settle_all_points(NOON)
    judged(found, chloe, "amended", grade="rich")
    settle_all_points(NOON)
    assert lines(paid_alice) == [("earned", 15), ("reversed", -15), ("earned", 19)]
    assert settle_all_points(NOON)["finding"] == 0


def test_the_same_day_discovery_is_shared_equally_and_given_back(paid_alice, paid_david, chloe, odile):
    first, second = finding(paid_alice), finding(paid_david)
    judged(first, chloe)
    settle_finding_points(first.pk, now=NOON)
    duplicate = judged(second, chloe, "duplicate", of=first)
    settle_finding_points(second.pk, now=NOON)
    assert lines(paid_alice) == [("earned", 15), ("reversed", -15), ("earned", 8)]
    assert lines(paid_david) == [("earned", 7)]
    undone(duplicate, odile)
    settle_all_points(NOON)
    assert lines(paid_alice)[3:] == [("reversed", -8), ("earned", 15)]
    assert lines(paid_david) == [("earned", 7), ("reversed", -7)]
    assert settle_all_points(NOON)["finding"] == 0


def test_three_authors_share_by_largest_remainder_in_any_order(paid_alice, paid_david, paid_amine, chloe, odile):
    first, second, third = finding(paid_alice, topic="project"), finding(paid_david), finding(paid_amine)
    early = judged(second, chloe, "duplicate", of=first)
    judged(third, chloe, "duplicate", of=first)
    settle_all_points(NOON)
    judged(first, chloe)
    settle_all_points(NOON)
    balance = [LedgerLine.objects.filter(person=who).total() for who in (paid_alice, paid_david, paid_amine)]
    assert balance == [4, 3, 3]
    undone(early, odile)
    settle_all_points(NOON)
    balance = [LedgerLine.objects.filter(person=who).total() for who in (paid_alice, paid_david, paid_amine)]
    assert balance == [5, 0, 5]
    assert settle_all_points(NOON)["finding"] == 0


def test_a_duplicate_of_another_day_earns_nothing(paid_alice, paid_david, chloe):
    first, late = finding(paid_alice), finding(paid_david, DAY + timedelta(days=1))
    judged(first, chloe)
    judged(late, chloe, "duplicate", of=first)
    settle_all_points(NOON)
    assert (lines(paid_alice), lines(paid_david)) == ([("earned", 15)], [("earned", 0)])


def test_a_finding_in_conflict_waits_and_keeps_its_price(paid_alice, chloe):
    found = finding(paid_alice)
    judged(found, chloe)
    Finding.objects.filter(pk=found.pk).update(in_conflict=True)
    assert settle_all_points(NOON)["finding"] == 0
    Finding.objects.filter(pk=found.pk).update(in_conflict=False)
    settle_all_points(NOON)
    assert lines(paid_alice) == [("earned", 15)]


def test_somebody_without_a_plan_is_settled_the_day_she_has_one(alice, chloe, odile, rep_plan):
    from tests.factories.incentives import planned

    found = finding(alice)
    judged(found, chloe)
    assert settle_all_points(NOON)["finding"] == 0
    planned(alice, odile, plan=rep_plan)
    assert settle_all_points(NOON)["finding"] == 1
