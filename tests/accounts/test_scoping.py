"""Who sees whose rows: one table, one door."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import NotSupportedError
from django.db.models import Q

from accounts.models import Team, User
from accounts.querysets import ScopedQuerySet
from accounts.scoping import scope_of, within
from tests.factories.accounts import ManagerFactory, TeamFactory, UserFactory


def _reach(person, floor):
    condition = within(person, floor, owner="pk", team="team")
    return set() if condition is None else set(User.objects.filter(condition).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("floor", "own", "managed"),
    [("crm", "team", "team"), ("leads", "own", "team"), ("debrief", "own", "team"), ("incentives", "own", "team")],
)
def test_field_roles_see_their_own_or_their_team(alice, bob, floor, own, managed):
    assert (scope_of(alice, floor), scope_of(bob, floor)) == (own, managed)


def test_offices_see_all_but_marketers_only_their_own_points(chloe, odile, diane):
    floors = ("crm", "leads", "debrief", "incentives")
    assert [scope_of(chloe, floor) for floor in floors] == ["all", "all", "all", "own"]
    assert {scope_of(person, floor) for person in (odile, diane) for floor in floors} == {"all"}


def test_a_rep_reaches_her_team_in_the_crm_and_herself_elsewhere(alice, amine, david, north):
    assert _reach(alice, "crm") == {"Alice Aubert", "Amine Azzi", "Bob Besson"}
    assert _reach(alice, "debrief") == {"Alice Aubert"}


def test_a_manager_reaches_every_team_managed(bob, alice, david):
    second = TeamFactory(name="Est", manager=bob)
    UserFactory(name="Elsa Este", team=second)
    fresh = User.objects.get(pk=bob.pk)
    assert _reach(fresh, "leads") == {"Alice Aubert", "Bob Besson", "Elsa Este"}


def test_a_rep_named_manager_by_mistake_gains_nothing(alice, david, south):
    Team.objects.filter(pk=south.pk).update(manager=alice)
    assert _reach(User.objects.get(pk=alice.pk), "crm") == {"Alice Aubert", "Bob Besson"}


def test_people_without_a_team_do_not_see_each_other(db):
    first, _second = UserFactory(name="Seule"), UserFactory(name="Autre")
    assert _reach(first, "crm") == {"Seule"}


def test_whoever_has_no_role_is_inactive_or_anonymous_sees_nothing(alice, nora, gaston):
    for person in (nora, gaston, AnonymousUser()):
        assert scope_of(person, "crm") is None
        assert User.objects.visible_to(person).count() == 0


def test_rows_of_nobody_are_shown_only_where_the_floor_says_so(alice, nora):
    shown = within(alice, "crm", owner="owner", team="owner__team", unowned=True)
    hidden = within(alice, "crm", owner="owner", team="owner__team")
    assert "owner__isnull" in str(shown)
    assert "owner__isnull" not in str(hidden)
    assert within(nora, "crm", owner="owner", team="owner__team", unowned=True) is None


def test_all_is_no_condition_at_all(diane):
    assert within(diane, "crm", owner="owner", team="owner__team") == Q()


def test_a_manager_sees_her_people_and_a_rep_herself(bob, alice, amine, david):
    assert set(User.objects.visible_to(bob)) == {bob, alice, amine}
    assert set(User.objects.visible_to(alice)) == {alice}


def test_a_scope_is_two_queries_at_most_for_a_manager(bob, alice, django_assert_num_queries):
    fresh = User.objects.get(pk=bob.pk)
    with django_assert_num_queries(2):
        list(User.objects.visible_to(fresh))


def test_a_union_or_a_slice_is_never_taken_for_what_somebody_may_see(db, alice):
    people = User.objects.order_by("pk")
    for rows in (people.union(people), people[:3]):
        with pytest.raises((NotSupportedError, TypeError)):
            rows.visible_to(alice)


def test_every_scoped_queryset_of_the_house_declares_known_lookups(db, diane, alice):
    """Each subclass answers visible_to without a mistake in its paths."""
    from django.apps import apps

    for model in apps.get_models():
        manager = getattr(model, "objects", None)
        if manager is not None and isinstance(manager.all(), ScopedQuerySet):
            assert manager.visible_to(alice).count() >= 0, model
    assert ManagerFactory().team_ids == ()
