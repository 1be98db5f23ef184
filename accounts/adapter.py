"""What allauth asks us: nobody signs up alone, and messages leave by our queue."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from accounts.models import User
from accounts.services.passwords import send_password_link
from core.clock import now


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        send_password_link(user, now=now())


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The company's identity provider opens existing accounts only: people are invited by operations."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
