"""A field others may contest keeps its history, who had heard it and who wrote it."""

import pytest

from core.exceptions import BusinessRuleError
from crm.choices import Channel
from crm.models import FieldChange
from crm.services.changes import UNSEEN, FieldConflict, revert_change, write_field
from tests.factories.crm import CompanyFactory, ContactFactory

pytestmark = pytest.mark.django_db


def test_an_empty_field_is_filled_with_its_provenance(alice, chloe):
    contact = ContactFactory(role="")
    change = write_field(contact, "role", "Acheteuse", by=chloe, channel=Channel.DEBRIEF, heard_from=alice)
    assert (change.old, change.new, change.channel) == ("", "Acheteuse", "debrief")
    assert (change.heard_from, change.written_by) == (alice, chloe)
    contact.refresh_from_db()
    assert contact.role == "Acheteuse"


def test_the_same_value_writes_nothing(chloe):
    contact = ContactFactory(phone="06 12 34 56 78")
    before = FieldChange.objects.count()
    assert write_field(contact, "phone", "+33 6 12 34 56 78", by=chloe, channel=Channel.PAGE) is None
    assert FieldChange.objects.count() == before


@pytest.mark.parametrize("expected", [UNSEEN, "Directrice"])
def test_a_filled_field_is_not_replaced_by_who_did_not_see_it(chloe, expected):
    contact = ContactFactory(role="Acheteuse")
    with pytest.raises(FieldConflict) as refusal:
        write_field(contact, "role", "Comptable", by=chloe, channel=Channel.DEBRIEF, expected=expected)
    assert refusal.value.code == "field_conflict"
    contact.refresh_from_db()
    assert contact.role == "Acheteuse"


def test_a_correction_keeps_the_old_value_and_can_be_taken_back(chloe, odile):
    company = CompanyFactory(employees=40)
    change = write_field(company, "employees", 55, by=chloe, channel=Channel.DEBRIEF, expected=40)
    revert_change(change, by=odile)
    company.refresh_from_db()
    assert company.employees == 40
    rows = FieldChange.objects.of(company).filter(field="employees").values_list("old", "new", "channel")
    assert list(rows) == [("55", "40", "machine"), ("40", "55", "debrief"), ("", "40", "page")]


def test_a_value_written_since_is_not_taken_back(chloe, odile):
    company = CompanyFactory(city="Lyon")
    change = write_field(company, "city", "Vienne", by=chloe, channel=Channel.DEBRIEF, expected="Lyon")
    write_field(company, "city", "Givors", by=odile, channel=Channel.PAGE, expected="Vienne")
    with pytest.raises(BusinessRuleError) as refusal:
        revert_change(change, by=odile)
    assert refusal.value.code == "written_since"
    company.refresh_from_db()
    assert company.city == "Givors"


def test_an_owner_is_written_and_taken_back(alice, david, odile):
    company = CompanyFactory(owner=alice)
    change = write_field(company, "owner", david, by=odile, channel=Channel.PAGE, expected=alice)
    assert (change.old, change.new) == (str(alice.pk), str(david.pk))
    revert_change(change, by=odile)
    company.refresh_from_db()
    assert company.owner == alice
