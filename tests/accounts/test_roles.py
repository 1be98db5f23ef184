"""The table of rights, the groups made from it, and how rights are asked for."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import HttpResponse

from accounts.choices import Role
from accounts.models import User
from accounts.permissions import permission_required
from accounts.roles import permissions_of
from accounts.services.roles import sync_roles
from tests.factories.accounts import UserFactory


def _rights(group):
    pairs = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in pairs}


@pytest.mark.parametrize("role", Role.values)
def test_a_group_holds_what_the_table_gives_its_role(db, role):
    missing = set(sync_roles())
    assert _rights(Group.objects.get(name=role)) == permissions_of(role) - missing


def test_a_right_added_by_hand_does_not_survive(db):
    group = Group.objects.get(name=Role.DIRECTOR)
    group.permissions.add(*Group.objects.get(name=Role.OPERATIONS).permissions.all())
    Group.objects.create(name="friends")
    missing = set(sync_roles())
    assert _rights(group) == permissions_of(Role.DIRECTOR) - missing
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


def test_people_written_in_sets_are_put_in_the_group_of_their_role(db):
    rep = User.objects.create_user("a@example.test", role=Role.REP)
    lost = User.objects.create_user("b@example.test", role="")
    lost.groups.set(Group.objects.filter(name=Role.DIRECTOR))
    sync_roles()
    assert [group.name for group in rep.groups.all()] == ["rep"]
    assert list(lost.groups.all()) == []


def test_rights_are_read_by_one_query(alice, django_assert_num_queries):
    fresh = User.objects.get(pk=alice.pk)
    with django_assert_num_queries(1):
        answers = [
            fresh.has_perm(code) for code in ("debrief.file_debrief", "debrief.judge_finding", "core.export_data")
        ]
    assert answers == [True, False, True]


def test_whoever_is_inactive_or_without_role_may_do_nothing(gaston, nora):
    assert not gaston.has_perm("debrief.file_debrief")
    assert not gaston.has_module_perms("debrief")
    assert (nora.rights, nora.get_all_permissions()) == (frozenset(), set())


def test_only_marketing_judges_and_only_operations_lock(alice, bob, chloe, odile, diane):
    everybody = (alice, bob, chloe, odile, diane)
    assert [person.has_perm("debrief.judge_finding") for person in everybody] == [False, False, True, False, False]
    assert [person.has_perm("incentives.lock_period") for person in everybody] == [False, False, False, True, False]
    assert [person.has_perm("incentives.approve_period") for person in everybody] == [False, True, False, False, True]


def test_a_guarded_view_refuses_by_raising(rf, alice):
    view = permission_required("accounts.manage_users")(lambda request: HttpResponse("in"))
    request = rf.get("/")
    request.user = alice
    with pytest.raises(PermissionDenied):
        view(request)


def test_a_superuser_made_for_an_emergency_holds_everything(db):
    user = User.objects.create_superuser("root@example.test", "correct-horse-battery", name="Root")
    assert user.has_perm("incentives.lock_period")
    assert user.has_perm("debrief.judge_finding")


def test_changing_the_role_of_a_factory_user_changes_the_group(db):
    assert [group.name for group in UserFactory(role=Role.DIRECTOR).groups.all()] == ["director"]


def test_the_printed_tables_are_those_of_the_code(db):
    call_command("permissions_doc", "--check")
