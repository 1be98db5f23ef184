"""Values that are none: each one is refused beside its field, in the one shape, and nothing is written."""

from uuid import uuid4

import pytest

from core import clock
from leads.models import CampaignCost, Lead, RoutingRule
from tests.factories.leads import CampaignFactory, LeadFactory

pytestmark = pytest.mark.django_db
SHAPE = {"code", "detail", "fields", "request_id"}
BIG = 2**63


def refused(answer, status, *fields):
    told = answer.json()
    assert (answer.status_code, set(told), sorted(told["fields"])) == (status, SHAPE, sorted(fields))
    return told


@pytest.fixture
def capture(api_of, chloe):
    def send(key=None, **changes):
        body = {"name": "Ana", "email": "ana@costa.test", **changes}
        return api_of(chloe).post("/api/v1/leads/capture/", body, headers={"Idempotency-Key": key or str(uuid4())})

    return send


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ana(at)costa"),
        ("name", ""),
        ("name", None),
        ("name", "x" * 161),
        ("employees", -1),
        ("employees", BIG - 1),
        ("employees", "NaN"),
        ("interest", "boiling"),
        ("campaign", BIG - 1),
        ("campaign", 1.5),
        ("campaign", True),
        ("campaign", [1]),
        ("utm", {"utm_source": "x" * 201}),
        ("utm", {"gclid": "1"}),
        ("utm", "news"),
        ("message", "Il est en arrêt maladie pour un cancer"),
        ("postcode", "6" * 40),
    ],
)
def test_a_lead_with_a_bad_value_is_not_captured(capture, field, value):
    refused(capture(**{field: value}), 422, field)
    assert not Lead.objects.exists()


def test_without_an_address_the_number_must_be_one(capture):
    told = refused(capture(email="", phone="abc"), 422, "phone")
    assert told["fields"]["phone"] == ["Ce n’est pas un numéro de téléphone\xa0: écrivez +33 6 12 34 56 78."]
    assert not Lead.objects.exists()
    assert capture(phone="interne 12").status_code == 201


@pytest.mark.parametrize("key", ["", "x", "0" * 400])
def test_a_key_that_is_no_uuid_is_refused(capture, key):
    assert refused(capture(key=key or "-"), 400)["code"] == "parse_error"
    assert not Lead.objects.exists()


def test_a_key_used_again_for_another_person_is_refused_and_says_so(capture):
    key = str(uuid4())
    capture(key)
    told = refused(capture(key, name="Zoé"), 422)
    assert (told["code"], told["detail"]) == (
        "idempotency_key_reused", "Cette clé a déjà servi pour une autre demande.",
    )  # fmt: skip
    assert Lead.objects.get().name == "Ana"


@pytest.mark.parametrize("body", [b"{", b'{"name": NaN}', b'{"name": 1e999}', b'"x"', b"\xff", b'{"name": "\\u0000"}'])
def test_a_body_that_cannot_be_read_is_refused(client_of, chloe, body):
    answer = client_of(chloe).post(
        "/api/v1/leads/capture/", body, content_type="application/json", headers={"Idempotency-Key": str(uuid4())}
    )
    assert (answer.status_code in {400, 422}, set(answer.json())) == (True, SHAPE)
    assert not Lead.objects.exists()


@pytest.mark.parametrize("verb", ["qualify", "route", "reopen"])
def test_a_verb_that_needs_no_body_refuses_one_that_cannot_be_read(client_of, chloe, alice, verb):
    lead = LeadFactory()
    address = f"/api/v1/leads/{lead.pk}/{verb}/"
    refused(client_of(chloe).post(address, b"{", content_type="application/json"), 400)
    refused(client_of(alice).post(address, b"{", content_type="application/json"), 403)
    lead.refresh_from_db()
    assert lead.state == "new"


@pytest.mark.parametrize(
    ("field", "value"),
    [("amount", "-1"), ("amount", "NaN"), ("amount", "1e30"), ("amount", None), ("day", "2026-02-30"),
     ("day", "0001-01-01"), ("day", "9999-12-31"), ("kind", "reversal"), ("label", "")],
)  # fmt: skip
def test_a_cost_with_a_bad_value_is_not_recorded(api_of, chloe, field, value):
    campaign = CampaignFactory(owner=chloe)
    body = {"day": str(clock.local_day()), "amount": "10.00", "kind": "spend", "label": "Stand", field: value}
    answer = api_of(chloe).post(f"/api/v1/campaigns/{campaign.pk}/record-cost/", body)
    by_rule = value in {"-1", "0001-01-01", "9999-12-31"}
    refused(answer, 409 if by_rule else 422, field)
    assert not CampaignCost.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"method": "rep"}, "__all__"),
        ({"method": "round_robin"}, "__all__"),
        ({"method": "lottery"}, "method"),
        ({"min_employees": -1}, "min_employees"),
        ({"min_employees": 50, "max_employees": 10}, "__all__"),
        ({"team": BIG - 1}, "team"),
        ({"rep": 1.5}, "rep"),
        ({"name": ""}, "name"),
    ],
)
def test_a_routing_rule_with_a_bad_value_is_not_written(api_of, chloe, changes, field):
    answer = api_of(chloe).post("/api/v1/routing-rules/", {"name": "Règle", "method": "owner", **changes})
    refused(answer, 422, field)
    assert not RoutingRule.objects.exists()


def test_a_rule_names_no_rep_who_left_and_nobody_who_does_not_sell(api_of, chloe, gaston, diane):
    for nobody in (gaston, chloe, diane):
        body = {"name": "Règle", "method": "rep", "rep": nobody.pk}
        refused(api_of(chloe).post("/api/v1/routing-rules/", body), 422, "rep")
    assert not RoutingRule.objects.exists()


@pytest.mark.parametrize("number", ["9223372036854775808", "99999999999999999999999999", "0"])
@pytest.mark.parametrize("path", ["leads/{}/qualify/", "handoff-questions/{}/answer/", "lead-steps/{}/done/",
                                  "routing-rules/{}/move/", "capacities/{}/", "campaigns/{}/record-cost/"])  # fmt: skip
def test_a_number_that_no_row_bears_is_not_found(api_of, chloe, number, path):
    assert set(api_of(chloe).post(f"/api/v1/{path.format(number)}", {}).json()) == SHAPE
    assert api_of(chloe).post(f"/api/v1/{path.format(number)}", {}).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["min_fit=NaN", "min_fit=101", "owner=9223372036854775808", "campaign=abc", "state=new&state=zzz", "cell=Z9",
     "captured_from=2026-03-29T02:30:00", "figure=%3Cscript%3E", "cursor=zzz"],
)  # fmt: skip
def test_a_filter_that_does_not_hold_is_refused(api_of, chloe, query):
    LeadFactory()
    answer = api_of(chloe).get(f"/api/v1/leads/?{query}")
    assert (answer.status_code in {400, 422}, set(answer.json())) == (True, SHAPE)
