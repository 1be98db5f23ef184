"""Ends what keeps a person signed in: browser sessions and API tokens."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from knox.models import get_token_model

from accounts.models import User


@transaction.atomic
def end_everything(user: User) -> dict[str, int]:
    """Not one session and not one token of this person works any more; answers how many there were."""
    return {"sessions": end_sessions(user), "tokens": revoke_tokens(user)}


def end_sessions(user: User, *, keep: str = "") -> int:
    """Ends the person's browser sessions, save the one whose key is `keep`."""
    listed = UserSession.objects.filter(user_id=user.pk).exclude(session_key=keep)
    ended, _rows = Session.objects.filter(session_key__in=list(listed.values_list("session_key", flat=True))).delete()
    listed.delete()
    return ended


def revoke_tokens(user: User) -> int:
    revoked, _rows = get_token_model().objects.filter(user=user).delete()
    return revoked
