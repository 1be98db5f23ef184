"""Several leads at once: given to another rep, or handed off; what cannot be is told and stays as it was."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from debrief.services.absences import declare_absence
from leads.models import Campaign, Handoff, Lead
from leads.services.asking import ask_about_lead
from leads.services.bulk import hand_off_leads, reassign_leads, route_and_promise
from leads.services.handoff import accept_handoff
from leads.services.routing import assign_lead
from tests.factories.leads import LeadFactory, RoutingRuleFactory

pytestmark = pytest.mark.django_db


def test_accepted_leads_change_hands_as_they_are(handoff, alice, amine, chloe, noon):
    accept_handoff(handoff, by=alice, now=noon)
    result = reassign_leads([handoff.lead], by=chloe, to=amine, now=noon)
    lead = Lead.objects.get()
    assert (result.done, result.refused) == (1, [])
    assert (lead.owner, lead.team, lead.state) == (amine, amine.team, "accepted")


def test_a_clock_that_a_question_stopped_goes_on_for_the_next_rep_with_what_was_left(
    handoff, alice, amine, chloe, noon
):
    lead = accept_handoff(handoff, by=alice, now=noon).lead
    ask_about_lead(handoff, by=alice, question="Quel numéro ?", now=noon)
    reassign_leads([lead], by=chloe, to=amine, now=noon + timedelta(days=7))
    lead.refresh_from_db()
    assert (lead.contact_paused_at, lead.first_contact_due_at) == (None, noon + timedelta(days=8))


def test_a_lead_that_waits_is_handed_over_again_with_its_promise(handoff, amine, chloe, noon):
    assert reassign_leads([handoff.lead], by=chloe, to=amine, now=noon).done == 1
    old, new = Handoff.objects.order_by("pk")
    assert (old.decision, new.decision, new.to, new.promise) == ("withdrawn", "pending", amine, old.promise)


def test_leads_are_handed_off_to_the_rep_each_was_routed_to(qualified, alice, chloe, noon):
    assign_lead(qualified, by=chloe, to=alice, now=noon)
    result = hand_off_leads(Lead.objects.all(), by=chloe, promise="Demande un devis", now=noon)
    assert result.done == 1
    assert Handoff.objects.get().to == alice


def test_what_cannot_be_done_is_told_and_nothing_is_written(lead, amine, chloe, noon):
    result = reassign_leads([lead], by=chloe, to=amine, now=noon)
    lead.refresh_from_db()
    assert (result.done, len(result.refused), lead.owner) == (0, 1, None)


def test_marketing_reassigns_the_leads_of_somebody_who_left(handoff, alice, amine, chloe, noon, client_of):
    accept_handoff(handoff, by=alice, now=noon)
    alice.is_active = False
    alice.save(update_fields=["is_active"])
    client = client_of(chloe)
    page = client.get(reverse("leads:lead_bulk"), {"all": "1", "left": "on"}).content.decode()
    assert handoff.lead.name in page
    data = {"lead": handoff.lead_id, "verb": "reassign", "to": amine.pk}
    assert client.post(reverse("leads:lead_bulk"), data).headers["Location"] == reverse("leads:lead_list")
    assert Lead.objects.get().owner == amine


def test_all_of_a_list_is_not_everything_once_its_rep_is_no_choice_any_more(chloe, alice, client_of):
    """Her list was open while she left: "all of them" would have meant every lead in reach."""
    LeadFactory(name="Ana Sow", owner=alice)
    LeadFactory(name="Zoé Mo")
    client, asked = client_of(chloe), {"all": "1", "owner": alice.pk}
    before = client.get(reverse("leads:lead_bulk"), asked).content.decode()
    assert ("Ana Sow" in before, "Zoé Mo" in before) == (True, False)
    alice.is_active = False
    alice.save(update_fields=["is_active"])
    answer = client.get(reverse("leads:lead_bulk"), asked)
    assert answer.status_code == 422
    assert "Zoé Mo" not in answer.content.decode()


def test_a_bulk_without_a_rep_or_a_promise_is_asked_again(handoff, chloe, client_of):
    client, here = client_of(chloe), reverse("leads:lead_bulk")
    assert client.post(here, {"lead": handoff.lead_id, "verb": "reassign"}).status_code == 422
    assert client.post(here, {"lead": handoff.lead_id, "verb": "hand_off"}).status_code == 422
    assert Handoff.objects.count() == 1


def test_leads_without_a_rep_go_through_the_rules_and_take_the_usual_promise(qualified, alice, chloe, noon):
    RoutingRuleFactory(team=None, rep=alice, method="rep")
    assert hand_off_leads([qualified], by=chloe, now=noon).done == 0
    qualified.refresh_from_db()
    assert (qualified.state, qualified.owner) == ("qualified", None)
    Campaign.objects.update(promise="Veut comparer deux fours")
    result = hand_off_leads([Lead.objects.get()], by=chloe, now=noon)
    assert (result.done, Handoff.objects.get().to, Handoff.objects.get().promise) == (
        1,
        alice,
        "Veut comparer deux fours",
    )


def test_routing_all_hands_off_only_what_can_be_promised(qualified, alice, chloe, noon):
    RoutingRuleFactory(team=None, rep=alice, method="rep")
    other = LeadFactory(state="qualified", campaign__promise="Veut un devis")
    assert route_and_promise([qualified, other], by=chloe, now=noon) == (2, 1)
    assert set(Lead.objects.values_list("pk", "state")) == {(qualified.pk, "routed"), (other.pk, "handed_off")}


def test_who_is_away_is_said_where_a_rep_is_chosen(qualified, alice, chloe, client_of):
    today = clock.local_day()
    declare_absence(rep=alice, by=alice, starts_on=today, ends_on=today)
    page = client_of(chloe).get(reverse("leads:lead_hand_off", args=[qualified.pk])).content.decode()
    assert f"{alice.name} (" in page
