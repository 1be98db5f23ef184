"""Made-up figures, rows and a form for the style guide: its page has no data of its own."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms, template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import charts
from core.forms.widgets import Chips, MultiChips

register = template.Library()
HOT = [9, 11, 10, 14, 13, 17, 15, 19, 18, 22, 21, 26]
WARM = [22, 20, 25, 24, 28, 26, 31, 29, 33, 30, 35, 34]
COLD = [31, 35, 30, 33, 29, 27, 30, 26, 24, 27, 22, 21]
TIMES = [("hot", _("Hot")), ("warm", _("Warm")), ("cold", _("Cold"))]


class SampleForm(forms.Form):
    """One field of each kind, some of them wrong."""

    kind = forms.ChoiceField(
        label=_("Segmented"),
        choices=[("a", _("Visit")), ("b", _("Call")), ("c", _("Event"))],
        widget=Chips(layout="segmented", icons={"a": "map-pin", "b": "phone", "c": "calendar"}),
    )
    timeliness = forms.ChoiceField(
        label=_("Tiles"),
        choices=TIMES,
        widget=Chips(
            layout="thirds",
            icons={"hot": "flame", "warm": "sun", "cold": "snowflake"},
            tones={"hot": "hot", "warm": "warm", "cold": "cold"},
        ),
    )
    topics = forms.MultipleChoiceField(
        label=_("Several"), choices=TIMES, required=False, widget=MultiChips(layout="small")
    )
    name = forms.CharField(label=_("Name"), help_text=_("As on the card."))
    amount = forms.DecimalField(
        label=_("Amount"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "0"})
    )
    day = forms.DateField(label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    choice = forms.ChoiceField(label=_("List"), choices=[("", "—"), *TIMES], required=False)
    file = forms.FileField(label=_("File"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    agreed = forms.BooleanField(label=_("Agrees to e-mails"), required=False, help_text=_("Asked in person."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].unit = "€"  # type: ignore[attr-defined]


@register.simple_tag
def sample_form(wrong: bool = False) -> SampleForm:
    """A form as it is first shown, or as it comes back with errors."""
    sent = {"amount": "12,5,0", "topics": ["hot", "warm"], "kind": "a"}
    return SampleForm(sent if wrong else None, auto_id=f"id_{int(wrong)}_%s", initial={"kind": "a", "topics": ["hot"]})


@register.simple_tag
def sample_numbers() -> list[int]:
    return HOT


@register.simple_tag
def sample_chart(kind: str, count: int = 12) -> Any:
    """The geometry of a chart of that kind."""
    labels = [_("W%(week)d") % {"week": 36 + i} for i in range(count)]
    series = [
        charts.Series(key, label, (values * 5)[:count])
        for (key, label), values in zip(reversed(TIMES), (COLD, WARM, HOT), strict=True)
    ]
    if kind == "funnel":
        return charts.funnel([_("Leads"), _("Qualified"), _("Accepted"), _("Won")], [640, 412, 268, 74])
    if kind == "bar":
        return [(_("Trade show"), 212), (_("E-mail"), 148, "warm"), (_("Referral"), 64, "cold")]
    return charts.line(labels, series) if kind == "line" else charts.stacked(labels, series)


@register.simple_tag
def sample_listing(rows: int = 3) -> Any:
    """A page in the middle of a list."""
    lines = [
        SimpleNamespace(name="Salon Europain 2026", leads=212, rate=Decimal("0.71"), cost=Decimal(9400), numbers=HOT),
        SimpleNamespace(name="Google Ads", leads=176, rate=Decimal("0.39"), cost=Decimal("5200.50"), numbers=COLD),
        SimpleNamespace(name="LinkedIn", leads=0, rate=None, cost=None, numbers=WARM),
    ]
    return SimpleNamespace(rows=lines[:rows], next_url="?after=x", previous_url="?before=x", count_label="1–3 / 128")


@register.simple_tag
def sample_instant(hours_ago: int = 0) -> Any:
    return timezone.now() - timedelta(hours=hours_ago)
