"""API tokens: shown once, kept as a digest, revoked one by one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, get_token_model

from accounts.models import User
from core import audit
from core.exceptions import BusinessRuleError

MAX_TOKENS = 10


@transaction.atomic
def create_token(user: User, *, by: User, now: datetime) -> str:
    """The person has one more token; its text is answered now and never again."""
    User.objects.select_for_update().get(pk=user.pk)
    tokens = get_token_model().objects
    if by.pk != user.pk or not by.is_active:
        raise BusinessRuleError(_("A token is created by the person who will use it."), code="not_yours")
    if tokens.filter(user=user).count() >= MAX_TOKENS:
        raise BusinessRuleError(_("Revoke a token before creating another one."), code="too_many_tokens")
    _token, text = tokens.create(user=user)
    audit.record("token.created", user, by=by)
    return str(text)


@transaction.atomic
def revoke_token(token: AbstractAuthToken, *, by: User, now: datetime) -> None:
    """This token opens nothing any more."""
    user = token.user
    token.delete()
    audit.record("token.revoked", user, by=by)
