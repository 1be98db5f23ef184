"""Chloé sees two reps and the CRM disagree, chooses who is right, and makes one record of two; each act is undone."""

import pytest

from core import clock
from crm.models import Company, MergeLog
from debrief.models import Settlement, Verdict
from tests.factories.debrief import company, contact, correction, filed, finding, visit

pytestmark = pytest.mark.django_db(transaction=True)


def told(rep, where, city):
    return finding(rep, correction("city", city), where, day=clock.local_day(), now=clock.now())


def test_the_inbox_shows_both_sources_and_one_click_settles(roles, alice, amine, chloe, open_as, accessible):
    where = company(alice, "Fournil", city="Lyon")
    told(alice, where, "Villeurbanne")
    told(amine, where, "Bron")
    page = open_as(chloe, "/contradictions/")
    page.get_by_text("Commercial contre commercial").last.wait_for()
    accessible(page)
    page.locator(".sources li", has_text="Bron").get_by_role("button", name="Celle-ci l’emporte").click()
    page.locator(".toast", has_text="1 information gardée").wait_for()
    assert Company.objects.get(pk=where.pk).city == "Bron"
    lately = page.locator("section", has_text="Tranchées récemment par vous").last
    lately.get_by_role("button", name="Annuler").click()
    page.locator(".sources li", has_text="Villeurbanne").wait_for()
    assert Company.objects.get(pk=where.pk).city == "Lyon"
    assert Settlement.objects.get().undone_at
    assert not Verdict.objects.live().exists()
    page.locator(".sources li", has_text="CRM aujourd’hui").get_by_role("button", name="Le CRM l’emporte").click()
    page.get_by_text("Rien ne se contredit").wait_for()
    assert Company.objects.get(pk=where.pk).city == "Lyon"
    assert {one.decision for one in Verdict.objects.live()} == {"rejected"}


def test_one_rep_with_two_versions_is_not_two_reps(roles, alice, chloe, open_as):
    where = company(alice, "Fournil", city="")
    filed(
        alice, visit(where, correction("city", "Bron")), visit(where, correction("city", "Lyon")),
        day=clock.local_day(), now=clock.now(),
    )  # fmt: skip
    page = open_as(chloe, "/contradictions/")
    page.locator(".card-head", has_text="Un même commercial, deux versions").wait_for()
    assert page.locator(".card-head", has_text="Commercial contre commercial").count() == 0
    page.goto("/contradictions/?between=reps")
    page.get_by_text("Aucune contradiction ne correspond").wait_for()


def test_two_records_become_one_field_by_field_and_two_again(roles, alice, chloe, open_as, accessible):
    keep = company(alice, "Fonderie Rhône", city="Lyon")
    lose = company(alice, "Fonderie du Rhône", city="Villeurbanne", sector="métal")
    camille = contact(alice, lose, "Camille Roy")
    page = open_as(chloe, f"/companies/{keep.pk}/")
    page.get_by_role("link", name="Fusionner").click()
    page.get_by_role("link", name="Fonderie du Rhône").click()
    page.get_by_role("heading", name="Choisissez chaque valeur").wait_for()
    accessible(page)
    page.locator("input[name=city][value=lose]").check()
    page.locator("input[name=name][value=keep]").check()
    page.get_by_role("button", name="Fusionner").click()
    page.locator(".toast", has_text="n’en font plus qu’une").wait_for()
    camille.refresh_from_db()
    keep.refresh_from_db()
    assert (keep.name, keep.city, keep.sector, camille.company) == ("Fonderie Rhône", "Villeurbanne", "métal", keep)
    page.goto(f"/companies/{lose.pk}/")
    assert page.url.endswith(f"/companies/{keep.pk}/")  # the old address leads to the record kept
    page.goto("/merges/")
    page.get_by_role("button", name="Séparer").click()
    page.locator(".toast", has_text="Les deux fiches").wait_for()
    page.goto("/merges/")
    page.get_by_text("Séparés à nouveau").wait_for()
    for row in (keep, lose, camille):
        row.refresh_from_db()
    assert (keep.city, keep.sector, lose.merged_into_id, camille.company) == ("Lyon", "", None, lose)
    assert MergeLog.objects.get().undone_at
