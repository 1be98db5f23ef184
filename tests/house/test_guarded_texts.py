"""Every free text of every floor is read by the comment guard, or listed with the reason why not."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from tests.house.guarded_texts import EXEMPT, GUARDED, SHAPED

FLOORS = ("accounts", "crm", "leads", "debrief", "incentives")
NO_TEXT = (models.EmailField, models.URLField, models.UUIDField, models.SlugField)


def free_texts():
    for model in apps.get_models():
        if model._meta.app_label not in FLOORS:
            continue
        for field in model._meta.get_fields():
            text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, NO_TEXT)
            if text and not field.choices and field.editable and field.name not in SHAPED:
                yield f"{model._meta.label}.{field.name}"


def test_every_free_text_is_guarded_or_listed_as_exempt():
    found = set(free_texts())
    assert found - set(GUARDED) - set(EXEMPT) == set()
    assert (set(GUARDED) | set(EXEMPT)) - found == set()


def calls_of(tree):
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith("refuse_excess")
    ]


@pytest.mark.parametrize("name", sorted(GUARDED))
def test_the_service_named_reads_this_text_before_it_writes(name):
    path, field = GUARDED[name]
    source = (Path(settings.BASE_DIR) / path).read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert calls_of(tree)
    assert any(isinstance(node, ast.Constant) and field in str(node.value).split() for node in ast.walk(tree))
