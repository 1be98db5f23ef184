"""API tokens: knox, made deaf to malformed ones; first in the list, so that anonymous callers get 401."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework.exceptions import AuthenticationFailed


class TokenAuthentication(KnoxAuthentication):  # type: ignore[misc]
    """The owner's is_active is read with the token, on every request."""

    def authenticate_credentials(self, token: bytes) -> Any:
        try:
            return super().authenticate_credentials(token)
        except ValueError as error:  # not UTF-8, not hexadecimal, NUL: nobody's token
            raise AuthenticationFailed(_("Invalid token.")) from error
