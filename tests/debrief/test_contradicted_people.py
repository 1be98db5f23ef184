"""Two accounts of one person disagree, or one corrects the CRM: which one stands is a choice, and it can be undone."""

from datetime import timedelta

import pytest

from core.exceptions import BusinessRuleError
from crm.models import Company, Contact
from debrief.models import Finding, Settlement, Verdict
from debrief.selectors.contradictions import contradictions, heads, with_claims
from debrief.services.contradictions import settle_claim, settle_contradiction, undo_settlement
from debrief.services.entries import FindingEntry
from tests.factories.debrief import MORNING, company, contact, correction, filed, finding, visit

pytestmark = pytest.mark.django_db


def account(**data):
    return FindingEntry(kind="contact", data={"name": "Camille Roy", "how_acquired": "met", **data})


@pytest.fixture
def where(alice):
    return company(alice, "Fournil", city="Lyon")


@pytest.fixture
def camille(alice, where):
    return contact(alice, where, role="Gérante", phone="04 72 00 00 01")


@pytest.fixture
def two(alice, amine, where, camille):
    """One says she buys, the other that she directs; the CRM says she manages."""
    return (
        finding(alice, account(role="Acheteuse"), where),
        finding(amine, account(role="Directrice", email="camille@fournil.test"), where),
    )


def decisions(*found):
    live = {one.finding_id: one.decision for one in Verdict.objects.live().filter(finding__in=found)}
    return [live.get(one.pk) for one in found]


def test_the_inbox_shows_the_person_and_the_parts_in_question(two, where, camille, chloe):
    (one,) = with_claims(list(contradictions(chloe)))
    assert (one.field, one.contact, one.parts, one.claims) == ("contact", camille, ("role",), list(two))
    assert (one.between_reps, one.with_crm) == (True, True)
    assert "Camille Roy" in one.label
    assert one.held == "Camille Roy · Gérante · +33472000001"


def test_what_only_adds_to_a_person_contradicts_nobody(alice, amine, where, camille, chloe):
    finding(alice, account(email="camille@fournil.test"), where)
    finding(amine, account(role="gerante", phone="+33 4 72 00 00 01"), where)
    assert not contradictions(chloe).exists()


def test_one_account_stands_and_the_other_gives_way(two, camille, chloe):
    settle_claim(two[0], by=chloe, standing=two[1], now=MORNING)
    camille.refresh_from_db()
    assert (camille.role, camille.email) == ("Directrice", "camille@fournil.test")
    assert decisions(*two) == ["rejected", "accepted"]
    assert not contradictions(chloe).exists()


def test_the_crm_stands(two, camille, chloe):
    settle_claim(two[1], by=chloe, standing=None, now=MORNING)
    assert Contact.objects.get().role == "Gérante"
    assert decisions(*two) == ["rejected", "rejected"]


def test_a_choice_about_a_person_is_undone_whole(two, camille, chloe, celine):
    done = settle_claim(two[0], by=chloe, standing=two[1], now=MORNING)
    with pytest.raises(BusinessRuleError) as refusal:
        undo_settlement(done.log, by=celine, now=MORNING)
    assert refusal.value.code == "not_own_settlement"
    undo_settlement(done.log, by=chloe, now=MORNING + timedelta(hours=2))
    camille.refresh_from_db()
    assert (camille.role, camille.email) == ("Gérante", "")
    assert decisions(*two) == [None, None]
    assert contradictions(chloe).count() == 1
    with pytest.raises(BusinessRuleError):
        undo_settlement(done.log, by=chloe, now=MORNING + timedelta(hours=3))


def test_a_choice_about_a_company_is_undone_too(alice, amine, where, chloe):
    first = finding(alice, correction("city", "Villeurbanne"), where)
    second = finding(amine, correction("city", "Bron"), where)
    done = settle_contradiction(where, "city", by=chloe, standing=second, now=MORNING)
    assert Company.objects.get().city == "Bron"
    with pytest.raises(BusinessRuleError) as refusal:
        undo_settlement(done.log, by=chloe, now=MORNING + timedelta(hours=25))
    assert refusal.value.code == "too_late_to_undo"
    undo_settlement(done.log, by=chloe, now=MORNING + timedelta(hours=1))
    assert Company.objects.get().city == "Lyon"
    assert decisions(first, second) == [None, None]


def test_the_page_settles_a_person_and_takes_it_back(two, camille, chloe, client_of):
    client = client_of(chloe)
    page = client.get("/contradictions/").content.decode()
    assert "Acheteuse" in page
    assert "Directrice" in page
    held = "Camille Roy · Gérante · +33472000001"
    client.post(f"/contradictions/{two[0].pk}/settle/", {"standing": two[0].pk, "seen": held})
    assert Contact.objects.get().role == "Acheteuse"
    log = Settlement.objects.get()
    assert f"/contradictions/settled/{log.pk}/undo/" in client.get("/contradictions/").content.decode()
    client.post(f"/contradictions/settled/{log.pk}/undo/")
    assert Contact.objects.get().role == "Gérante"
    assert Finding.objects.pending().count() == 2


def test_the_api_settles_and_undoes_under_the_same_rules(two, camille, chloe, celine, api_of):
    (row,) = api_of(chloe).get("/api/v1/contradictions/?field=contact").json()["results"]
    assert (row["contact"], row["parts"], len(row["claims"])) == (camille.pk, ["role"], 2)
    url = f"/api/v1/contradictions/{row['id']}/settle/"
    done = api_of(chloe).post(url, {"standing": two[1].pk}, format="json").json()
    assert done["kept"] == [two[1].pk]
    undo = f"/api/v1/contradictions/settled/{done['settlement']}/undo/"
    assert api_of(celine).post(undo).status_code == 409
    assert api_of(chloe).post(undo).json()["undone_at"]
    assert Contact.objects.get().role == "Gérante"


def test_two_days_of_one_rep_contradict_each_other_too(alice, where, chloe):
    filed(alice, visit(where, account(phone="06 11 11 11 11")))
    filed(alice, visit(where, account(phone="06 22 22 22 22")), day=MORNING.date(), now=MORNING)
    (one,) = with_claims(list(contradictions(chloe)))
    assert (one.contact, one.parts, one.with_crm) == (None, ("phone",), False)
    assert (one.between_reps, one.within_rep) == (False, True)
    assert list(heads(chloe, "self").values_list("pk", flat=True)) == [one.head.pk]
