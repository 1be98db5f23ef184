"""Filters of one kind of value: a number of a page of figures, a score."""

from typing import Any

import django_filters as df
from django import forms
from django.utils.translation import gettext_lazy as _

from leads.selectors.quality.asked import Figure


class FigureField(forms.CharField):
    """One number of a page of figures; what is not one is refused in a sentence."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Figure | None:
        text = super().clean(value)
        if not text:
            return None
        if (figure := Figure.parse(text)) is None:
            raise forms.ValidationError(_("This address does not name a figure."), code="unknown_figure")
        return figure


class FigureFilter(df.CharFilter):  # type: ignore[misc]
    field_class = FigureField

    def __init__(self) -> None:
        super().__init__(method="behind", label=_("Figure"))


class ScoreFilter(df.NumberFilter):  # type: ignore[misc]
    """At least so much of one score, a whole number."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, lookup_expr="gte", min_value=0, max_value=100, decimal_places=0, **kwargs)
