"""The reviewer's sheet: two reviewers, both sources of a conflict, the deadline, and never points or pay."""

import re

import pytest
import time_machine

from crm.choices import Channel
from crm.models import Company
from crm.services.changes import write_field
from debrief.models import Finding, Verdict
from debrief.services.verdicts import accept_finding
from tests.factories.debrief import MORNING, company, correction, filed, finding, findings, opinion, signal, visit

pytestmark = pytest.mark.django_db
PAY = re.compile(r"\bpoints?\b|\bprimes?\b|\bpaie\b|€ ?/ ?point|barème", re.IGNORECASE)


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def day(alice):
    return filed(alice, visit(company(alice, "Fournil"), signal(), opinion()))


def test_the_sheet_shows_novelty_and_timeliness_never_points_or_pay(day, chloe, client_of):
    part = client_of(chloe).get(f"/review/{day.pk}/", headers={"HX-Request": "true"}).content.decode()
    sheet = re.sub(r"<[^>]+>", " ", part)
    assert "Nouvelle" in sheet
    assert "À chaud" in sheet or "à chaud" in sheet
    assert PAY.findall(sheet) == []
    api = client_of(chloe).get(f"/api/v1/debriefs/{day.pk}/").json()
    assert not {"points", "amount_due", "pay", "earns"} & set(api)
    assert not any("points" in found for found in api["findings"])


def test_the_sheet_says_when_the_review_is_due(day, chloe, client_of):
    page = client_of(chloe).get(f"/review/{day.pk}/").content.decode()
    assert "échéance" in page
    assert "h ouvrées" in page


def test_the_second_reviewer_sees_what_the_first_decided_beside_her_own(day, chloe, celine, client_of, api_of):
    found = findings(day)[0]
    accept_finding(found, by=chloe, now=MORNING)
    headers = {"HX-Request": "true", "HX-Target": "inbox"}
    late = client_of(celine).post(f"/findings/{found.pk}/reject/", {"reason": "too_vague"}, headers=headers)
    page = late.content.decode()
    assert late.status_code == 409
    assert 'id="clash"' in page
    box = page.split('id="clash"')[1].split("</table>")[0]
    for text in ("Chloé Carré", "Acceptée", "Refusée", "Trop vague"):
        assert text in box
    assert Verdict.objects.count() == 1
    api = api_of(celine).post(f"/api/v1/findings/{found.pk}/reject/", {"reason": "too_vague"})
    assert (api.status_code, api.json()["code"]) == (409, "already_judged")
    assert (api.json()["fields"]["decision"], api.json()["fields"]["reviewer"]) == ("accepted", "Chloé Carré")


def test_a_conflict_shows_both_sources_and_is_settled_in_one_click(alice, chloe, odile, client_of):
    where = company(alice, city="Lyon")
    found = finding(alice, correction("city", "Villeurbanne", said_by="le gérant"), where)
    write_field(where, "city", "Bron", by=odile, channel=Channel.PAGE, expected="Lyon")
    accept_finding(found, by=chloe, seen="Lyon", now=MORNING)
    client = client_of(chloe)
    url = f"/review/{found.visit.debrief_id}/"
    page = client.get(url).content.decode()
    for text in ("Bron", "Villeurbanne", "Odile Olivier", "Alice Aubert", "le gérant"):
        assert text in page
    client.post(f"/findings/{found.pk}/keep/")
    found.refresh_from_db()
    assert (found.in_conflict, Company.objects.get(pk=where.pk).city) == (False, "Bron")
    assert Verdict.objects.live().get().reason == "contradicted"


def test_the_inbox_filters_by_chips_in_the_address(day, amine, chloe, client_of):
    filed(amine, visit(company(amine, "Hôtel du Parc"), opinion()))
    page = client_of(chloe).get("/review/?kind=market_signal&whose=free").content.decode()
    assert "Fournil" in page
    assert "Hôtel du Parc" not in page
    assert page.count("Retirer le filtre") == 2
    assert Finding.objects.pending().count() == 3


def test_a_fact_stands_beside_the_older_one_and_a_field_is_replaced(alice, amine, chloe, client_of):
    where = company(alice, "Fournil", city="Lyon")
    accept_finding(finding(amine, signal(value="Bongard"), where), by=chloe, now=MORNING)
    day = filed(alice, visit(where, signal(value="Miwe"), correction("city", "Bron")))
    page = client_of(chloe).get(f"/review/{day.pk}/").content.decode()
    struck = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<del>(.*?)</del>", page)]
    assert len(struck) == 1
    assert struck[0].endswith("Lyon")
    assert "Bongard" in page
