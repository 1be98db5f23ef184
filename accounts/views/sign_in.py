"""Sign-in: the page of allauth; too many failures are 429, for programs that read no sentence."""

from typing import Any

from allauth.account.views import LoginView
from django.http import HttpResponse

WINDOW_SECONDS = "300"  # as ACCOUNT_RATE_LIMITS counts failures of one address


class SignIn(LoginView):  # type: ignore[misc,no-any-unimported]
    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", code="too_many_login_attempts"):
            response.status_code = 429
            response["Retry-After"] = WINDOW_SECONDS
        return response


sign_in = SignIn.as_view()
