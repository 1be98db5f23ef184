"""The daily work on a lead: what is refused, in which words, and that the lead stays as it was."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.urls import reverse

from core import clock
from core.models import SavedView
from leads.models import Lead, LeadChange, LeadStep
from leads.services.bulk import hand_off_leads, reassign_lead, reassign_leads
from leads.services.conversion import convert_lead
from leads.services.handoff import accept_handoff
from leads.services.objection import record_objection
from leads.services.particulars import change_lead, last_change, undo_change
from leads.services.steps import finish_step, reopen_step, set_next_step
from tests.factories.leads import LeadFactory
from tests.leads.refusals import refused, told

FRIDAY = date(2026, 3, 13)


def test_a_lead_that_is_over_has_no_next_step(lead, chloe, noon):
    record_objection(lead, by=chloe, now=noon)
    said = refused(partial(set_next_step, lead, by=chloe, what="Rappeler", due_on=FRIDAY, now=noon), "lead_over")
    assert said == "Il n’y a plus rien à faire sur ce lead."


def test_nothing_is_left_to_do_to_somebody_who_left(lead, chloe, gaston, noon, api_of):
    step = partial(set_next_step, lead, by=chloe, what="Rappeler", due_on=FRIDAY, who=gaston, now=noon)
    assert refused(step, "not_active") == "Cette personne ne travaille plus ici."
    body = {"what": "Rappeler", "due_on": str(clock.local_day()), "who": gaston.pk}
    told(api_of(chloe).post(f"/api/v1/leads/{lead.pk}/next-step/", body), 422, "invalid", "who")
    assert not LeadStep.objects.exists()


def test_a_step_is_reopened_only_when_none_took_its_place(lead, chloe, noon):
    first = set_next_step(lead, by=chloe, what="Rappeler", due_on=FRIDAY, now=noon)
    assert refused(partial(reopen_step, first, by=chloe), "already_done") == "Cette étape attend toujours."
    finish_step(first, by=chloe, now=noon)
    set_next_step(lead, by=chloe, what="Envoyer le devis", due_on=FRIDAY, now=noon)
    assert refused(partial(reopen_step, first, by=chloe), "step_replaced") == "Une autre étape a pris sa place."


def test_a_past_day_is_said_beside_it_and_the_words_stay_typed(lead, chloe, client_of):
    page = client_of(chloe).post(
        reverse("leads:lead_step", args=[lead.pk]), {"what": "Rappeler Marc", "due_on": "2020-01-01"}
    )
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["due_on"])
    assert "Rappeler Marc" in page.content.decode()
    assert not LeadStep.objects.exists()


def test_a_lead_that_is_gone_is_not_changed_nor_a_change_of_it_undone(lead, chloe, noon):
    change_lead(lead, by=chloe, now=noon, city="Metz")
    record_objection(lead, by=chloe, now=noon)
    for act in (partial(change_lead, lead, city="Nancy"), partial(undo_change, last_change(lead, "city"))):
        assert refused(partial(act, by=chloe, now=noon), "lead_frozen") == "Ce lead ne se modifie plus."
    assert LeadChange.objects.count() == 1


def test_the_change_of_another_lead_is_not_undone_here(lead, chloe, noon, api_of):
    other = LeadFactory()
    change_lead(other, by=chloe, now=noon, city="Metz")
    answer = api_of(chloe).post(f"/api/v1/leads/{lead.pk}/undo/", {"change": last_change(other, "city").pk})
    told(answer, 404, "not_found")
    assert Lead.objects.get(pk=other.pk).city == "Metz"


def test_a_lead_of_nobody_is_not_converted(handoff, alice, noon):
    lead = accept_handoff(handoff, by=alice, now=noon).lead
    Lead.objects.filter(pk=lead.pk).update(owner=None)
    act = partial(convert_lead, lead, by=alice, name="Four", amount=Decimal("1"), now=noon)
    assert refused(act, "no_owner") == "Ce lead n’est attribué à personne."


def test_what_cannot_change_hands_says_why(handoff, lead, alice, amine, gaston, chloe, noon):
    said = refused(partial(reassign_lead, handoff.lead, by=chloe, to=alice, now=noon), "already_theirs")
    assert said == "Ce lead est déjà le sien."
    said = refused(partial(reassign_lead, LeadFactory(), by=chloe, to=amine, now=noon), "not_open")
    assert said == "Seul un lead encore à gagner change de mains."
    refused(partial(reassign_lead, handoff.lead, by=chloe, to=gaston, now=noon), "not_a_receiver")


def test_several_at_once_are_told_one_by_one_and_none_is_half_done(qualified, chloe, gaston, noon):
    other = LeadFactory()
    result = hand_off_leads([qualified, other], by=chloe, promise="Un four", now=noon)
    assert (result.done, [lead for lead, _why in result.refused]) == (0, [qualified, other])
    assert reassign_leads([qualified], by=chloe, to=gaston, now=noon).done == 0
    assert set(Lead.objects.values_list("state", "owner")) == {("qualified", None), ("new", None)}


@pytest.mark.parametrize("leads", [[], [0], ["x"], [2**63], list(range(1, 502)), None])
def test_a_bulk_of_none_or_of_too_many_is_refused(api_of, chloe, alice, leads):
    answer = api_of(chloe).post("/api/v1/leads/bulk/reassign/", {"leads": leads, "to": alice.pk})
    assert answer.status_code in {400, 422}
    assert set(answer.json()) == {"code", "detail", "fields", "request_id"}


def test_the_lead_of_another_team_is_not_found_whatever_the_verb(handoff, david, boris, api_of):
    for verb in ("start-work", "convert", "next-step", "timeline", "rate"):
        address = f"/api/v1/leads/{handoff.lead_id}/{verb}/"
        for who in (david, boris):
            ask = api_of(who).get if verb == "timeline" else api_of(who).post
            told(ask(address), 404, "not_found")


def test_a_view_of_another_person_is_neither_changed_nor_removed(chloe, celine, api_of, client_of):
    body = {"page": "leads:lead_list", "name": "Chauds", "query": "min_fit=80", "is_shared": True}
    view = api_of(celine).post("/api/v1/saved-views/", body).json()["id"]
    told(api_of(chloe).post(f"/api/v1/saved-views/{view}/remove/"), 404, "not_found")
    client_of(chloe).post(reverse("core:view_update", args=[view]), {"query": "min_fit=1"})
    assert SavedView.objects.get().query == "min_fit=80"


def test_a_view_holds_no_endless_filter(chloe, api_of):
    body = {"page": "leads:lead_list", "name": "Tout", "query": "q=" + "x" * 5000}
    answer = api_of(chloe).post("/api/v1/saved-views/", body)
    assert (answer.status_code in {409, 422}, SavedView.objects.exists()) == (True, False)


def test_what_is_rated_is_a_mark_of_the_list(handoff, alice, noon, api_of):
    lead = accept_handoff(handoff, by=alice, now=noon).lead
    address = f"/api/v1/leads/{lead.pk}/rate/"
    told(api_of(alice).post(address, {"moment": "first", "fit": "superb"}), 422, "invalid", "fit")
    said = told(api_of(alice).post(address, {"moment": "first", "fit": "good"}), 409, "not_contacted")
    assert said == "Un lead se note une fois le premier contact pris."
