"""Operations manage people."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.filters import UserFilter
from accounts.forms import AddressForm, InvitationForm, PlaceForm
from accounts.models import User
from accounts.permissions import permission_required
from accounts.services import users
from core import audit
from core.clock import now
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest, page
from core.listing import listing
from core.saved_views import with_saved_views

SORTABLE = {"name": ("name", "pk"), "last": ("last_login", "pk")}


@require_safe
@permission_required("accounts.manage_users")
@with_saved_views
def user_list(request: AuthenticatedRequest) -> HttpResponse:
    people = User.objects.visible_to(request.user).with_team()
    rows = listing(request, people, filterset_class=UserFilter, order=("name", "pk"), sortable=SORTABLE)
    return page(request, "accounts/user_list.html", {"listing": rows}, fragment="rows")


@require_safe
@permission_required("accounts.manage_users")
def user_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _detail(request, _person(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("accounts.manage_users")
def user_invite(request: AuthenticatedRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        try:
            user = users.invite_user(by=request.user, now=now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s receives a message with a link.") % {"name": user.name})
            return redirect(user)
    status = 422 if form.is_bound else 200
    return page(request, "accounts/user_form.html", {"form": form}, status=status)


@require_POST
@permission_required("accounts.manage_users")
def user_change_role(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    person, form = _person(request, pk), PlaceForm(request.POST)
    if not form.is_valid():
        return _detail(request, person, role_form=form, status=422)
    return _do(request, person, users.change_role, _("The role is changed."), **form.cleaned_data)


@require_POST
@permission_required("accounts.manage_users")
def user_admit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    person, form = _person(request, pk), AddressForm(request.POST)
    if not form.is_valid():
        return _detail(request, person, address_form=form, status=422)
    return _do(request, person, users.admit_user, _("The invitation is on its way."), **form.cleaned_data)


@require_POST
@permission_required("accounts.manage_users")
def user_resend(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _do(request, _person(request, pk), users.resend_invitation, _("The invitation is on its way."))


@require_POST
@permission_required("accounts.manage_users")
def user_deactivate(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    text = _("The account is deactivated: its sessions and tokens have ended.")
    return _do(request, _person(request, pk), users.deactivate_user, text)


@require_POST
@permission_required("accounts.manage_users")
def user_reactivate(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _do(request, _person(request, pk), users.reactivate_user, _("The account is active again."))


def _person(request: AuthenticatedRequest, pk: int) -> User:
    person: User = get_object_or_404(User.objects.visible_to(request.user).with_team(), pk=pk)
    return person


def _do(
    request: AuthenticatedRequest, person: User, service: Callable[..., User], text: str, **given: Any
) -> HttpResponse:
    """Calls one service and says what became true, or why not."""
    try:
        service(person, by=request.user, now=now(), **given)
    except BusinessRuleError as error:
        messages.error(request, str(error.message))
        return _detail(request, person, status=422)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _detail(request, person, status=422)
    messages.success(request, text)
    return redirect(person)


def _detail(request: AuthenticatedRequest, person: User, *, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "person": person,
        "unaddressed": person.email.endswith(users.UNADDRESSED),
        "invited": person.is_active and not person.has_usable_password(),
        "role_form": PlaceForm(initial={"role": person.role, "team": person.team_id}),
        "address_form": AddressForm(),
        "history": audit.history(person)[:20],
        **forms,
    }
    return page(request, "accounts/user_detail.html", context, status=status)
