"""People come, change role, leave and come back; each verb leaves rights, sessions and tokens as it says."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.choices import Language, Role
from accounts.models import Team, User
from accounts.services.roles import put_in_group
from accounts.services.sessions import end_everything
from core import audit, mail
from core.clock import local_day
from core.exceptions import AlreadyDone, BusinessRuleError
from core.text import clean_text

UNADDRESSED = "@import.invalid"


@transaction.atomic
def invite_user(
    *,
    by: User,
    email: str,
    name: str,
    role: str,
    now: datetime,
    team: Team | None = None,
    language: str = Language.FRENCH,
) -> User:
    """A new person may sign in, in this role and team, once she has chosen a password by the link sent to her."""
    user = User(
        email=clean_text(email).strip().lower(),
        name=clean_text(name).strip(),
        role=role,
        team=team,
        language=language,
        joined_on=local_day(now),
    )
    user.set_unusable_password()
    _validate(user)
    user.save()
    put_in_group(user)
    audit.record("user.invited", user, by=by, after={"role": role, "team": team.pk if team else None})
    _send_invitation(user, now)
    return user


@transaction.atomic
def admit_user(user: User, *, by: User, email: str, now: datetime) -> User:
    """A person known from an import, without address, gets hers and is invited."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active or not user.email.endswith(UNADDRESSED):
        raise AlreadyDone(_("This person has already been invited."))
    user.email = clean_text(email).strip().lower()
    user.is_active = True
    _validate(user)
    user.save(update_fields=["email", "is_active"])
    put_in_group(user)
    audit.record("user.admitted", user, by=by, before={"is_active": False}, after={"is_active": True})
    _send_invitation(user, now)
    return user


@transaction.atomic
def resend_invitation(user: User, *, by: User, now: datetime) -> User:
    """The person receives the link to choose a password once more."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise BusinessRuleError(_("Reactivate this person first."), code="inactive")
    if user.has_usable_password():
        raise AlreadyDone(_("This person has already chosen a password."))
    audit.record("user.invited_again", user, by=by)
    _send_invitation(user, now)
    return user


@transaction.atomic
def change_role(user: User, *, by: User, role: str, team: Team | None, now: datetime) -> User:
    """The person has another role and team; her sessions and tokens end, so that she signs in with her new rights."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.pk == by.pk:
        raise BusinessRuleError(_("Nobody changes their own role: ask a colleague."), code="own_role")
    before = {"role": user.role, "team": user.team_id}
    after = {"role": role, "team": team.pk if team else None}
    if before == after:
        raise AlreadyDone(_("This person already has this role in this team."))
    if role != Role.OPERATIONS:
        _keep_one_operations(user)
    user.role, user.team, user.is_staff = role, team, role == Role.OPERATIONS
    _validate(user)
    user.save(update_fields=["role", "team", "is_staff"])
    put_in_group(user)
    end_everything(user)
    audit.record("user.role_changed", user, by=by, before=before, after=after)
    return user


@transaction.atomic
def deactivate_user(user: User, *, by: User, now: datetime) -> User:
    """The person can do nothing any more: not sign in, not go on with a session or a token, not be written to."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.pk == by.pk:
        raise BusinessRuleError(_("Nobody deactivates their own account."), code="own_account")
    if not user.is_active:
        raise AlreadyDone(_("This account is already deactivated."))
    _keep_one_operations(user)
    user.is_active, user.left_on = False, local_day(now)
    user.save(update_fields=["is_active", "left_on"])
    end_everything(user)
    audit.record("user.deactivated", user, by=by, before={"is_active": True}, after={"is_active": False})
    return user


@transaction.atomic
def reactivate_user(user: User, *, by: User, now: datetime) -> User:
    """The person may sign in again, in the role she had."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        raise AlreadyDone(_("This account is already active."))
    if user.email.endswith(UNADDRESSED):
        raise BusinessRuleError(_("This person has no e-mail address yet: invite her first."), code="no_address")
    user.is_active, user.left_on = True, None
    user.save(update_fields=["is_active", "left_on"])
    put_in_group(user)
    audit.record("user.reactivated", user, by=by, before={"is_active": False}, after={"is_active": True})
    return user


def _send_invitation(user: User, now: datetime) -> None:
    """The link itself is made when the message is written: no secret waits in a table."""
    key = f"invitation:{user.pk}:{now:%Y%m%d%H%M%S}"
    mail.queue(to=user, template="accounts/emails/invitation", context={}, key=key)


def _validate(user: User) -> None:
    if not user.role:
        raise ValidationError({"role": _("Choose a role.")})
    if User.objects.annotate(folded=Lower("email")).filter(folded=user.email).exclude(pk=user.pk).exists():
        raise ValidationError({"email": _("This e-mail address already has an account.")})
    user.full_clean(exclude=["password"], validate_unique=False, validate_constraints=False)


def _keep_one_operations(leaving: User) -> None:
    """Somebody must always be able to manage people."""
    if leaving.role != Role.OPERATIONS:
        return
    others = User.objects.active().in_role(Role.OPERATIONS).select_for_update().exclude(pk=leaving.pk)
    if not others.exists():
        raise BusinessRuleError(_("Somebody in operations must remain."), code="last_operations")
