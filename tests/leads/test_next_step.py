"""The next step of a lead: what, when, who; one at a time, and the overdue ones are a list."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core import clock
from core.exceptions import AlreadyDone, BusinessRuleError
from leads.models import LeadStep
from leads.services.handoff import accept_handoff
from leads.services.steps import finish_step, reopen_step, set_next_step

FRIDAY = date(2026, 3, 13)


def test_it_is_for_the_owner_unless_somebody_is_named(handoff, alice, amine, chloe, noon):
    lead = accept_handoff(handoff, by=alice, now=noon).lead
    assert set_next_step(lead, by=chloe, what="Rappeler", due_on=FRIDAY, now=noon).who == alice
    assert set_next_step(lead, by=chloe, what="Rappeler", due_on=FRIDAY, who=amine, now=noon).who == amine


def test_a_new_one_takes_the_place_of_the_one_before(lead, chloe, noon):
    first = set_next_step(lead, by=chloe, what="Rappeler", due_on=FRIDAY, now=noon)
    second = set_next_step(lead, by=chloe, what="Envoyer le devis", due_on=FRIDAY, now=noon)
    first.refresh_from_db()
    assert (first.done, first.closed_at, list(LeadStep.objects.open())) == (False, noon, [second])
    with pytest.raises(BusinessRuleError):
        reopen_step(first, by=chloe)


def test_done_once_and_taken_back(lead, chloe, noon):
    step = set_next_step(lead, by=chloe, what="Rappeler", due_on=FRIDAY, now=noon)
    finish_step(step, by=chloe, now=noon)
    with pytest.raises(AlreadyDone):
        finish_step(step, by=chloe, now=noon)
    assert reopen_step(step, by=chloe).closed_at is None


@pytest.mark.parametrize(
    ("what", "day", "code"), [(" ", FRIDAY, "what_missing"), ("Rappeler", date(2026, 3, 10), "date_past")]
)  # fmt: skip
def test_it_says_what_and_a_day_to_come(lead, chloe, noon, what, day, code):
    with pytest.raises(BusinessRuleError) as refused:
        set_next_step(lead, by=chloe, what=what, due_on=day, now=noon)
    assert (refused.value.code, LeadStep.objects.count()) == (code, 0)


def test_the_list_says_what_is_overdue(lead, chloe, client_of):
    long_ago = clock.now() - timedelta(days=20)
    set_next_step(lead, by=chloe, what="Rappeler Marc", due_on=clock.local_day(long_ago), now=long_ago)
    page = client_of(chloe).get(reverse("leads:step_list"), {"overdue": "on"}).content.decode()
    assert "Rappeler Marc" in page


def test_a_rep_sees_the_steps_of_her_leads_only(lead, chloe, alice, client_of, noon):
    set_next_step(lead, by=chloe, what="Rappeler Marc", due_on=FRIDAY, now=noon)
    assert "Rappeler Marc" not in client_of(alice).get(reverse("leads:step_list")).content.decode()
