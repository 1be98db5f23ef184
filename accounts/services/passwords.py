"""The link by which a person chooses a password: made when the message is written, never stored."""

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from accounts.models import User
from core import mail


def password_link(user: User) -> str:
    """A link that works once, for PASSWORD_RESET_TIMEOUT seconds."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    path = reverse(
        "account_reset_password_from_key", kwargs=dict(zip(("uidb36", "key"), key.split("-", 1), strict=True))
    )
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def send_password_link(user: User, *, now: datetime) -> None:
    """The person receives the link, at most once a minute."""
    mail.queue(
        to=user, template="accounts/emails/password_reset", context={}, key=f"password:{user.pk}:{now:%Y%m%d%H%M}"
    )
