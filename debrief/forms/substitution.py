"""Who replaces whom, from when to when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from debrief.models import Substitution


class SubstitutionForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Substitution
        fields = ("absent", "substitute", "starts_on", "ends_on")
        widgets = {
            "starts_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "ends_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reviewers = User.objects.active().in_role(Role.MARKETER).order_by("name", "pk")
        absent: Any = self.fields["absent"]
        substitute: Any = self.fields["substitute"]
        absent.queryset, substitute.queryset = reviewers, reviewers
        absent.empty_label = substitute.empty_label = _("Choose…")
        if user.role == Role.MARKETER:
            absent.queryset = reviewers.filter(pk=user.pk)
            absent.initial, absent.empty_label = user.pk, None
            substitute.queryset = reviewers.exclude(pk=user.pk)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first one."))
        if data.get("absent") and data.get("absent") == data.get("substitute"):
            self.add_error("substitute", _("Choose somebody else."))
        return data

    def _post_clean(self) -> None:
        """The service checks the row."""
