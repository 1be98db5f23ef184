"""Sixty findings judged from the keyboard alone, in order, each as it was meant."""

import re
from collections import Counter

import pytest

from core import clock
from debrief.models import Debrief, Finding, Verdict
from tests.factories.debrief import company, filed, opinion, signal, visit

pytestmark = pytest.mark.django_db(transaction=True)
A_DAY = 20
KEYS = ("a", "s", "r2", "a", "d1", "e", "a", "r1", "a", "a")
MEANT = {
    "a": ("accepted", "useful", ""),
    "s": ("accepted", "rich", ""),
    "r1": ("rejected", "useful", "already_known"),
    "r2": ("rejected", "useful", "too_vague"),
    "d1": ("duplicate", "useful", ""),
    "e": ("amended", "useful", ""),
}


@pytest.fixture
def days(roles, alice, amine, david):
    """Three days of twenty findings; each fifth of ten says again what stands before it."""
    today, now = clock.local_day(), clock.now()
    made = []
    for rep in (alice, amine, david):
        told = [
            signal(f"Fournisseur {n}, devis numéro {n}") if n % 2 else opinion(f"Avis numéro {n} sur le four")
            for n in range(A_DAY)
        ]
        made.append(filed(rep, visit(company(rep), *told), day=today, now=now))
    return made


def press(page, keys, left):
    for key in keys:
        if key == "1" or key == "2":
            page.locator("details[data-menu][open]").wait_for()
        page.keyboard.press(key)
    if keys == "e":
        page.locator("#am-value:focus").wait_for()  # nobody types within a millisecond
        page.keyboard.press("End")
        page.keyboard.type(", corrigé")
        page.keyboard.press("Enter")
    words = re.compile(rf"^\s*{left} sur {A_DAY} à juger" if left else "toutes jugées")
    page.locator("#sheet [aria-live]", has_text=words).wait_for()


def test_sixty_findings_by_keyboard_in_order(days, chloe, open_as):
    page = open_as(chloe, "/review/")
    for _day in days:
        for number in range(A_DAY):
            press(page, KEYS[number % len(KEYS)], A_DAY - number - 1)
        page.keyboard.press("c")
        page.locator(".toast", has_text="Journée close").first.wait_for()
        page.locator(".toast", has_text="Journée close").get_by_label("Fermer").first.click()
    given = list(
        Verdict.objects.live()
        .order_by("finding__visit__debrief__filed_at", "finding__pk")
        .values_list("decision", "grade", "reason")
    )
    assert given == [MEANT[key] for key in KEYS] * 6
    order = list(Verdict.objects.order_by("pk").values_list("finding", flat=True))
    assert order == list(Finding.objects.order_by("visit__debrief__filed_at", "pk").values_list("pk", flat=True))
    assert Counter(Debrief.objects.values_list("state", flat=True)) == {"closed": 3}
