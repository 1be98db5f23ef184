"""What keeps one person signed in."""

from dataclasses import dataclass

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from knox.models import AbstractAuthToken, get_token_model

from accounts.models import User


@dataclass(frozen=True)
class Doors:
    sessions: list[UserSession]
    tokens: list[AbstractAuthToken]
    two_factors: bool


def doors(user: User) -> Doors:
    """The browsers and tokens by which this person may come in."""
    sessions = UserSession.objects.filter(user_id=user.pk).order_by("-last_seen_at")[:20]
    return Doors(list(sessions), list(tokens(user).order_by("-created")), is_mfa_enabled(user))


def tokens(user: User) -> QuerySet[AbstractAuthToken]:
    """The person's own tokens, and nobody else's."""
    mine: QuerySet[AbstractAuthToken] = get_token_model().objects.filter(user=user)
    return mine
