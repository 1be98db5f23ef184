"""What may not be written about people, in French and English; opinions on products stay allowed."""

import pytest
from django.core.exceptions import ValidationError

from crm.rules.guard import CATEGORIES, OVERRIDABLE, check
from crm.services.guarding import CATEGORY_NAMES, refuse_excess

REFUSED = [
    ("insult", "Le gérant est un vrai CRÉTIN"),
    ("insult", "cette acheteuse est complètement stupide"),
    ("insult", "Incompétent et menteur"),
    ("insult", "The owner is an idiot"),
    ("health", "Madame Roux est enceinte"),
    ("health", "Il n’est pas diabétique finalement"),
    ("health", "rappeler après son hospitalisation"),
    ("health", "she is on sick leave"),
    ("private_life", "en plein divorce, rappeler plus tard"),
    ("private_life", "His wife left him"),
    ("offence", "le patron sort de prison"),
    ("offence", "convicted of tax fraud"),
    ("origin", "client d’origine algérienne"),
    ("origin", "strong African accent"),
    ("religion", "la directrice est musulmane"),
    ("religion", "He is a devout Catholic"),
    ("politics", "il vote à l’extrême droite"),
    ("politics", "a Trump supporter"),
    ("union", "déléguée syndicale très active"),
    ("union", "she is a shop steward"),
    ("sexuality", "le contact est homosexuel"),
    ("sexuality", "openly gay"),
    ("national_id", "NIR 2 55 08 14 168 025 38"),
    ("bank", "IBAN : FR14 2004 1010 0505 0001 3M02 606"),
    ("bank", "payé avec 4970 1012 3456 7890".replace("4970 1012 3456 7890", "4111 1111 1111 1111")),
]
ALLOWED = [
    "Ce logiciel est nul et leur machine est stupide",
    "Le client trouve notre tarif complètement fou",
    "Échange difficile avec le client",
    "L’hôpital de Vienne renouvelle ses lits, budget 40 000 €",
    "La salle est en dépression, prévoir un caisson",
    "Pièces d’origine demandées, porte de gauche bloquée",
    "Redressement judiciaire en cours",
    "Le syndicat de copropriété décide en juin",
    "SIRET 732 829 320 00074, rappeler au 06 12 34 56 78",
    "Le gérant n’est pas stupide : il compare",
    "Indisponible jusqu’au 15, en congés",
    "The feature is disabled; pros and cons discussed",
]


@pytest.mark.parametrize(("category", "text"), REFUSED)
def test_a_remark_on_a_person_is_found(category, text):
    assert category in {hit.category for hit in check(text)}


@pytest.mark.parametrize("text", ALLOWED)
def test_a_remark_on_the_business_is_not(text):
    assert check(text) == []


def test_a_hit_says_where_and_proposes_other_words():
    (hit,) = check("À rappeler : l’acheteur est alcoolique.")
    assert "À rappeler : l’acheteur est alcoolique."[hit.start : hit.end] == "alcoolique"
    assert (hit.category, hit.overridable, hit.rewording) == ("health", False, "rendez-vous à adapter")


def test_marketing_may_override_only_three_categories():
    assert {"insult", "private_life", "offence"} == OVERRIDABLE
    assert set(CATEGORY_NAMES) == set(CATEGORIES)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Quel connard", "échange difficile"),
        ("en instance de divorce", "indisponible actuellement"),
        ("CB 5555 5555 5555 4444", "[numéro retiré]"),
        ("client voilée", ""),
    ],
)
def test_the_wording_proposed_is_the_decided_one(text, words):
    assert {hit.rewording for hit in check(text)} == {words}


def test_numbers_whose_check_digits_are_wrong_are_ordinary_numbers():
    assert check("Réf 255081416802539, lot 4111 1111 1111 1112, FR15 2004 1010 0505 0001 3M02 606") == []


@pytest.mark.django_db
def test_a_text_is_refused_on_its_field_with_a_sentence():
    with pytest.raises(ValidationError) as refusal:
        refuse_excess("Le gérant boit trop", "note")
    assert list(refusal.value.message_dict) == ["note"]
    assert "rendez-vous à adapter" in refusal.value.message_dict["note"][0]


def test_an_empty_text_is_fine():
    refuse_excess("", "note")
    assert check("  \n ") == []
