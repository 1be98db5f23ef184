"""Whoever may decide an appeal or give a second opinion finds it behind the bell, and on her page of news."""

from datetime import timedelta

import pytest

from core.models import Notification
from debrief.services.appeals import open_appeal, overturn_verdict, uphold_verdict
from debrief.services.second_reviews import set_review_rules
from debrief.services.verdicts import accept_finding, reject_finding
from tests.factories.debrief import MORNING, company, correction, filed, findings, signal, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def appeal(alice, chloe):
    told = findings(filed(alice, visit(company(alice), correction())))[0]
    refused = reject_finding(told, by=chloe, reason="too_vague", now=MORNING)
    return open_appeal(refused, by=alice, reason="Vu sur la vitrine", now=MORNING)


def told(kind):
    return {one.to.name for one in Notification.objects.filter(kind=kind).select_related("to")}


def test_an_appeal_is_told_to_those_who_may_decide_it(appeal, celine, odile, bob, client_of):
    page = client_of(celine).get("/notifications/").content.decode()
    assert "Recours à trancher" in page
    assert "Recours à trancher" not in client_of(bob).get("/notifications/").content.decode()


def test_an_appeal_rings_for_a_third_person_only(chloe, celine, odile, alice, bob):
    told_of = findings(filed(alice, visit(company(alice), correction())))[0]
    refused = reject_finding(told_of, by=chloe, reason="too_vague", now=MORNING)
    open_appeal(refused, by=alice, reason="Vu sur la vitrine", now=MORNING)
    assert told("appeal_opened") == {"Céline Caron", "Odile Olivier"}


@pytest.mark.parametrize(("verb", "kind"), [(uphold_verdict, "appeal_upheld"), (overturn_verdict, "appeal_overturned")])
def test_its_author_reads_the_decision(appeal, celine, verb, kind):
    verb(appeal, by=celine, answer="Vérifié", now=MORNING + timedelta(hours=2))
    assert told(kind) == {"Alice Aubert"}


def test_second_opinions_ring_once_a_day_for_other_reviewers(alice, chloe, celine, odile, client_of):
    set_review_rules(by=odile, second_percent="100.00", second_hours=40, appeal_days=15, appeal_hours=16)
    for one in findings(filed(alice, visit(company(alice), signal(), signal("Bongard")))):
        accept_finding(one, by=chloe, now=MORNING)
    assert [one.to.name for one in Notification.objects.filter(kind="second_opinions")] == ["Céline Caron"]
    assert "Seconds avis à donner" in client_of(celine).get("/notifications/").content.decode()
    assert "Seconds avis à donner" not in client_of(chloe).get("/notifications/").content.decode()
