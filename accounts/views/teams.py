"""Operations keep the list of teams."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import TeamForm
from accounts.models import Team
from accounts.permissions import permission_required
from accounts.services import teams
from core.clock import now
from core.htmx import AuthenticatedRequest, page


@require_safe
@permission_required("accounts.manage_users")
def team_list(request: AuthenticatedRequest) -> HttpResponse:
    rows = Team.objects.visible_to(request.user).with_size().select_related("manager").order_by("name")
    return page(request, "accounts/team_list.html", {"teams": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("accounts.manage_users")
def team_create(request: AuthenticatedRequest) -> HttpResponse:
    return _form(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("accounts.manage_users")
def team_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(Team.objects.visible_to(request.user), pk=pk))


def _form(request: AuthenticatedRequest, team: Team | None) -> HttpResponse:
    form = TeamForm(request.POST or None, instance=team)
    if form.is_valid():
        try:
            if team is None:
                teams.create_team(by=request.user, now=now(), **form.cleaned_data)
            else:
                teams.update_team(team, by=request.user, changes=form.cleaned_data, now=now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The team is saved."))
            return redirect("accounts:team_list")
    return page(request, "accounts/team_form.html", {"form": form, "team": team}, status=422 if form.is_bound else 200)
