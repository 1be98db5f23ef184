"""A marketer away is replaced; a day under review changes hands with a reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from core import clock
from core.exceptions import AlreadyDone, BusinessRuleError
from core.models import AuditEntry
from debrief.models import Substitution
from debrief.selectors.review_queue import desk
from debrief.selectors.substitutions import replaced_by
from debrief.services.reviewing import close_debrief, start_review
from debrief.services.substituting import end_substitution, name_substitute, take_over, take_queue
from debrief.services.verdicts import accept_finding
from tests.factories.debrief import MORNING, company, filed, findings, signal, visit

pytestmark = pytest.mark.django_db
TODAY = clock.local_day(MORNING)
WEEK = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=6), "now": MORNING}


@pytest.fixture
def day(alice, chloe):
    return start_review(filed(alice, visit(company(alice), signal())), by=chloe, now=MORNING)


@pytest.fixture
def away(chloe, celine):
    return name_substitute(by=chloe, absent=chloe, substitute=celine, **WEEK)


def test_the_substitute_sees_and_takes_the_queue(day, away, chloe, celine):
    (seen,) = replaced_by(celine, MORNING)
    assert (seen.substitution, seen.waiting) == (away, 1)
    assert replaced_by(chloe, MORNING) == []
    assert take_queue(away, by=celine, now=MORNING) == 1
    day.refresh_from_db()
    assert day.reviewer == celine
    entry = AuditEntry.objects.filter(action="debrief.taken_over").get()
    assert (entry.before, entry.after["reviewer"]) == ({"reviewer": chloe.pk}, celine.pk)


def test_only_the_substitute_takes_the_queue_and_only_then(day, away, chloe, celine, odile):
    for who, when in ((chloe, MORNING), (celine, MORNING + timedelta(days=9))):
        with pytest.raises(BusinessRuleError) as refusal:
            take_queue(away, by=who, now=when)
        assert refusal.value.code == "not_substitute"
    end_substitution(away, by=odile, now=MORNING)
    with pytest.raises(BusinessRuleError):
        take_queue(away, by=celine, now=MORNING)
    day.refresh_from_db()
    assert day.reviewer == chloe


def test_anybody_else_says_why_she_takes_a_day_over(day, chloe, celine):
    with pytest.raises(ValidationError):
        take_over(day, by=celine, reason="  ", now=MORNING)
    assert take_over(day, by=celine, reason="Chloé est au salon", now=MORNING).reviewer == celine
    with pytest.raises(AlreadyDone):
        take_over(day, by=celine, reason="Encore", now=MORNING)


def test_a_day_nobody_reviews_is_not_taken_over(alice, celine):
    with pytest.raises(BusinessRuleError) as refusal:
        take_over(filed(alice, visit(company(alice), signal())), by=celine, reason="Moi", now=MORNING)
    assert refusal.value.code == "nobody_reviews"


def test_one_substitute_at_a_time_who_is_there_and_reviews(away, alice, chloe, celine, odile):
    for given, error in (
        ({"absent": chloe, "substitute": celine}, BusinessRuleError),
        ({"absent": celine, "substitute": chloe}, BusinessRuleError),
        ({"absent": celine, "substitute": alice}, ValidationError),
    ):
        with pytest.raises(error):
            name_substitute(by=odile, **given, **WEEK)
    with pytest.raises(BusinessRuleError) as refusal:
        name_substitute(by=celine, absent=chloe, substitute=celine, **WEEK)
    assert refusal.value.code == "not_yours"
    assert Substitution.objects.count() == 1


def test_reviews_in_time_are_counted_with_their_number(day, chloe):
    accept_finding(findings(day)[0], by=chloe, now=MORNING)
    close_debrief(day, by=chloe, now=MORNING)
    assert (desk(chloe, MORNING).closed, desk(chloe, MORNING).share) == (1, 1)
    assert desk(chloe, MORNING + timedelta(days=40)).share is None


def test_the_page_names_a_substitute_and_the_inbox_offers_the_queue(day, chloe, celine, client_of):
    today = clock.local_day()
    body = {"absent": chloe.pk, "substitute": celine.pk, "starts_on": today, "ends_on": today}
    assert client_of(chloe).post("/review/substitutes/new/", body).status_code == 302
    page = client_of(celine).get("/review/").content.decode()
    assert "Vous remplacez Chloé Carré" in page
    made = Substitution.objects.get()
    client_of(celine).post(f"/review/substitutes/{made.pk}/take/")
    day.refresh_from_db()
    assert day.reviewer == celine
