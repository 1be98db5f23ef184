"""Where both records hold a row that only one may hold, each row is a choice, and a split gives each its own back."""

import pytest
from django.urls import reverse

from core.exceptions import BusinessRuleError
from crm.models import Contact, MergeLog
from crm.models.clashes import clashes
from crm.models.opportunity import OpportunityContact
from crm.services.companies import merge_companies
from crm.services.contacts import merge_contacts
from crm.services.merging import undo_merge
from debrief.models import Question
from tests.factories.crm import CompanyFactory, ContactFactory, OpportunityFactory
from tests.factories.questions import question

pytestmark = pytest.mark.django_db


@pytest.fixture
def deals():
    """Two people, each with another role in the same two deals."""
    company = CompanyFactory()
    keep, lose = ContactFactory(company=company), ContactFactory(company=company)
    for _deal in range(2):
        deal = OpportunityFactory(company=company, contacts=(keep, lose))
        deal.participants.filter(contact=keep).update(buying_role="buyer")
        deal.participants.filter(contact=lose).update(buying_role="decision_maker")
    return keep, lose


def roles_of(contact):
    rows = OpportunityContact.objects.filter(contact=contact).order_by("opportunity_id")
    return list(rows.values_list("pk", "buying_role"))


def keys(keep, lose):
    return [pair.key for pair in clashes(keep, lose)]


def test_nothing_is_merged_before_each_row_is_chosen(deals, chloe):
    keep, lose = deals
    first, second = keys(keep, lose)
    with pytest.raises(BusinessRuleError) as refusal:
        merge_contacts(keep, lose, by=chloe, choices={first: "lose"})
    assert (refusal.value.code, list(refusal.value.fields)) == ("merge_clash", [second])
    assert not MergeLog.objects.exists()
    assert Contact.objects.get(pk=lose.pk).merged_into_id is None


def test_each_row_is_chosen_by_itself(deals, chloe):
    keep, lose = deals
    first, second = keys(keep, lose)
    merge_contacts(keep, lose, by=chloe, choices={first: "lose", second: "keep"})
    assert [role for _pk, role in roles_of(keep)] == ["decision_maker", "buyer"]
    assert [role for _pk, role in roles_of(lose)] == ["buyer", "decision_maker"]
    assert Contact._base_manager.count() == 2


def test_a_split_gives_back_exactly_the_former_rows(deals, chloe):
    keep, lose = deals
    before = roles_of(keep), roles_of(lose)
    first, second = keys(keep, lose)
    merge_contacts(keep, lose, by=chloe, choices={first: "lose", second: "keep"})
    undo_merge(MergeLog.objects.get(), by=chloe)
    assert (roles_of(keep), roles_of(lose)) == before
    assert Contact._base_manager.count() == 2


def test_a_row_removed_since_does_not_stop_the_split(deals, chloe):
    keep, lose = deals
    first, second = keys(keep, lose)
    merge_contacts(keep, lose, by=chloe, choices=dict.fromkeys((first, second), "lose"))
    gone = OpportunityContact.objects.filter(contact=lose).earliest("opportunity_id")
    gone.delete()
    undo_merge(MergeLog.objects.get(), by=chloe)
    assert [role for _pk, role in roles_of(keep)] == ["buyer"]
    assert [role for _pk, role in roles_of(lose)] == ["decision_maker"] * 2


def test_the_same_question_about_both_companies_is_a_choice_too(alice, chloe):
    keep, lose = CompanyFactory(owner=alice), CompanyFactory(owner=alice)
    mine, theirs = question(chloe, about="company", company=keep), question(chloe, about="company", company=lose)
    Question.objects.update(gap="no_buyer")
    (key,) = keys(keep, lose)
    merge_companies(keep, lose, by=chloe, choices={key: "lose"})
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.company_id, theirs.company_id) == (lose.pk, keep.pk)
    undo_merge(MergeLog.objects.get(), by=chloe)
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.company_id, theirs.company_id) == (keep.pk, lose.pk)


def test_the_dialog_shows_both_rows_and_takes_the_one_chosen(deals, chloe, client_of):
    keep, lose = deals
    url, (first, second) = reverse("crm:contact_merge", args=[keep.pk]), keys(keep, lose)
    shown = client_of(chloe).get(f"{url}?with={lose.pk}").content.decode()
    assert shown.count("décideur·euse") == 2
    assert f'name="{first}"' in shown
    chosen = {"with": lose.pk, first: "keep", second: "lose"}
    assert client_of(chloe).post(url, chosen).status_code == 302
    assert [role for _pk, role in roles_of(keep)] == ["buyer", "decision_maker"]


def test_the_api_shows_both_sides_before(deals, chloe, alice, api_of):
    keep, lose = deals
    url = f"/api/v1/contacts/{keep.pk}/differences/"
    sides = api_of(chloe).get(f"{url}?with={lose.pk}").json()
    assert [row["key"] for row in sides["rows"]] == keys(keep, lose)
    assert {row["field"] for row in sides["fields"]} >= {"name", "email"}
    assert api_of(chloe).get(f"{url}?with=x").status_code == 422
    assert api_of(alice).get(f"{url}?with={lose.pk}").status_code == 403
