"""Hears who signs in and who fails to, and writes it to the security log (never to a table)."""

import logging
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

security = logging.getLogger("tandem.security")


@receiver(user_logged_in, dispatch_uid="accounts.signed_in")
def log_sign_in(sender: Any, request: HttpRequest | None, user: Any, **_kwargs: Any) -> None:
    security.info("signed_in", extra={"actor_id": user.pk})


@receiver(user_logged_out, dispatch_uid="accounts.signed_out")
def log_sign_out(sender: Any, request: HttpRequest | None, user: Any, **_kwargs: Any) -> None:
    if user is not None:
        security.info("signed_out", extra={"actor_id": user.pk})


@receiver(user_login_failed, dispatch_uid="accounts.sign_in_failed")
def log_failure(sender: Any, credentials: dict[str, Any], **_kwargs: Any) -> None:
    """The address tried is not written: it may be a password typed in the wrong field."""
    security.warning("sign_in_failed")
