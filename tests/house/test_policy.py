"""The lines of the policies agree with the URLconf, the tables of rights and the menus."""

import pytest
from django.apps import apps

from accounts.choices import Role
from accounts.roles import TABLE, permissions_of
from core import menu, policy
from tests.house.sources import FLOORS
from tests.house.world import routes


def test_every_route_has_a_line():
    assert policy.unlisted() == []


def test_every_line_has_a_route():
    """A policy line without a route is a promise about nothing."""
    there = routes()
    stale = [name for name in policy.collect() if not name.endswith("*") and name not in there]
    assert [name for name in stale if not name.startswith(("admin:", "openid"))] == []


@pytest.mark.parametrize("name", sorted(policy.collect()))
def test_a_line_names_exactly_the_roles_that_hold_its_right(name):
    line = policy.collect()[name]
    if line.permission is None:
        return
    holders = {role for role in Role.values if line.permission in permissions_of(role)}
    assert {role for role, scope in line.roles.items() if scope != "none"} == holders


def test_every_right_declared_by_a_model_is_given_to_somebody():
    models = [model for model in apps.get_models() if model._meta.app_label in FLOORS]
    declared = {f"{model._meta.app_label}.{right[0]}" for model in models for right in model._meta.permissions}
    assert declared - set(TABLE) == set()


def test_whoever_sees_a_menu_entry_may_open_its_page():
    for item in menu.collect():
        seen_by = {role for role in Role.values if not item.permission or item.permission in permissions_of(role)}
        allowed = {role for role, scope in policy.route(item.url_name).roles.items() if scope != "none"}
        assert seen_by <= allowed, item.url_name
