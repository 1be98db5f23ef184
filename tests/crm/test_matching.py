"""Normal forms, strong and weak keys."""

import pytest

from crm.rules import matching
from crm.rules.phonetics import phonetic_key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Jeanne.Martin@Exemple.FR ", "jeanne.martin@exemple.fr"),
        ("ｊean@exemple.fr", "jean@exemple.fr"),
        ("mailto:a+b@exemple.fr", "a+b@exemple.fr"),
    ],
)
def test_an_address_has_one_form_and_keeps_its_dots(typed, kept):
    assert matching.normal_email(typed) == kept


def test_dots_and_plus_only_make_a_possible_likeness():
    assert matching.possible_email("jean.dupont+crm@exemple.fr") == "jeandupont@exemple.fr"
    assert matching.possible_email("rien") == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("06.12.34.56.78", "+33612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("+44 20 7946 0018", "+442079460018"),
        ("12", ""),
        ("appeler le matin", ""),
    ],
)
def test_a_number_has_one_form(typed, kept):
    assert matching.normal_phone(typed) == kept


def test_only_a_mobile_identifies_a_person():
    assert matching.is_mobile("+33612345678")
    assert not matching.is_mobile("+33478001122")


def test_a_company_is_called_without_its_legal_form():
    same = {"SARL Dupont & Fils", "Dupont et Fils S.A.S.", "DUPONT FILS", "Sté Dupont-Fils"}
    assert {matching.company_key(name) for name in same} == {"dupont fils"}
    assert matching.company_key("La Société Générale du Rhône SA") == "generale rhone"
    assert matching.company_key("S.A.") == "sa"


def test_siren_and_siret_carry_their_check_digit_and_la_poste_its_own():
    assert matching.normal_siren("732 829 320") == "732829320"
    assert matching.normal_siren("732829321") == ""
    assert matching.normal_siret("732 829 320 00074") == "73282932000074"
    assert matching.normal_siret("73282932000075") == ""
    assert matching.normal_siret("356 000 000 49837") == "35600000049837"
    assert matching.normal_siret("35600000049838") == ""


@pytest.mark.parametrize(
    ("address", "domain"),
    [("jean@Fonderie.fr", "fonderie.fr"), ("jean@gmail.com", ""), ("jean@orange.fr", ""), ("", "")],
)
def test_a_free_provider_says_nothing_of_the_company(address, domain):
    assert matching.email_domain(address) == domain


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.Fonderie.fr/contact", "fonderie.fr"),
        ("fonderie.fr", "fonderie.fr"),
        ("rien", ""),
        ("http://[", ""),
    ],
)
def test_a_web_site_gives_its_domain(address, domain):
    assert matching.web_domain(address) == domain


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Jean Dupont", "dupont j"),
        ("DUPONT Jean", "dupont j"),
        ("Dupont, Jean", "dupont j"),
        ("Anne-Marie Le Goff", "goff a"),
        ("José Müller", "muller j"),
    ],
)
def test_a_surname_is_known_wherever_it_stands(name, key):
    assert matching.surname_key(name) == key


def test_names_written_in_the_other_order_meet():
    assert matching.swapped_key("Dupont Jean") == matching.surname_key("Jean Dupont")


@pytest.mark.parametrize(("one", "other"), [("Lefèvre", "Lefebvre"), ("Dupont", "Dupond"), ("Philippe", "Filipe")])
def test_names_that_sound_alike_meet(one, other):
    assert phonetic_key(f"Anne {one}") == phonetic_key(f"Anne {other}")


def test_names_that_sound_apart_stay_apart():
    assert len({phonetic_key(f"Anne {name}") for name in ("Martin", "Bernard", "Robert", "Durand", "Moreau")}) == 5
