"""One's own name, language, theme, hours, sessions and tokens."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.choices import Language, Role, Theme
from accounts.forms import ProfileForm
from accounts.selectors.profile import doors
from accounts.selectors.profile import tokens as tokens_of
from accounts.services import preferences, sessions, tokens
from core.clock import now
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest, page

YEAR = 365 * 24 * 3600
THEME_COOKIE = "theme"


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: AuthenticatedRequest) -> HttpResponse:
    form = _form(request, request.POST or None)
    if form.is_valid():
        try:
            preferences.change_preferences(request.user, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect("accounts:profile")
    return _page(request, form, status=422 if form.is_bound else 200)


@require_POST
def token_create(request: AuthenticatedRequest) -> HttpResponse:
    """The page shows the token this once; it is never stored in clear."""
    try:
        token = tokens.create_token(request.user, by=request.user, now=now())
    except BusinessRuleError as error:
        messages.error(request, str(error.message))
        return _page(request, None, status=422)
    return _page(request, None, new_token=token)


@require_POST
def token_revoke(request: AuthenticatedRequest, key: str) -> HttpResponse:
    token = get_object_or_404(tokens_of(request.user), digest__startswith=key)
    tokens.revoke_token(token, by=request.user, now=now())
    messages.success(request, _("The token is revoked."))
    return redirect("accounts:profile")


@require_POST
def sessions_end(request: AuthenticatedRequest) -> HttpResponse:
    """Every session of this person but the one she is using."""
    sessions.end_own_sessions(request.user, by=request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Your other sessions have ended."))
    return redirect("accounts:profile")


@login_not_required
@require_POST
def language_set(request: HttpRequest) -> HttpResponse:
    """Before signing in, the choice is kept by the browser; afterwards by the account."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(_back(request))
    if language in Language.values:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", httponly=True)
        _remember(request, language=language)
    return response


@login_not_required
@require_POST
def theme_set(request: HttpRequest) -> HttpResponse:
    theme = request.POST.get("theme", "")
    response = HttpResponseRedirect(_back(request))
    if theme in Theme.values:
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True)
        _remember(request, theme=theme)
    return response


def _remember(request: HttpRequest, **choice: str) -> None:
    if request.user.is_authenticated:
        preferences.change_preferences(request.user, by=request.user, **choice)


def _back(request: HttpRequest) -> str:
    """The page it was asked from, if it is ours."""
    wanted = request.POST.get("next") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("home")


def _form(request: AuthenticatedRequest, data: Any = None) -> ProfileForm:
    user = request.user
    return ProfileForm(
        data, initial={name: getattr(user, name) for name in preferences.FIELDS}, field=user.role == Role.REP
    )


def _page(request: AuthenticatedRequest, form: ProfileForm | None, *, status: int = 200, **more: Any) -> HttpResponse:
    user = request.user
    context = {
        "form": form or _form(request),
        "doors": doors(user),
        "session_key": request.session.session_key,
        **more,
    }
    return page(request, "accounts/profile.html", context, status=status)
