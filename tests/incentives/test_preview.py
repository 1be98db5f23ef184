"""Before filing, each finding shows its novelty against the CRM and the points it would bring."""

from datetime import UTC, datetime

import pytest
from rest_framework.test import APIClient

from core.periods import Month
from crm.services.facts import record_fact
from debrief.models import Debrief, Finding, Visit
from debrief.services.visits import add_visit
from incentives.selectors.day_points import day_points
from incentives.selectors.my_points import my_points
from tests.factories.debrief import DAY, EVENING, company, correction, filed, person, signal, told, visit

pytestmark = pytest.mark.django_db
STALE = datetime(2025, 6, 1, 9, tzinfo=UTC)
LINES = {"people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0", "people-0-name": ""}


@pytest.fixture(autouse=True)
def evening(settings):
    settings.APP_CLOCK = EVENING.isoformat()


@pytest.fixture
def bakery(paid_alice):
    return company(paid_alice, "Boulangerie Martin", phone="04 72 00 00 01")


def rows(box):
    return [
        (row.finding.topic or row.finding.kind, row.finding.value, row.finding.novelty, row.points)
        for row in box.told.rows
    ]


def test_a_draft_is_priced_by_what_the_crm_says(paid_alice, chloe, bakery):
    record_fact(by=chloe, company=bakery, topic="competitor", value="Miwe", how_known="seen", now=STALE)
    record_fact(by=chloe, company=bakery, topic="need", value="Un four", how_known="seen", now=EVENING)
    learnt = (signal("Miwe"), signal("Un four", "need"), signal("9 000 €", "price"), correction(value="04 72 00 00 02"))
    box = day_points(told(paid_alice, visit(bakery, *learnt, people=[person("Paul Girard", role="Gérant")])))
    assert rows(box) == [
        ("competitor", "Miwe", "confirms_stale", 6),
        ("need", "Un four", "confirms_fresh", 1),
        ("price", "9 000 €", "new", 15),
        ("company_fact", "04 72 00 00 02", "corrects", 6),
        ("contact", "Paul Girard · Gérant", "new", 12),
    ]
    assert (box.estimate, box.filed) == (40, False)


def test_the_preview_is_what_filing_writes(paid_alice, bakery):
    entry = visit(bakery, signal("Miwe"), people=[person("Paul Girard")])
    before = [row.finding.novelty for row in day_points(told(paid_alice, entry)).told.rows]
    after = filed(paid_alice, day=DAY)
    assert before == [f.novelty for f in Finding.objects.filter(visit__debrief=after).order_by("pk")] == ["new", "new"]


def test_told_twice_in_a_day_brings_points_once(paid_alice, bakery):
    box = day_points(told(paid_alice, visit(bakery, signal("Miwe")), visit(bakery, signal("MIWE"))))
    assert [(row.finding.novelty, row.points) for row in box.told.rows] == [("new", 15), ("known", 0)]


def test_a_day_told_late_is_priced_as_it_stands_now(paid_alice, bakery, settings):
    draft = told(paid_alice, visit(bakery, signal("Miwe")))
    settings.APP_CLOCK = "2026-03-11T08:00:00+00:00"
    assert (day_points(draft).told.timeliness, day_points(draft).estimate) == ("warm", 11)


def form(**fields):
    line = {"findings-TOTAL_FORMS": "1", "findings-INITIAL_FORMS": "0", "findings-0-how": "heard"}
    return LINES | line | {"work_date": str(DAY)} | {key.replace("__", "-"): value for key, value in fields.items()}


def test_a_visit_being_typed_is_priced_and_nothing_is_written(paid_alice, bakery, client_of):
    draft = told(paid_alice, visit(bakery, signal("Miwe")))
    add_visit(draft, by=paid_alice, entry=visit(bakery))
    second = Visit.objects.latest("pk")
    body = form(findings__0__what="competitor", findings__0__value="miwe", people__0__name="Paul Girard")
    page = client_of(paid_alice).post(f"/points/visits/{second.pk}/", body).content.decode()
    assert "Paul Girard" in page
    assert "Déjà connue" in page
    assert "Cette visite : 12" in page
    assert Finding.objects.count() == 1


def test_a_visit_not_saved_yet_is_priced_for_its_company(paid_alice, bakery, client_of):
    body = form(findings__0__what="price", findings__0__value="9 000 €", company=str(bakery.pk))
    page = client_of(paid_alice).post("/points/visits/0/", body).content.decode()
    assert "Cette visite : 15" in page
    assert not Debrief.objects.exists()


def test_the_api_gives_the_same_answer(paid_alice, bakery):
    client = APIClient()
    client.force_authenticate(paid_alice)
    learnt = {"kind": "market_signal", "topic": "price", "value": "9 000 €"}
    one = {"company": bakery.pk, "contacts": [{"name": "Paul Girard"}], "findings": [learnt]}
    answer = client.post("/api/v1/debriefs/preview/", {"work_date": str(DAY), "visits": [one]}, format="json")
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert [(row["kind"], row["novelty"], row["points"]) for row in body["findings"]] == [
        ("market_signal", "new", 15),
        ("contact", "new", 12),
    ]
    assert (body["total"], body["timeliness"]) == (27, "hot")
    assert not Debrief.objects.exists()


def test_the_api_gives_her_part_of_a_visit_made_by_two_before_it_is_saved(paid_alice, paid_amine, bakery, api_of):
    def one(topic, **fields):
        return {"company": bakery.pk, "nobody_met": True, "findings": [signal_of(topic)]} | fields

    visits = [one("competitor", attendees=[paid_amine.pk, paid_amine.pk]), one("price")]
    body = {"work_date": str(DAY), "visits": visits}
    answer = api_of(paid_alice).post("/api/v1/debriefs/preview/", body, format="json").json()
    assert [(row["topic"], row["points"]) for row in answer["findings"]] == [("competitor", 8), ("price", 15)]
    assert (answer["total"], Debrief.objects.exists()) == (23, False)


def signal_of(topic):
    return {"kind": "market_signal", "topic": topic, "value": "Miwe, 9 000 €"}


def test_the_api_refuses_a_company_out_of_sight(paid_alice):
    client = APIClient()
    client.force_authenticate(paid_alice)
    body = {"work_date": str(DAY), "visits": [{"company": 999_999, "nobody_met": True}]}
    assert client.post("/api/v1/debriefs/preview/", body, format="json").status_code == 422


def test_a_visit_made_by_two_shows_her_half(paid_alice, paid_amine, bakery):
    day = told(paid_alice, visit(bakery, signal("Miwe"), attendees=(paid_amine,)))
    assert rows(day_points(day)) == [("competitor", "Miwe", "new", 8)]


def test_what_was_added_later_waits_at_its_own_hour(paid_alice, bakery):
    day = filed(paid_alice, visit(bakery, signal("Miwe"), signal("Bongard")))
    late = Finding.objects.filter(value="Bongard").get()
    Finding.objects.filter(pk=late.pk).update(timeliness="cold")
    mine = my_points(paid_alice, month=Month.of(DAY), today=DAY)
    assert (mine.waiting.findings, mine.waiting.points) == (2, 15 + 6)
    assert sorted(row[3] for row in rows(day_points(day))) == [6, 15]
