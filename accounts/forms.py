"""Shape and wording of what is typed about people, teams and preferences."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.choices import Language, Role, Theme
from accounts.models import Team, User

ROLES = [("", _("Choose…")), *Role.choices]


def time_zones() -> list[tuple[str, Any]]:
    """The zones of the world's places, the company's first."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/")))
    return [("", _("The company’s (%(zone)s)") % {"zone": settings.APP_TZ}), *((name, name) for name in places)]


class PlaceForm(forms.Form):
    """A role and a team."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("No team")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.order_by("name")  # type: ignore[attr-defined]


class InvitationForm(PlaceForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, initial=Language.FRENCH)

    field_order = ("name", "email", "role", "team", "language")


class AddressForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))


class TeamForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Team
        fields = ("name", "territory", "manager", "calendar_subdivision", "decision_hours", "review_hours")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        managers = User.objects.active().in_role(Role.SALES_MANAGER).order_by("name")
        self.fields["manager"].queryset = managers  # type: ignore[attr-defined]
        self.fields["manager"].empty_label = _("No manager")  # type: ignore[attr-defined]


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones, required=False)
    remind_to_file = forms.BooleanField(
        label=_("Remind me at 17:30 when my day is not filed"),
        required=False,
        help_text=_("Never after 18:00, never on a day off: switch it off whenever you like."),
    )
    weekly_impact = forms.BooleanField(label=_("Tell me on Monday what my information became"), required=False)

    def __init__(self, *args: Any, field: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not field:  # nobody else files days
            del self.fields["remind_to_file"], self.fields["weekly_impact"]
