"""Two reps in one visit: told once, seen by both, left by who was not there."""

from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError

from core.exceptions import BusinessRuleError
from debrief.models import Finding, Verdict, Visit, VisitAttendee
from debrief.selectors.my_debriefs import my_day, my_findings
from debrief.services.attending import leave_visit, rejoin_visit
from debrief.services.filing import file_debrief, open_day
from debrief.services.verdicts import accept_finding
from tests.debrief.test_pages import USUAL
from tests.factories.debrief import DAY, EVENING, MORNING, company, filed, findings, payload, signal, told, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def together(alice, amine):
    """A visit that Alice tells and Amine made too, filed."""
    return filed(alice, visit(company(alice), signal(), attendees=(amine,))).visits.get()


def test_the_colleague_sees_the_visit_in_her_own_day_and_what_it_taught(together, alice, amine, david):
    assert my_day(amine, DAY, EVENING).shared == [together]
    assert list(Visit.objects.visible_to(amine)) == [together]
    assert [found.value for found in my_findings(amine)] == ["Miwe, devis en main"]
    assert my_day(david, DAY, EVENING).shared == []
    assert not Finding.objects.visible_to(david).exists()


def test_a_draft_stays_its_author_s_but_for_the_visit_made_together(alice, amine):
    day = told(alice, visit(company(alice), signal(), attendees=(amine,)), visit(company(alice), signal()))
    assert list(Visit.objects.visible_to(amine)) == [day.visits.first()]
    assert not Finding.objects.visible_to(amine).exists()


def test_a_day_of_shared_visits_only_is_filed(together, amine):
    day = open_day(rep=amine, day=DAY, by=amine, now=EVENING)
    assert file_debrief(day, by=amine, now=EVENING, key=uuid4()).outcome == "worked"


def test_who_was_not_there_leaves_and_comes_back_until_the_first_verdict(together, amine, chloe):
    leave_visit(together, by=amine, now=EVENING)
    assert not Visit.objects.visible_to(amine).exists()
    rejoin_visit(together, by=amine)
    verdict = accept_finding(together.findings.get(), by=chloe, now=MORNING)
    assert list(Verdict.objects.visible_to(amine)) == [verdict]
    with pytest.raises(BusinessRuleError) as refusal:
        leave_visit(together, by=amine, now=MORNING)
    assert refusal.value.code == "already_judged"
    assert VisitAttendee.objects.get().left_at is None


def test_only_a_colleague_who_makes_visits_is_named(alice, chloe, gaston):
    for wrong in (alice, chloe, gaston):
        with pytest.raises(ValidationError) as refusal:
            told(alice, visit(company(alice), attendees=(wrong,)))
        assert "attendees" in refusal.value.message_dict
    assert not VisitAttendee.objects.exists()


def test_the_form_names_colleagues_of_the_team_only(alice, amine, david, client_of):
    where = company(alice)
    with time_machine.travel(EVENING, tick=False):
        page = client_of(alice).get(f"/visits/new/?company={where.pk}").content.decode()
        assert "Amine Azzi" in page
        assert "David Durand" not in page
        body = USUAL | {"attendees": [str(amine.pk)], "work_date": str(DAY), "client_id": str(uuid4())}
        assert client_of(alice).post(f"/visits/new/?company={where.pk}", body).status_code == 302
        assert VisitAttendee.objects.get().rep == amine
        shared = VisitAttendee.objects.get().visit_id
        assert f"/visits/{shared}/shared/" in client_of(amine).get("/today/").content.decode()
        client_of(amine).post(f"/visits/{shared}/leave/")
        assert client_of(amine).get(f"/visits/{shared}/shared/").status_code == 404
        client_of(amine).post(f"/visits/{shared}/rejoin/")
        assert client_of(amine).get(f"/visits/{shared}/shared/").status_code == 200


def test_the_api_names_colleagues_and_lets_them_leave(alice, amine, david, api_of):
    with time_machine.travel(EVENING, tick=False):
        body = payload(day=str(DAY), attendees=[amine.pk])
        headers = {"Idempotency-Key": str(uuid4())}
        assert api_of(alice).post("/api/v1/debriefs/", body, format="json", headers=headers).status_code == 201
        made = Visit.objects.get()
        answer = api_of(amine).post(f"/api/v1/visits/{made.pk}/leave/")
        assert (answer.status_code, answer.json()["attendees"]) == (200, [])
        assert api_of(amine).post(f"/api/v1/visits/{made.pk}/rejoin/").json()["attendees"] == [amine.pk]
        assert api_of(david).post(f"/api/v1/visits/{made.pk}/leave/").status_code == 404
        other = payload(day="2026-03-09", attendees=[david.pk])
        wrong = api_of(alice).post("/api/v1/debriefs/", other, format="json", headers={"Idempotency-Key": str(uuid4())})
        assert (wrong.status_code, "attendees" in wrong.json()["fields"]) == (422, True)


def test_findings_are_pending_once_for_marketing(together):
    assert len(findings(together.debrief)) == 1
