"""Keeps Django's groups equal to the table of roles, and each person in the group of her role."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from accounts.roles import permissions_of


@transaction.atomic
def sync_roles() -> list[str]:
    """Each role has its group with exactly its permissions; answers the codenames that no model declares."""
    declared = {
        f"{permission.content_type.app_label}.{permission.codename}": permission.pk
        for permission in Permission.objects.select_related("content_type")
    }
    missing: set[str] = set()
    for role in Role.values:
        wanted = permissions_of(role)
        missing |= wanted - declared.keys()
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.set([declared[codename] for codename in wanted & declared.keys()])
    Group.objects.exclude(name__in=Role.values).delete()
    _put_people_in_their_groups()
    return sorted(missing)


def put_in_group(user: User) -> None:
    """The person is in the group of her role and in no other; without role, in none."""
    user.groups.set(Group.objects.filter(name=user.role) if user.role else [])
    user.__dict__.pop("rights", None)


def _put_people_in_their_groups() -> None:
    """Whatever wrote people in sets (seeds, imports), groups follow roles."""
    membership = User.groups.through
    groups = dict(Group.objects.values_list("name", "pk"))
    for role, group in groups.items():
        membership.objects.filter(group_id=group).exclude(user__role=role).delete()
        people = User.objects.filter(role=role).exclude(groups=group).values_list("pk", flat=True)
        membership.objects.bulk_create([membership(user_id=pk, group_id=group) for pk in people], ignore_conflicts=True)
