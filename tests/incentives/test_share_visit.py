"""One verdict earns each person who made the visit her share: the sum is the whole, taken back as it was given."""

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debrief.models import VisitAttendee
from incentives.models import LedgerLine
from incentives.rules.points import shared_points
from incentives.services.settling import settle_all_points, settle_finding_points
from incentives.services.verifying import verify_ledger
from tests.factories.accounts import UserFactory
from tests.factories.incentives import NOON, finding, judged, planned, undone


def with_colleagues(found, *people):
    VisitAttendee.objects.bulk_create([VisitAttendee(visit=found.visit, rep=person) for person in people])
    return found


def totals(*people):
    return [LedgerLine.objects.filter(person=person).total() for person in people]


def earns():
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(earns), 0) FROM contract.debriefs")
        return cursor.fetchone()[0]


def test_two_reps_share_fifteen_points_eight_and_seven(paid_alice, paid_amine, chloe):
    found = with_colleagues(finding(paid_alice), paid_amine)
    judged(found, chloe)
    settle_finding_points(found.pk, now=NOON)
    assert totals(paid_alice, paid_amine) == [8, 7]
    assert settle_all_points(NOON)["finding"] == 0
    assert earns() == 15


def test_a_reversed_verdict_takes_back_each_share(paid_alice, paid_amine, chloe, odile):
    found = with_colleagues(finding(paid_alice), paid_amine)
    verdict = judged(found, chloe)
    settle_all_points(NOON)
    undone(verdict, odile)
    settle_all_points(NOON)
    assert totals(paid_alice, paid_amine) == [0, 0]
    rows = LedgerLine.objects.filter(person=paid_amine).order_by("pk").values_list("kind", "points")
    assert list(rows) == [("earned", 7), ("reversed", -7)]
    judged(found, chloe, grade="rich")
    settle_all_points(NOON)
    assert totals(paid_alice, paid_amine) == [10, 9]
    assert (earns(), verify_ledger().ok) == (19, True)


def test_who_left_the_visit_and_who_has_no_plan_take_no_share(paid_alice, amine, paid_david, chloe):
    found = with_colleagues(finding(paid_alice), amine, paid_david)
    VisitAttendee.objects.filter(rep=paid_david).update(left_at=NOON)
    judged(found, chloe)
    settle_all_points(NOON)
    assert totals(paid_alice, amine, paid_david) == [15, 0, 0]


def test_a_refusal_leaves_one_zero_line_to_the_author(paid_alice, paid_amine, chloe):
    judged(with_colleagues(finding(paid_alice), paid_amine), chloe, "rejected")
    settle_all_points(NOON)
    assert list(LedgerLine.objects.values_list("person", "points")) == [(paid_alice.pk, 0)]


def test_a_colleague_who_also_told_it_does_not_share_twice(paid_alice, paid_amine, chloe):
    first, second = with_colleagues(finding(paid_alice), paid_amine), finding(paid_amine)
    judged(first, chloe)
    judged(second, chloe, "duplicate", of=first)
    settle_all_points(NOON)
    assert totals(paid_alice, paid_amine) == [8, 7]
    assert earns() == 15


def test_a_discovery_shared_by_two_visits_is_divided_twice(paid_alice, paid_amine, paid_david, chloe):
    first, second = with_colleagues(finding(paid_alice), paid_amine), finding(paid_david)
    judged(first, chloe)
    judged(second, chloe, "duplicate", of=first)
    settle_all_points(NOON)
    assert totals(paid_alice, paid_amine, paid_david) == [4, 4, 7]
    assert earns() == 15


@given(st.integers(0, 10_000), st.integers(1, 12))
def test_equal_shares_sum_to_the_whole_and_differ_by_one_at_most(points, people):
    shares = shared_points(points, people)
    assert sum(shares) == points
    assert max(shares) - min(shares) <= 1


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(colleagues=st.integers(0, 4), grade=st.sampled_from(("useful", "rich")))
def test_what_a_visit_earns_is_whole_whoever_was_there(paid_alice, odile, chloe, rep_plan, colleagues, grade):
    before = LedgerLine.objects.total()
    owed = earns()
    there = [UserFactory(team=paid_alice.team) for _person in range(colleagues)]
    for person in there:
        planned(person, odile, plan=rep_plan)
    found = with_colleagues(finding(paid_alice, topic="project"), *there)
    judged(found, chloe, grade=grade)
    settle_finding_points(found.pk, now=NOON)
    assert LedgerLine.objects.total() - before == earns() - owed
    assert settle_all_points(NOON)["finding"] == 0
