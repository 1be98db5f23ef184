"""My plan, without JavaScript and through the API."""

from datetime import timedelta

import pytest
import time_machine

from debrief.models import Absence, VisitPlan
from tests.debrief.test_import_calendar import PRIVATE, WEEKLY, ics
from tests.factories.debrief import DAY, EVENING, company, contact

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


def test_a_visit_is_found_planned_and_undone(alice, client_of):
    where, client = company(alice, "Épicerie Lévêque"), client_of(alice)
    contact(alice, where, "Zoé Müller")
    assert "Épicerie Lévêque" in client.get("/tour/new/?q=epicerie leveque").content.decode()
    url = f"/tour/new/?company={where.pk}"
    assert "Zoé Müller" in client.get(url).content.decode()
    body = {"kind": "visit", "starts_on": str(DAY + ONE), "at": "10:15", "rhythm": "monthly", "every": "1"}
    page = client.post(url, body, follow=True)
    assert "Épicerie Lévêque" in page.content.decode()
    made = VisitPlan.objects.get()
    assert f"undo:/tour/{made.pk}/stop/" in page.content.decode()
    client.post(f"/tour/{made.pk}/skip/?day={DAY + ONE}")
    client.post(f"/tour/{made.pk}/stop/")
    made.refresh_from_db()
    assert (made.skipped, bool(made.stopped_at)) == ([str(DAY + ONE)], True)
    client.post(f"/tour/{made.pk}/restore/?day={DAY + ONE}")
    client.post(f"/tour/{made.pk}/resume/")
    made.refresh_from_db()
    assert (made.skipped, made.stopped_at) == ([], None)


def test_a_wrong_day_is_said_beside_its_field(alice, client_of):
    url = f"/tour/new/?company={company(alice).pk}"
    answer = client_of(alice).post(url, {"kind": "visit", "starts_on": str(DAY - ONE), "rhythm": "once"})
    assert (answer.status_code, VisitPlan.objects.count()) == (422, 0)
    assert "aria-invalid" in answer.content.decode()


def test_an_absence_is_noted_and_cancelled(alice, client_of):
    client, days = client_of(alice), {"starts_on": str(DAY + ONE), "ends_on": str(DAY + 3 * ONE)}
    assert client.post("/absences/new/", days).status_code == 302
    assert client.post("/absences/new/", days).status_code == 422
    client.post(f"/absences/{Absence.objects.get().pk}/cancel/")
    assert not Absence.objects.standing().exists()


def test_a_calendar_is_previewed_then_planned(alice, client_of):
    company(alice, "Fournil d’Anna")
    client = client_of(alice)
    preview = client.post("/tour/import/", {"text": ics(WEEKLY, PRIVATE)}).content.decode()
    assert "FOURNIL" in preview
    assert 'value="tour-1@agenda" checked' in preview
    assert 'value="private-1@agenda">' in preview
    assert not VisitPlan.objects.exists()
    confirmed = {"step": "confirm", "text": ics(WEEKLY, PRIVATE), "uid": ["tour-1@agenda"]}
    assert client.post("/tour/import/", confirmed).status_code == 302
    assert VisitPlan.objects.count() == 3
    assert client.post("/tour/import/", {"text": "hello"}).status_code == 422


def test_a_manager_opens_the_plan_of_her_team_only(alice, david, bob, client_of):
    client = client_of(bob)
    assert "Alice Aubert" in client.get(f"/tour/?rep={alice.pk}").content.decode()
    assert client.get(f"/tour/?rep={david.pk}").status_code == 404
    assert client_of(alice).get(f"/tour/?rep={bob.pk}").status_code == 404
    url = f"/tour/new/?rep={alice.pk}&company={company(alice).pk}"
    client.post(url, {"kind": "call", "starts_on": str(DAY), "rhythm": "once"})
    assert (VisitPlan.objects.get().rep, VisitPlan.objects.get().set_by) == (alice, bob)


def test_the_api_plans_stops_imports_and_notes_absences(alice, david, api_of):
    api, where = api_of(alice), company(alice, "Fournil d’Anna")
    made = api.post("/api/v1/visit-plans/", {"company": where.pk, "starts_on": str(DAY)}, format="json")
    assert (made.status_code, made.json()["rhythm"]) == (201, "once")
    url = f"/api/v1/visit-plans/{made.json()['id']}/"
    assert api_of(david).post(f"{url}stop/").status_code == 404
    assert api.post(f"{url}stop/").json()["stopped_at"]
    again = api.post(f"{url}stop/")
    assert (again.status_code, again.json()["code"]) == (409, "already_done")
    counts = api.post("/api/v1/visit-plans/calendar/", {"text": ics(WEEKLY)}, format="json")
    assert counts.json() == {"created": 3, "updated": 0, "removed": 0, "unchanged": 0}
    bad = api.post("/api/v1/visit-plans/", {"company_name": "X", "starts_on": "2020-01-01"}, format="json")
    assert (bad.status_code, list(bad.json()["fields"])) == (422, ["starts_on"])
    away = api.post("/api/v1/absences/", {"starts_on": str(DAY + ONE), "ends_on": str(DAY + ONE)}, format="json")
    assert away.status_code == 201
    assert api.post(f"/api/v1/absences/{away.json()['id']}/cancel/").json()["cancelled_at"]
    assert api.post("/api/v1/visit-plans/", {"rep": david.pk, "starts_on": str(DAY)}, format="json").status_code == 404
