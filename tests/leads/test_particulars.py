"""One particular at a time: kept, refused beside its field, undone as one more change."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.exceptions import AlreadyDone
from leads.models import Lead, LeadChange
from leads.services.particulars import change_lead, last_change, undo_change

HTMX = {"HX-Request": "true"}


def test_a_change_is_kept_with_what_it_was(lead, chloe, noon):
    change_lead(lead, by=chloe, now=noon, city="Lyon", employees=12)
    kept = set(LeadChange.objects.values_list("field", "old", "new"))
    assert kept == {("city", "", "Lyon"), ("employees", "", "12")}


def test_an_undo_puts_the_value_back_and_is_one_more_change(lead, chloe, noon):
    change_lead(lead, by=chloe, now=noon, employees=12)
    undo_change(last_change(lead, "employees"), by=chloe, now=noon)
    assert Lead.objects.get().employees is None
    assert list(LeadChange.objects.values_list("old", "new")) == [("", "12"), ("12", "")]


def test_what_changed_since_is_not_undone(lead, chloe, noon):
    change_lead(lead, by=chloe, now=noon, city="Lyon")
    first = last_change(lead, "city")
    change_lead(lead, by=chloe, now=noon, city="Metz")
    with pytest.raises(AlreadyDone):
        undo_change(first, by=chloe, now=noon)
    assert Lead.objects.get().city == "Metz"


def test_nobody_becomes_unreachable(lead, chloe, noon):
    with pytest.raises(ValidationError) as refused:
        change_lead(lead, by=chloe, now=noon, email="")
    assert list(refused.value.message_dict) == ["email"]
    assert (Lead.objects.get().email, LeadChange.objects.count()) == ("marc@aubry.test", 0)


def test_in_place_a_wrong_value_is_said_beside_its_field(lead, chloe, client_of):
    client, here = client_of(chloe), reverse("leads:lead_field", args=[lead.pk]) + "?name=email"
    wrong = client.post(here, {"email": "pas une adresse"}, headers=HTMX)
    assert (wrong.status_code, "pas une adresse" in wrong.content.decode()) == (422, True)
    right = client.post(here, {"email": "marc@boulangerie.test"}, headers=HTMX)
    assert (right.status_code, "/undo/?change=" in right.headers["HX-Trigger"]) == (200, True)
    assert Lead.objects.get().email == "marc@boulangerie.test"


def test_without_script_the_page_says_the_same_and_undoes(lead, chloe, client_of):
    client = client_of(chloe)
    here = reverse("leads:lead_field", args=[lead.pk]) + "?name=city"
    assert client.get(here).status_code == 200
    assert client.post(here, {"city": "Nancy"}).headers["Location"] == lead.get_absolute_url()
    client.post(reverse("leads:lead_undo", args=[lead.pk]))
    assert Lead.objects.get().city == ""


def test_a_field_that_is_no_particular_is_not_found(lead, chloe, client_of):
    assert client_of(chloe).get(reverse("leads:lead_field", args=[lead.pk]) + "?name=state").status_code == 404
