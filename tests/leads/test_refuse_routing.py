"""The desk of routing, scoring and terms: what it does not take, in which words, and that nothing is written."""

from functools import partial

import pytest
from django.urls import reverse

from core import clock
from leads.choices import ReasonKind
from leads.models import ContractTerms, LeadCapacity, Reason, RoutingRule, RoutingVersion, ScoringVersion
from leads.rules.scoring import DEFAULT
from leads.services.qualification import disqualify_lead
from leads.services.rules import move_rule
from leads.services.scoring import current_version, save_scoring
from tests.factories.leads import ReasonFactory, RoutingRuleFactory
from tests.leads.refusals import refused, told


@pytest.fixture
def rule(north):
    return RoutingRuleFactory(team=north, name="Nord")


def test_a_rule_that_is_gone_is_not_moved(rule, chloe):
    RoutingRule.objects.all().delete()
    assert refused(partial(move_rule, rule, by=chloe, to=1), "rule_gone") == "Cette règle n’existe plus."
    assert not RoutingVersion.objects.exists()


@pytest.mark.parametrize("to", ["", "x", "-1", "99999", "1.5"])
def test_a_place_that_is_none_is_asked_again(rule, chloe, client_of, to):
    client_of(chloe).post(reverse("leads:routing_move", args=[rule.pk]), {"to": to})
    assert (RoutingRule.objects.get().rank, RoutingVersion.objects.count()) == (rule.rank, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [("open_leads", 0), ("open_leads", 1001), ("open_leads", -1), ("daily_quota", -1), ("daily_quota", 1001),
     ("daily_quota", "NaN"), ("daily_quota", 1.5)],
)  # fmt: skip
def test_a_capacity_out_of_bounds_is_said_beside_it(alice, chloe, api_of, client_of, field, value):
    told(api_of(chloe).post(f"/api/v1/capacities/{alice.pk}/", {field: value}), 422, "invalid", field)
    page = client_of(chloe).post(reverse("leads:capacity_edit", args=[alice.pk]), {field: str(value)})
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert not LeadCapacity.objects.exists()


def test_somebody_who_does_not_sell_or_left_has_no_capacity(chloe, gaston, diane, api_of):
    for nobody in (gaston, chloe, diane):
        told(api_of(chloe).post(f"/api/v1/capacities/{nobody.pk}/", {"daily_quota": 3}), 404, "not_found")
    assert not LeadCapacity.objects.exists()


def test_neither_a_rep_nor_a_manager_writes_the_rules(rule, alice, bob, diane, api_of, client_of):
    for who in (alice, bob, diane):
        for address in (f"routing-rules/{rule.pk}/move/", f"routing-rules/{rule.pk}/switch/", "routing-rules/"):
            told(api_of(who).post(f"/api/v1/{address}", {"to": 1, "active": False}), 403, "permission_denied")
        assert client_of(who).post(reverse("leads:routing_switch", args=[rule.pk])).status_code == 403
    assert RoutingRule.objects.get().active


def test_a_version_that_was_never_is_not_brought_back(rule, chloe, client_of):
    address = reverse("leads:routing_version_restore", args=[99])
    assert client_of(chloe).post(address).status_code == 404
    assert RoutingRule.objects.get().active


def test_a_lead_is_disqualified_for_a_reason_of_its_own_list(lead, chloe, noon, api_of):
    for reason in (ReasonFactory(), ReasonFactory(kind=ReasonKind.DISQUALIFY, active=False)):
        said = refused(partial(disqualify_lead, lead, by=chloe, reason=reason, now=noon), "unknown_reason")
        assert said == "Choisissez un motif de la liste."
        body = {"reason": reason.code}
        told(api_of(chloe).post(f"/api/v1/leads/{lead.pk}/disqualify/", body), 422, "invalid", "reason")


def test_a_reason_has_one_code_and_a_label_in_both_languages(chloe, client_of):
    ReasonFactory(code="territory")
    client, new = client_of(chloe), reverse("leads:reason_create")
    told_twice = {"kind": "reject", "code": "territory", "label_fr": "Hors", "label_en": "Outside", "rank": 50}
    assert client.post(new, told_twice).status_code == 422
    assert list(client.post(new, {**told_twice, "code": "b", "label_en": ""}).context["form"].errors) == ["label_en"]
    assert Reason.objects.count() == 1


def test_the_same_rules_of_scoring_are_no_version(chloe):
    current_version()
    said = refused(partial(save_scoring, DEFAULT, by=chloe), "nothing_changed")
    assert said == "Ce sont les règles en vigueur\xa0: rien à enregistrer."
    assert ScoringVersion.objects.count() == 1


@pytest.mark.parametrize("change", [{"points": 101}, {"points": -101}, {"points": 1.5}, {"most": -1}, {"most": 101},
                                    {"axis": "luck"}, {"field": "owner"}, {"field": "captured_by"}])  # fmt: skip
def test_a_rule_of_scoring_out_of_bounds_is_not_saved(chloe, api_of, change):
    rule = {"axis": "fit", "group": "reach", "field": "phone", "way": "filled", "points": 5, **change}
    body = {"rules": [rule], "half_life": 30, "fit_bounds": [80, 65, 45], "engagement_bounds": [50, 25, 10]}
    for verb in ("save", "preview"):
        told(api_of(chloe).post(f"/api/v1/scoring/{verb}/", body), 422, "invalid", "rules")
    assert ScoringVersion.objects.count() <= 1


def test_more_rules_than_may_be_read_are_not_saved(chloe, api_of):
    rule = {"axis": "fit", "group": "reach", "field": "phone", "way": "filled", "points": 5}
    body = {"rules": [rule] * 61, "half_life": 30, "fit_bounds": [80, 65, 45], "engagement_bounds": [50, 25, 10]}
    told(api_of(chloe).post("/api/v1/scoring/save/", body), 422, "invalid", "rules")


@pytest.mark.parametrize(
    ("field", "value"),
    [("contact_hours", 0), ("answer_hours", 81), ("reminder_percent", 9), ("grace_hours", -1), ("recycle_days", 731),
     ("note", "")],
)  # fmt: skip
def test_terms_out_of_bounds_are_said_beside_their_field(odile, api_of, field, value):
    told(
        api_of(odile).post("/api/v1/lead-contract/terms/set/", {"note": "Réunion", "contact_hours": 4, field: value}),
        422, "invalid", field,
    )  # fmt: skip
    assert not ContractTerms.objects.exists()


def test_a_recycled_lead_comes_back_on_a_later_day(lead, chloe, api_of, client_of):
    today = str(clock.local_day())
    said = told(api_of(chloe).post(f"/api/v1/leads/{lead.pk}/recycle/", {"until": today}), 409, "date_past", "until")
    assert said == "Le lead doit revenir un jour ultérieur."
    lead.refresh_from_db()
    assert (lead.state, lead.recycled_until) == ("new", None)
