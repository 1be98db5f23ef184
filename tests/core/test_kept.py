"""What a night computed is drawn once, until what it depends on changes."""

import pytest
from django.core.cache import caches
from django.test import override_settings

from core.kept import kept

KEEPING = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
    "figures": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test-kept"},
}


@pytest.fixture
def keeping():
    with override_settings(CACHES=KEEPING):
        yield
        caches["figures"].clear()


def test_the_same_question_is_answered_once(keeping):
    asked = []
    answers = [kept("roi", (7, "u"), lambda: asked.append(1) or len(asked), seconds=60) for _ in range(3)]
    assert answers == [1, 1, 1]


@pytest.mark.parametrize("parts", [(8, "u"), (7, "first"), (7,), (7, "u", None)])
def test_another_question_is_answered_anew(keeping, parts):
    kept("roi", (7, "u"), lambda: "old", seconds=60)
    assert kept("roi", parts, lambda: "new", seconds=60) == "new"


def test_what_is_too_old_is_computed_again(keeping):
    kept("roi", (), lambda: "old", seconds=0)
    assert kept("roi", (), lambda: "new", seconds=60) == "new"
