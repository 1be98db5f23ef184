"""The rep's and the marketer's pages, without JavaScript."""

import re
from uuid import uuid4

import pytest
import time_machine

from debrief.models import Debrief, Finding, Verdict
from debrief.services.reviewing import return_debrief
from tests.factories.debrief import (
    DAY,
    EVENING,
    VisitEntry,
    company,
    contact,
    filed,
    findings,
    opinion,
    person,
    signal,
    told,
    visit,
)

pytestmark = pytest.mark.django_db
AT = ("/today/", "/debriefs/")
LINES = {
    "people-TOTAL_FORMS": "1",
    "people-INITIAL_FORMS": "0",
    "findings-TOTAL_FORMS": "1",
    "findings-INITIAL_FORMS": "0",
}
USUAL = LINES | {
    "kind": "visit",
    "result": "quote",
    "amount": "12400",
    "next_step": "call",
    "next_when": "1",
    "nobody_met": "on",
}


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


def line(what, value):
    return {"findings-0-what": what, "findings-0-value": value, "findings-0-how": "heard"}


def test_my_day_opens_a_draft_and_lists_its_visits(alice, client_of):
    told(alice, VisitEntry(company=company(alice, "Fournil d’Anna"), state="planned"), visit(company(alice), signal()))
    page = client_of(alice).get("/today/").content.decode()
    assert "Fournil d’Anna" in page
    assert "1/2" in page


def test_a_visit_is_told_in_a_plain_form(alice, client_of):
    draft = told(alice, VisitEntry(company=company(alice), state="planned"))
    visit_id = draft.visits.get().pk
    client = client_of(alice)
    assert client.get(f"/visits/{visit_id}/").status_code == 200
    body = USUAL | line("competitor", "Miwe") | {"people-0-name": "Camille Roy", "people-0-how_acquired": "card"}
    answer = client.post(f"/visits/{visit_id}/", body | {"client_id": str(uuid4())})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    done = draft.visits.get()
    assert (done.state, done.result, str(done.amount), str(done.next_step_on)) == (
        "done",
        "quote",
        "12400.00",
        "2026-03-11",
    )
    assert [(f.topic, f.value) for f in done.findings.all()] == [("competitor", "Miwe")]
    assert done.met.get().how_acquired == "card"
    assert "Camille Roy" in client.get(f"/visits/{visit_id}/").content.decode()


def test_an_incomplete_visit_comes_back_with_its_sentences(alice, client_of):
    draft = told(alice, VisitEntry(company=company(alice), state="planned"))
    url = f"/visits/{draft.visits.get().pk}/"
    answer = client_of(alice).post(url, LINES | {"kind": "visit"})
    assert answer.status_code == 422
    assert "aria-invalid" in answer.content.decode()
    refused = client_of(alice).post(url, LINES | {"kind": "visit"}, headers={"Accept": "application/json"})
    assert refused.status_code == 422
    assert {"contacts", "result", "next_step"} <= set(refused.json()["fields"])


def test_the_same_post_twice_adds_one_visit(alice, client_of):
    where = company(alice)
    client, key = client_of(alice), str(uuid4())
    for status in (201, 200):
        answer = client.post(
            f"/visits/new/?company={where.pk}", USUAL | {"client_id": key, "work_date": str(DAY)},
            headers={"Accept": "application/json"},
        )  # fmt: skip
        assert answer.status_code == status, answer.content
    assert Debrief.objects.get().visits.count() == 1


def test_a_day_is_filed_once_from_two_tabs(alice, client_of):
    told(alice, visit(company(alice), signal()))
    client, body = client_of(alice), {"client_id": str(uuid4()), "work_date": str(DAY)}
    json = {"Accept": "application/json"}
    assert client.post("/today/file/", body, headers=json).status_code == 201
    assert client.post("/today/file/", body, headers=json).status_code == 200
    other = client.post("/today/file/", body | {"client_id": str(uuid4())}, headers=json)
    assert (other.status_code, other.json()["code"]) == (409, "day_already_filed")
    assert "Miwe" in client.get(Debrief.objects.get().get_absolute_url()).content.decode()


def test_pages_of_the_rep_answer(alice, chloe, client_of):
    where = company(alice)
    contact(alice, where)
    day = filed(alice, visit(where, signal(), opinion(), people=[person()]))
    return_debrief(day, by=chloe, question="Quel four ?", now=EVENING)
    client = client_of(alice)
    pages = ["/today/", "/today/days/", "/findings/", "/findings/?decision=accepted", "/visits/new/", "/debriefs/"]
    pages += ["/visits/new/?q=boul", f"/visits/new/?company={where.pk}", f"/debriefs/{day.pk}/"]
    for url in [*pages, f"/debriefs/{day.pk}/answer/"]:
        assert client.get(url).status_code == 200, url
    answered = client.post(f"/debriefs/{day.pk}/answer/", {"answer": "Un Bongard", "client_id": str(uuid4())})
    assert answered.status_code == 302
    assert Debrief.objects.get().answer == "Un Bongard"


def test_the_inbox_judges_without_javascript(alice, chloe, client_of):
    day = filed(alice, visit(company(alice), signal(), signal("miwe devis"), opinion(), opinion("Trop cher")))
    one, two, three, four = findings(day)
    client = client_of(chloe)
    page = client.get("/review/").content.decode()
    assert "Miwe, devis en main" in page
    assert client.post(f"/findings/{one.pk}/accept/", {"seen": ""}).status_code == 302
    client.post(f"/findings/{two.pk}/duplicate/", {"of": one.pk})
    client.post(f"/findings/{three.pk}/amend/", {"value": "Four fiable"})
    client.post(f"/findings/{four.pk}/reject/", {"reason": "too_vague"})
    decisions = list(Verdict.objects.order_by("pk").values_list("decision", flat=True))
    assert decisions == ["accepted", "duplicate", "amended", "rejected"]
    assert client.post(f"/review/{day.pk}/close/").status_code == 302
    assert Debrief.objects.get().state == "closed"
    for tab in ("review", "returned", "done"):
        assert client.get("/review/", {"tab": tab}).status_code == 200


def test_htmx_gets_the_fragment_and_the_toast_with_its_undo(alice, chloe, client_of):
    found = findings(filed(alice, visit(company(alice), signal(), opinion())))[0]
    client = client_of(chloe)
    answer = client.post(f"/findings/{found.pk}/accept/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    verdict = Verdict.objects.get()
    assert f"/verdicts/{verdict.pk}/undo/" in answer["HX-Trigger"]
    again = client.post(f"/findings/{found.pk}/accept/", headers={"HX-Request": "true"})
    assert again.status_code == 409
    assert client.post(f"/verdicts/{verdict.pk}/undo/", headers={"HX-Request": "true"}).status_code == 200
    assert Finding.objects.get(pk=found.pk).state == "pending"


def test_panels_and_lists_of_the_desk_answer(alice, bob, chloe, odile, client_of):
    where = company(alice)
    day = filed(alice, visit(where, signal()))
    for user in (bob, chloe, odile):
        client = client_of(user)
        for url in (
            "/debriefs/",
            "/debriefs/?flag=known&timeliness=hot",
            f"/debriefs/{day.pk}/",
            f"/debriefs/panels/companies/{where.pk}/",
        ):
            assert client.get(url).status_code == 200, (user, url)


def test_a_rep_has_the_same_tabs_on_every_page(alice, chloe, client_of):
    tabs = re.compile(r'<nav class="tabbar".*?</nav>', re.DOTALL)
    hers = [re.findall(r'href="([^"]+)"', tabs.search(client_of(alice).get(at).content.decode())[0]) for at in AT]
    assert hers[0][:4] == hers[1]
    assert 'href="/tour/"' in client_of(alice).get("/debriefs/").content.decode().split("<aside")[0]
    other = tabs.search(client_of(chloe).get("/debriefs/").content.decode())[0]
    assert "/review/" in other
