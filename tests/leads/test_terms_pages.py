"""The terms of the contract on the pages: both sides read them in words, operations change them."""

from django.urls import reverse

from leads.models import ContractTerms
from leads.services.terms import set_terms

PAGE, SET = reverse("leads:terms_page"), reverse("leads:terms_set")
CHANGED = {"contact_hours": 4, "answer_hours": 8, "reminder_percent": 75, "grace_hours": 4, "recycle_days": 90}


def test_a_rep_reads_them_on_the_contract_in_her_language(client_of, alice, odile):
    set_terms(by=odile, note="Réunion des ventes", contact_hours=4)
    page = client_of(alice).get(reverse("leads:contract_board"), headers={"Accept-Language": "fr"}).content.decode()
    assert "Premier contact\N{NO-BREAK SPACE}: sous 4 heures ouvrées après l’acceptation." in page
    assert "Réunion des ventes" in page


def test_teams_with_other_hours_are_named_to_whoever_sees_them(client_of, bob, odile, north, south):
    south.decision_hours = 24
    south.save()
    told = client_of(odile).get(PAGE).content.decode()
    own = client_of(bob).get(PAGE).content.decode()
    assert f"en heures ouvrées\N{NO-BREAK SPACE}: {north.name} 16 h, {south.name} 24 h." in told
    assert "Oui, non ou une question\N{NO-BREAK SPACE}: sous 16 heures ouvrées." in own


def test_operations_change_them_and_the_version_says_what(client_of, odile):
    answer = client_of(odile).post(SET, CHANGED | {"note": "Essai"}, follow=True)
    assert ContractTerms.objects.get().contact_hours == 4
    assert "8 → 4" in answer.content.decode()


def test_a_change_without_a_reason_is_a_sentence_beside_its_field(client_of, odile):
    answer = client_of(odile).post(SET, CHANGED | {"note": ""})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["note"])
    assert 'value="4"' in answer.content.decode()
    assert not ContractTerms.objects.exists()


def test_the_same_terms_say_so_on_top(client_of, odile):
    answer = client_of(odile).post(SET, CHANGED | {"contact_hours": 8, "note": "Essai"})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_only_operations_see_the_form(client_of, chloe):
    assert "form" not in client_of(chloe).get(PAGE).context
    assert client_of(chloe).post(SET, CHANGED | {"note": "Essai"}).status_code == 403
    assert not ContractTerms.objects.exists()
