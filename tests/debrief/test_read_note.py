"""A quick note becomes proposals: what is read in French and in English, and what is not."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from debrief.rules.quick_note import Lists, read_note
from debrief.rules.quick_note.measure import measure, read_labelled

TODAY = date(2026, 3, 10)  # a Tuesday
LISTS = Lists(companies=((7, "Maison Dupont"),), competitors=((1, "Panitech"),), products=((2, "Four à sole S4"),))
NOTES = Path(__file__).parent / "notes"


def read(text):
    return read_note(text, today=TODAY, lists=LISTS)


def proposals(text):
    return [(p.what, p.value) for p in read(text).proposals]


def test_a_person_with_her_job_her_number_and_her_address():
    found = read("Vu Anne Petit, responsable des achats, 06 12 34 56 78, anne.petit@parc.example.").proposals
    person = next(one for one in found if one.what == "person")
    assert (person.name, person.role) == ("Anne Petit", "responsable des achats")
    assert (person.phone, person.email) == ("+33612345678", "anne.petit@parc.example")


def test_the_names_of_the_lists_are_nobody():
    assert read("Le four de Maison Dupont vient de Panitech.").people == []
    assert [one.key for one in read("Passé chez MAISON DUPONT ce matin.").companies] == [7]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 400 €", "12400"), ("12.400,50 €", "12400.50"), ("€9,500", "9500"), ("80 k€", "80000"),
        ("4,5 k€", "4500"), ("30 mille euros", "30000"), ("1 200,00 euros", "1200"), ("EUR 21,300", "21300"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_written(text, value):
    assert [one.value for one in read(f"Devis à {text} ce jour").amounts] == [Decimal(value)]


@pytest.mark.parametrize("text", ["le 06 12 34 56 78", "400 m2", "15 %", "10 jours", "en 2019", "le 20/03"])
def test_what_is_no_amount_is_not_read_as_one(text):
    assert read(f"Vu {text} chez eux").amounts == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("demain", "2026-03-11"), ("après-demain", "2026-03-12"), ("vendredi", "2026-03-13"),
        ("mardi", "2026-03-17"), ("la semaine prochaine", "2026-03-16"), ("dans trois semaines", "2026-03-31"),
        ("le 12 mars", "2026-03-12"), ("le 9 mars", "2027-03-09"), ("fin juin", "2026-06-30"),
        ("mi-mai", "2026-05-15"), ("en février", "2027-02-01"), ("au T3", "2026-07-01"), ("le 20/03", "2026-03-20"),
        ("tomorrow", "2026-03-11"), ("next Tuesday", "2026-03-17"), ("on 4 May 2026", "2026-05-04"),
        ("by the end of April", "2026-04-30"), ("in two months", "2026-05-10"), ("March 24", "2026-03-24"),
        ("2026-12-01", "2026-12-01"), ("fin du mois", "2026-03-31"),
    ],
)  # fmt: skip
def test_a_day_is_read_from_the_day_the_note_is_written(text, day):
    assert [one.value.isoformat() for one in read(f"Revoir {text} avec eux").dates] == [day]


def test_an_impossible_day_is_no_day():
    assert read("Revoir le 31/02 ou le 45 mars.").dates == []


def test_a_price_of_a_competitor_is_two_proposals():
    found = proposals("Panitech leur propose le four à 9 500 €.")
    assert [what for what, _value in found] == ["price", "competitor"]


def test_our_own_quote_is_the_amount_of_the_visit():
    found = read("Devis demandé pour un Four à sole S4, environ 24 900 euros.").proposals
    assert [(p.what, p.amount, p.step) for p in found] == [
        ("amount", Decimal("24900.00"), ""),
        ("next_step", None, "quote"),
    ]


def test_each_clause_says_one_thing():
    text = "Cherche un pétrin silencieux. Trop cher pour lui. Rappeler jeudi."
    assert [what for what, _value in proposals(text)] == ["need", "objection", "next_step"]


def test_nothing_is_proposed_from_small_talk():
    assert proposals("RAS, visite courte.") == []
    assert proposals("Nothing new today, quick courtesy call.") == []


def test_any_text_is_read_without_failing():
    for text in ("", "   ", "€", "@@@", "….", "a" * 500, "06" * 200, "1/1/1/1", "🙂 Vu 🙂 M. ", "\x00\n\n;;;", "M."):
        read(text)


@pytest.mark.parametrize(("half", "least"), [("tuning", 0.95), ("heldout", 0.90), ("other_trades", 0.60)])
def test_the_labelled_notes_are_read_at_least_as_well_as_we_say(half, least):
    score = measure(read_labelled((NOTES / f"{half}.txt").read_text(encoding="utf-8").splitlines()))
    hits, false, missed = score.hits.total(), score.false.total(), score.missed.total()
    assert hits / (hits + false) >= least
    assert hits / (hits + missed) >= least
