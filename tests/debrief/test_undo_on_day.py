"""Nothing asks to be sure: each tap of the day is undone from its toast."""

import pytest
import time_machine

from debrief.models import Visit
from debrief.services.touring import PlanEntry, plan_visit
from tests.factories.debrief import DAY, EVENING, VisitEntry, company, filed, signal, told, visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


def undo_of(page):
    """The address of the toast's undo."""
    return next(str(m.extra_tags).removeprefix("undo:") for m in page.context["messages"])


def test_nothing_new_is_untold(alice, client_of):
    day = told(alice, VisitEntry(company=company(alice), state="planned"))
    client = client_of(alice)
    page = client.post(f"/visits/{day.visits.get().pk}/nothing-new/", follow=True)
    assert day.visits.get().state == "done"
    client.post(undo_of(page))
    assert (day.visits.get().state, day.visits.get().next_step) == ("planned", "")


def test_a_visit_that_tells_more_is_not_untold(alice, client_of):
    day = told(alice, visit(company(alice), signal()))
    answer = client_of(alice).post(f"/visits/{day.visits.get().pk}/untell/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (409, "visit_told")
    assert day.visits.get().state == "done"


def test_a_planned_visit_taken_off_stays_off_until_put_back(alice, client_of):
    plan = plan_visit(rep=alice, by=alice, entry=PlanEntry(starts_on=DAY, company=company(alice)), now=EVENING)
    client = client_of(alice)
    client.post("/today/open/", {"work_date": str(DAY)})
    page = client.post(f"/visits/{Visit.objects.get().pk}/remove/", follow=True)
    plan.refresh_from_db()
    assert (Visit.objects.count(), plan.skipped) == (0, [str(DAY)])
    client.post(undo_of(page))
    plan.refresh_from_db()
    assert (Visit.objects.get().plan_key, plan.skipped) == (f"plan:{plan.pk}", [])


def test_a_day_taken_back_is_filed_again(alice, client_of):
    day = filed(alice, visit(company(alice), signal()))
    client = client_of(alice)
    page = client.post(f"/debriefs/{day.pk}/withdraw/", follow=True)
    day.refresh_from_db()
    assert day.state == "withdrawn"
    client.post(undo_of(page))
    day.refresh_from_db()
    assert (day.state, day.findings if hasattr(day, "findings") else 1) == ("filed", 1)


def test_a_visit_not_made_takes_a_listed_reason_or_free_words(alice, client_of):
    day = told(alice, VisitEntry(company=company(alice), state="planned"))
    url = f"/visits/{day.visits.get().pk}/"
    lines = {f"{name}-{count}_FORMS": "0" for name in ("people", "findings") for count in ("TOTAL", "INITIAL")}
    client = client_of(alice)
    assert client.post(url, lines | {"kind": "visit", "undone": "incident"}).status_code == 422
    client.post(url, lines | {"kind": "visit", "undone": "incident", "why": "traffic"})
    assert day.visits.get().state == "incident"
    assert day.visits.get().reason == "traffic"
    client.post(url, lines | {"kind": "visit", "undone": "no_show", "reason": "Fermé à clé"})
    assert (day.visits.get().state, day.visits.get().reason) == ("no_show", "Fermé à clé")
