"""The audit trail speaks of what was done in words."""

import re

import pytest
from django.utils import translation

from core.audit_words import DONE, record, word
from tests.house.sources import source_of, tracked

RECORDED = re.compile(r"\baudit\.record\(\s*\"[a-z_]+\.([a-z_]+)\"")
PACKAGES = ("accounts", "core", "crm", "leads", "debrief", "incentives")


def test_every_action_that_is_recorded_has_a_word():
    verbs = {
        verb
        for package in PACKAGES
        for path in tracked(package)
        if path.suffix == ".py"
        for verb in RECORDED.findall(source_of(path))
    }
    assert len(verbs) > 50
    assert verbs - set(DONE) == set()


@pytest.mark.parametrize(("language", "said"), [("fr", "Envoi"), ("en", "Filed")])
def test_an_action_is_said_in_the_language_of_the_reader(language, said):
    with translation.override(language):
        assert word("debrief.filed") == said


def test_a_record_is_called_by_its_name_and_number():
    with translation.override("en"):
        assert record("debrief.debrief", 12) == "Debrief 12"
    assert record("no.such", None) == "no.such"
