"""Operations invite people, change their role, let them go and take them back."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.services import users
from core.audit import history
from core.clock import now
from core.exceptions import AlreadyDone, BusinessRuleError
from core.models import AuditEntry, Message
from tests.factories.accounts import OperationsFactory, UserFactory


def _invite(by, **fields):
    given = {"email": "New@Example.test", "name": "Nadia Noir", "role": "rep", **fields}
    return users.invite_user(by=by, now=now(), **given)


def test_an_invitation_makes_a_person_in_her_role_and_sends_a_link(odile, north):
    user = _invite(odile, team=north)
    assert (user.email, user.role, user.team, user.is_active) == ("new@example.test", "rep", north, True)
    assert not user.has_usable_password()
    assert [group.name for group in user.groups.all()] == ["rep"]
    assert Message.objects.get(to=user).template == "accounts/emails/invitation"
    assert [entry.action for entry in history(user)] == ["user.invited"]


def test_an_address_has_one_account_whatever_its_capitals(odile, alice):
    with pytest.raises(ValidationError) as refusal:
        _invite(odile, email="ALICE@example.test")
    assert list(refusal.value.message_dict) == ["email"]
    assert Message.objects.count() == 0


def test_an_invitation_needs_a_role_and_a_clean_name(odile):
    with pytest.raises(ValidationError):
        _invite(odile, role="")
    with pytest.raises(ValidationError):
        _invite(odile, name="Na\x00dia")
    assert not User.objects.filter(email="new@example.test").exists()


def test_a_new_role_gives_its_rights_and_nothing_of_the_old_one(odile, alice):
    users.change_role(alice, by=odile, role="marketer", team=None, now=now())
    fresh = User.objects.get(pk=alice.pk)
    assert fresh.has_perm("debrief.judge_finding")
    assert not fresh.has_perm("debrief.file_debrief")
    entry = AuditEntry.objects.get(action="user.role_changed")
    assert (entry.before["role"], entry.after) == ("rep", {"role": "marketer", "team": None})


def test_nobody_changes_their_own_role_or_leaves_alone(odile):
    OperationsFactory()
    with pytest.raises(BusinessRuleError) as refusal:
        users.change_role(odile, by=odile, role="director", team=None, now=now())
    assert refusal.value.code == "own_role"
    with pytest.raises(BusinessRuleError):
        users.deactivate_user(odile, by=odile, now=now())
    assert AuditEntry.objects.count() == 0


def test_somebody_in_operations_always_remains(odile, diane):
    for attempt in (
        lambda: users.deactivate_user(odile, by=diane, now=now()),
        lambda: users.change_role(odile, by=diane, role="rep", team=None, now=now()),
    ):
        with pytest.raises(BusinessRuleError) as refusal:
            attempt()
        assert refusal.value.code == "last_operations"
    odile.refresh_from_db()
    assert (odile.is_active, odile.role) == (True, "operations")


def test_the_same_role_twice_is_already_done(odile, alice):
    with pytest.raises(AlreadyDone):
        users.change_role(alice, by=odile, role="rep", team=alice.team, now=now())


def test_back_and_gone_again(odile, alice):
    users.deactivate_user(alice, by=odile, now=now())
    with pytest.raises(AlreadyDone):
        users.deactivate_user(alice, by=odile, now=now())
    back = users.reactivate_user(alice, by=odile, now=now())
    assert (back.is_active, back.left_on) == (True, None)
    assert [entry.action for entry in history(alice)] == ["user.reactivated", "user.deactivated"]


def test_a_person_known_from_an_import_is_admitted_with_her_address(odile):
    known = UserFactory(email="anna.snelling@import.invalid", name="Anna Snelling", is_active=False)
    with pytest.raises(BusinessRuleError):
        users.reactivate_user(known, by=odile, now=now())
    admitted = users.admit_user(known, by=odile, email="Anna@example.test", now=now())
    assert (admitted.email, admitted.is_active) == ("anna@example.test", True)
    assert Message.objects.filter(to=known).count() == 1


def test_the_pages_say_what_became_true(client_of, odile, alice):
    client = client_of(odile)
    page = client.get("/people/", {"q": "alice"})
    assert [person.name for person in page.context["listing"].rows] == ["Alice Aubert"]
    assert client.post(f"/people/{alice.pk}/deactivate/").status_code == 302
    assert client.post(f"/people/{alice.pk}/deactivate/").status_code == 422
    assert client.get(f"/people/{alice.pk}/").status_code == 200
    bad = client.post("/people/invite/", {"name": "X", "email": "no", "role": "rep", "language": "fr"})
    assert (bad.status_code, list(bad.context["form"].errors)) == (422, ["email"])
    good = {"name": "Xavier", "email": "x@example.test", "role": "rep", "language": "fr"}
    assert client.post("/people/invite/", good).status_code == 302


def test_the_list_shows_active_people_or_those_who_left(client_of, odile, alice, gaston):
    def names(state):
        page = client_of(odile).get(f"/people/?is_active={state}")
        return {person.name for person in page.context["listing"].rows}

    assert gaston.name in names("false")
    assert alice.name in names("true")
    assert names("true").isdisjoint(names("false"))
    assert client_of(odile).get("/people/?is_active=maybe").status_code == 200
