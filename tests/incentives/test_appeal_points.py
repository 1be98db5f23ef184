"""What an appeal gives back is dated at filing and priced as filed, however late it is decided."""

from datetime import timedelta

from debrief.models import SecondReview
from debrief.services.appeals import open_appeal, overturn_verdict
from debrief.services.second_reviews import give_second_opinion, set_review_rules
from debrief.services.verdicts import reject_finding
from incentives.models import LedgerLine
from incentives.services.settling import settle_all_points
from tests.factories.debrief import DAY, MORNING, company, filed, findings, signal, visit

LATER = MORNING + timedelta(days=6)


def test_an_overturned_refusal_earns_the_points_of_the_day_it_was_filed(paid_alice, chloe, celine):
    found = findings(filed(paid_alice, visit(company(paid_alice), signal())))[0]
    verdict = reject_finding(found, by=chloe, reason="too_vague", now=MORNING)
    settle_all_points(MORNING)
    appeal = open_appeal(verdict, by=paid_alice, reason="Le devis est en photo.", now=MORNING)
    overturn_verdict(appeal, by=celine, answer="Vu la photo.", now=LATER)
    settle_all_points(LATER)
    line = LedgerLine.objects.filter(person=paid_alice, points__gt=0).get()
    assert (line.points, line.occurred_on, line.kind) == (15, DAY, "earned")


def test_a_second_opinion_never_moves_points(paid_alice, chloe, celine, odile):
    set_review_rules(by=odile, second_percent=100, second_hours=40, appeal_days=15, appeal_hours=16, now=MORNING)
    found = findings(filed(paid_alice, visit(company(paid_alice), signal())))[0]
    reject_finding(found, by=chloe, reason="too_vague", now=MORNING)
    settle_all_points(MORNING)
    give_second_opinion(SecondReview.objects.get(), by=celine, decision="accepted", now=LATER)
    assert sum(settle_all_points(LATER).values()) == 0
    assert list(LedgerLine.objects.values_list("points", flat=True)) == [0]
