"""Rep against rep against the CRM: both sources with their dates, and the choice of the one that stands."""

import pytest

from core.exceptions import AlreadyDone, BusinessRuleError
from crm.choices import Channel
from crm.models import Company, FieldChange
from crm.services.changes import write_field
from debrief.models import Finding, Verdict
from debrief.selectors.contradictions import contradictions, with_claims
from debrief.services.contradictions import keep_crm_value, settle_contradiction
from debrief.services.reviewing import return_debrief
from debrief.services.verdicts import accept_finding
from tests.factories.debrief import MORNING, company, correction, finding, signal

pytestmark = pytest.mark.django_db


@pytest.fixture
def where(alice):
    return company(alice, "Fournil", city="Lyon")


@pytest.fixture
def two(alice, amine, where):
    return (
        finding(alice, correction("city", "Villeurbanne"), where),
        finding(amine, correction("city", "Bron"), where),
    )


def said(*found):
    for one in found:
        one.refresh_from_db()
    verdicts = {verdict.finding_id: verdict for verdict in Verdict.objects.live().filter(finding__in=found)}
    return [(verdicts[one.pk].decision, verdicts[one.pk].reason) if one.pk in verdicts else None for one in found]


def test_the_inbox_lists_both_claims_beside_the_crm(two, where, chloe, alice):
    finding(alice, signal(), where, day=MORNING.date(), now=MORNING)
    (one,) = with_claims(list(contradictions(chloe)))
    assert (one.company, one.field, one.held) == (where, "city", "Lyon")
    assert [(claim.value, claim.visit.debrief.rep.name) for claim in one.claims] == [
        ("Villeurbanne", "Alice Aubert"),
        ("Bron", "Amine Azzi"),
    ]
    assert (one.between_reps, one.with_crm, one.change.written_by) == (True, True, alice)


def test_a_claim_that_fills_an_empty_field_contradicts_nobody(alice, amine, chloe):
    empty = company(alice)
    finding(alice, correction("city", "Lyon"), empty)
    assert not contradictions(chloe).exists()
    finding(amine, correction("city", "lyon"), empty)
    assert not contradictions(chloe).exists()
    assert not contradictions(alice).exists()


def test_one_claim_stands_and_the_other_gives_way(two, where, chloe):
    first, second = two
    done = settle_contradiction(where, "city", by=chloe, standing=second, seen="Lyon", now=MORNING)
    assert (done.kept, done.refused, done.left) == ([second.pk], [first.pk], [])
    assert Company.objects.get(pk=where.pk).city == "Bron"
    assert said(first, second) == [("rejected", "contradicted"), ("accepted", "")]
    change = FieldChange.objects.filter(object_id=where.pk, field="city").order_by("-pk").first()
    assert (change.old, change.new, change.heard_from, change.written_by) == (
        "Lyon",
        "Bron",
        second.visit.debrief.rep,
        chloe,
    )
    assert not contradictions(chloe).exists()
    with pytest.raises(AlreadyDone):
        settle_contradiction(where, "city", by=chloe, standing=None, now=MORNING)


def test_the_crm_stands_and_both_give_way(two, where, chloe):
    done = settle_contradiction(where, "city", by=chloe, standing=None, seen="Lyon", now=MORNING)
    assert (len(done.kept), len(done.refused)) == (0, 2)
    assert Company.objects.get(pk=where.pk).city == "Lyon"


def test_an_echo_of_the_standing_claim_is_kept_with_it(two, where, chloe, david):
    echo = finding(david, correction("city", "BRON"), where)
    settle_contradiction(where, "city", by=chloe, standing=two[1], now=MORNING)
    assert said(*two, echo) == [("rejected", "contradicted"), ("accepted", ""), ("accepted", "")]
    assert not Finding.objects.filter(in_conflict=True).exists()


def test_a_claim_in_conflict_is_written_by_choice(two, where, chloe, celine):
    first, second = two
    verdict = accept_finding(first, by=chloe, seen="Lyon", now=MORNING)
    first.refresh_from_db()
    assert first.in_conflict
    settle_contradiction(where, "city", by=celine, standing=first, seen="Lyon", now=MORNING)
    assert Verdict.objects.credited().get() == verdict
    assert Company.objects.get(pk=where.pk).city == "Villeurbanne"
    assert said(second) == [("rejected", "contradicted")]


def test_a_finding_in_conflict_may_give_way(two, where, chloe):
    first, _second = two
    accept_finding(first, by=chloe, seen="Lyon", now=MORNING)
    keep_crm_value(first, by=chloe, now=MORNING)
    assert said(first) == [("rejected", "contradicted")]
    assert Company.objects.get(pk=where.pk).city == "Lyon"
    with pytest.raises(BusinessRuleError):
        keep_crm_value(first, by=chloe, now=MORNING)


def test_a_crm_value_changed_since_the_page_was_shown_stops_the_choice(two, where, chloe, odile):
    write_field(where, "city", "Oullins", by=odile, channel=Channel.PAGE, expected="Lyon")
    with pytest.raises(BusinessRuleError) as refusal:
        settle_contradiction(where, "city", by=chloe, standing=two[0], seen="Lyon", now=MORNING)
    assert (refusal.value.code, refusal.value.fields["stored"]) == ("changed_since", "Oullins")
    assert not Verdict.objects.exists()


def test_what_is_with_its_author_waits(two, where, chloe):
    first, second = two
    return_debrief(first.visit.debrief, by=chloe, question="Sûr ?", now=MORNING)
    done = settle_contradiction(where, "city", by=chloe, standing=second, now=MORNING)
    assert (done.kept, done.left) == ([second.pk], [first.pk])
    assert said(first) == [None]


def test_the_page_chooses_in_one_click(two, where, chloe, client_of):
    client = client_of(chloe)
    page = client.get("/contradictions/").content.decode()
    for text in ("Villeurbanne", "Bron", "Lyon", "Alice Aubert", "Amine Azzi"):
        assert text in page
    shown = {
        kind: client.get(f"/contradictions/?between={kind}").content.decode() for kind in ("conflict", "reps", "self")
    }
    assert [kind for kind, text in shown.items() if "Villeurbanne" in text] == ["reps"]
    url = f"/contradictions/{two[0].pk}/settle/"
    assert client.post(url, {"standing": "", "seen": "Lyon"}, follow=True).status_code == 200
    client.post(url, {"standing": str(two[1].pk), "seen": "Lyon"})
    assert Company.objects.get(pk=where.pk).city == "Bron"
    assert "Rien ne se contredit" in client.get("/contradictions/").content.decode()
