"""Two rows become one by choice, and the merge can be undone."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from core.exceptions import AlreadyDone, BusinessRuleError
from crm.models import Company, Contact, MergeLog
from crm.services.companies import merge_companies, update_company
from crm.services.contacts import merge_contacts
from crm.services.merging import undo_merge
from tests.factories.crm import ActivityFactory, CompanyFactory, ContactFactory, OpportunityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(alice):
    keep = CompanyFactory(name="Fonderie Rhône", city="Lyon", sector="", owner=alice)
    lose = CompanyFactory(
        name="Fonderie du Rhône", city="Villeurbanne", sector="métal", owner=alice, siret="73282932000074"
    )
    return keep, lose


def test_the_company_kept_holds_everything_and_the_values_chosen(pair, chloe):
    keep, lose = pair
    contact = ContactFactory(company=lose)
    deal = OpportunityFactory(company=lose, owner=lose.owner)
    note = ActivityFactory(company=lose, at=datetime.now(UTC))
    merged = merge_companies(keep, lose, by=chloe, choices={"city": "lose", "name": "keep"})
    for row in (contact, deal, note, lose, merged):
        row.refresh_from_db()
    assert {contact.company_id, deal.company_id, note.company_id} == {keep.pk}
    assert (merged.name, merged.city, merged.sector) == ("Fonderie Rhône", "Villeurbanne", "métal")
    assert (merged.siret, merged.siren) == ("73282932000074", "732829320")
    assert lose.merged_into_id == keep.pk
    assert list(Company.objects.live()) == [merged]


def test_a_merge_is_undone_whole(pair, chloe):
    keep, lose = pair
    contact = ContactFactory(company=lose)
    merge_companies(keep, lose, by=chloe, choices={"city": "lose"})
    undo_merge(MergeLog.objects.get(), by=chloe)
    for row in (contact, keep, lose):
        row.refresh_from_db()
    assert contact.company_id == lose.pk
    assert (keep.city, keep.sector, keep.siret) == ("Lyon", "", "")
    assert (lose.merged_into_id, lose.siret) == (None, "73282932000074")
    with pytest.raises(AlreadyDone):
        undo_merge(MergeLog.objects.get(), by=chloe)


def test_a_record_is_merged_once_and_never_with_itself(pair, chloe):
    keep, lose = pair
    with pytest.raises(BusinessRuleError):
        merge_companies(keep, keep, by=chloe, choices={})
    merge_companies(keep, lose, by=chloe, choices={})
    with pytest.raises(AlreadyDone):
        merge_companies(keep, lose, by=chloe, choices={})
    assert MergeLog.objects.count() == 1


def test_what_either_person_refused_stays_refused(chloe):
    company = CompanyFactory()
    keep = ContactFactory(company=company, phone="", role="Acheteuse")
    lose = ContactFactory(company=company, phone="0612345678")
    asked = datetime(2026, 2, 1, tzinfo=UTC)
    Contact.objects.filter(pk=lose.pk).update(email_opt_out=True, objected_at=asked)
    merged = merge_contacts(keep, lose, by=chloe, choices={})
    merged.refresh_from_db()
    assert (merged.email_opt_out, merged.objected_at, merged.phone) == (True, asked, "+33612345678")


def test_what_somebody_wrote_since_survives_the_split(pair, chloe):
    keep, lose = pair
    merged = merge_companies(keep, lose, by=chloe, choices={"city": "lose"})
    update_company(merged, by=chloe, changes={"city": "Bron"})
    late = ContactFactory(company=merged)
    undo_merge(MergeLog.objects.get(), by=chloe)
    for row in (keep, lose, late):
        row.refresh_from_db()
    assert (keep.city, keep.sector, lose.city, lose.sector) == ("Bron", "", "Villeurbanne", "métal")
    assert late.company_id == keep.pk


def test_merges_are_split_in_the_other_order(alice, chloe):
    one, two, three = (CompanyFactory(name=f"Fonderie {word}", owner=alice) for word in ("A", "B", "C"))
    contact = ContactFactory(company=one)
    merge_companies(two, one, by=chloe, choices={})
    merge_companies(three, two, by=chloe, choices={})
    second, first = MergeLog.objects.order_by("-pk")
    with pytest.raises(BusinessRuleError) as refusal:
        undo_merge(first, by=chloe)
    assert refusal.value.code == "merged_since"
    undo_merge(second, by=chloe)
    undo_merge(first, by=chloe)
    contact.refresh_from_db()
    assert contact.company_id == one.pk
    assert Company.objects.live().count() == 3


def test_the_journal_splits_on_its_page_and_through_the_api(pair, chloe, client_of, api_of):
    keep, lose = pair
    merge_companies(keep, lose, by=chloe, choices={})
    log = MergeLog.objects.get()
    shown = client_of(chloe).get(reverse("crm:merge_list")).content.decode()
    assert "Fonderie du Rhône" in shown
    answer = api_of(chloe).post(f"/api/v1/merges/{log.pk}/split/")
    assert answer.json()["undone_at"]
    assert api_of(chloe).post(f"/api/v1/merges/{log.pk}/split/").status_code == 409
    merge_companies(keep, lose, by=chloe, choices={})
    again = MergeLog.objects.get(undone_at=None)
    assert client_of(chloe).post(reverse("crm:merge_split", args=[again.pk])).status_code == 302
    lose.refresh_from_db()
    assert lose.merged_into_id is None


def test_a_rep_splits_nothing(pair, alice, chloe, client_of):
    merge_companies(*pair, by=chloe, choices={})
    log = MergeLog.objects.get()
    assert client_of(alice).post(reverse("crm:merge_split", args=[log.pk])).status_code == 403
    log.refresh_from_db()
    assert log.undone_at is None
