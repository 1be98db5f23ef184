"""Findings typed in full: what an opinion is about, when it was seen, until when it holds."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from crm.models import Fact
from debrief.services.verdicts import accept_finding
from tests.factories.debrief import DAY, EVENING, MORNING, company, finding, opinion, signal, told, visit

pytestmark = pytest.mark.django_db


def test_an_opinion_says_what_it_is_about_and_nothing_else_does(alice):
    day = told(alice, visit(company(alice), opinion(about="service"), signal(about="service")))
    assert [found.about for found in day.visits.get().findings.order_by("pk")] == ["service", ""]


@pytest.mark.parametrize(("topic", "days"), [("project", 90), ("competitor", 180), ("equipment", 730)])
def test_a_signal_holds_as_long_as_its_topic_is_fresh(alice, topic, days):
    day = told(alice, visit(company(alice), signal(topic=topic)))
    assert day.visits.get().findings.get().expires_on == DAY + timedelta(days=days)


def test_the_rep_may_say_another_term_and_the_crm_keeps_it(alice, chloe):
    found = finding(alice, signal(expires_on=date(2026, 12, 24), observed_on=date(2026, 3, 2)))
    accept_finding(found, by=chloe, now=MORNING)
    assert Fact.objects.get().expires_on == date(2026, 12, 24)


def test_a_term_before_the_day_it_was_seen_is_refused(alice):
    with pytest.raises(ValidationError) as refusal:
        told(alice, visit(company(alice), signal(expires_on=DAY - timedelta(days=1))))
    assert "expires_on" in refusal.value.message_dict


def test_the_form_keeps_what_was_typed(alice, client_of):
    import time_machine

    from tests.debrief.test_pages import USUAL

    lines = {
        "findings-0-what": "opinion",
        "findings-0-value": "Service au top",
        "findings-0-about": "service",
        "findings-0-observed_on": "2026-03-02",
        "findings-0-expires_on": "2026-06-01",
        "findings-0-how": "seen",
        "findings-0-said_by": "Le chef",
    }
    day = told(alice, visit(company(alice)))
    url = f"/visits/{day.visits.get().pk}/"
    with time_machine.travel(EVENING, tick=False):
        assert client_of(alice).post(url, USUAL | lines).status_code == 302
        page = client_of(alice).get(url).content.decode()
    kept = day.visits.get().findings.get()
    assert (kept.about, str(kept.observed_on), str(kept.expires_on)) == ("service", "2026-03-02", "2026-06-01")
    assert 'value="2026-06-01"' in page
