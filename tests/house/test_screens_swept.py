"""Every page that somebody can open is looked at by the browser sweep of tests/e2e/screens.py."""

import re

from django.urls import NoReverseMatch, reverse

from core import policy
from tests.e2e.screens import paths
from tests.house import objects
from tests.house.world import STANDING, routes

ARGUMENT = re.compile(r"<[^>]+>|\{[^}]+\}")


def _shape(path):
    """/leads/<int:pk>/ and /leads/{lead}/?q=a are one screen."""
    return ARGUMENT.sub("*", path.partition("?")[0])


def _address(world, name, path, person):
    """Where this person finds an object of her own, or somebody's; None when it takes arguments nobody knows."""
    try:
        if "<" not in path:
            return reverse(name)
        owned = world.objects[objects.noun_of(name)]
        return reverse(name, kwargs=objects.arguments(path, owned.get(person) or next(iter(owned.values()))))
    except (KeyError, NoReverseMatch):
        return None


def _is_a_page(world, name, path):
    """Whether somebody is shown a whole page there."""
    for person in ("anonymous", *STANDING.values()):
        url = _address(world, name, path, person)
        answer = world.ask(person, "GET", url) if url else None
        if answer and answer.status_code == 200 and "<html" in answer.body:
            return True
    return False


def test_every_page_is_swept(world, db):
    swept = {_shape(path) for path in paths()}
    missing = []
    for name, path in routes().items():
        line = policy.route(name)
        if not line or "GET" not in line.methods or name.startswith(("api:", "admin")):
            continue
        if _shape(f"/{path}") not in swept and _is_a_page(world, name, path):
            missing.append(f"{name} /{path}")
    assert missing == [], "\n".join(missing)
