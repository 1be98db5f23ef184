"""Reasons kept as words before they had codes are read by their code; the rep's own words stay."""

from importlib import import_module

import pytest
from django.apps import apps

from debrief.choices import ExcuseReason, UndoneReason
from debrief.models import Debrief, Visit
from debrief.services.filing import excuse_day
from tests.factories.debrief import DAY, EVENING, company, told, visit

pytestmark = pytest.mark.django_db
migration = import_module("debrief.migrations.0020_codes_of_listed_reasons")


def kept(rep, *reasons):
    where = company(rep)
    told(rep, *(visit(where, state="cancelled", reason=reason) for reason in reasons))
    migration.name_reasons(apps, None)
    return list(Visit.objects.order_by("pk").values_list("reason", flat=True))


def test_listed_words_become_codes_in_both_languages(alice):
    assert kept(alice, "Client absent", "Customer away", "Route ou météo") == ["away", "away", "traffic"]


def test_her_own_words_and_codes_stay(alice):
    assert kept(alice, "Le client est en salon", "closed") == ["Le client est en salon", "closed"]


def test_an_excuse_too(alice):
    excuse_day(rep=alice, day=DAY, by=alice, reason="Jour férié", now=EVENING)
    migration.name_reasons(apps, None)
    assert Debrief.objects.get().excuse == "holiday"


def test_every_listed_reason_has_its_words_in_both_languages():
    assert set(migration.VISIT_REASONS) == set(UndoneReason.values)
    assert set(migration.EXCUSES) == set(ExcuseReason.values)
