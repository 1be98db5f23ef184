"""Ends what keeps a person signed in: browser sessions and API tokens; forgets those that ended by themselves."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from knox.models import get_token_model

from accounts.models import BrowserSession, User
from core import audit


@transaction.atomic
def end_everything(user: User) -> dict[str, int]:
    """Not one session and not one token of this person works any more; answers how many were known."""
    return {"sessions": end_sessions(user), "tokens": revoke_tokens(user)}


@transaction.atomic
def end_sessions(user: User) -> int:
    """No browser session opened so far is good any more, listed or not."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
    BrowserSession.objects.filter(user_id=user.pk).delete()
    ended: int = UserSession.objects.filter(user_id=user.pk).delete()[0]
    return ended


@transaction.atomic
def end_own_sessions(user: User, *, by: User) -> None:
    """The person ends her sessions; the page opens a new one for the browser she asks from."""
    end_sessions(user)
    audit.record("user.sessions_ended", user, by=by)


def revoke_tokens(user: User) -> int:
    revoked: int = get_token_model().objects.filter(user=user).delete()[0]
    return revoked


@transaction.atomic
def forget_expired(*, now: datetime) -> dict[str, int]:
    """No session and no token that is over is kept, nor the address and browser of a session that is not there."""
    sessions, _kinds = BrowserSession.objects.filter(expire_date__lt=now).delete()
    alive = BrowserSession.objects.filter(session_key=OuterRef("session_key"))
    browsers, _kinds = UserSession.objects.filter(~Exists(alive)).delete()
    tokens, _kinds = get_token_model().objects.filter(expiry__lt=now).delete()
    return {"sessions": sessions, "browsers": browsers, "tokens": tokens}
