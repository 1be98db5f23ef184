"""What campaigns, segments, reps and teams are called, in one statement: for the choices of the page and its table."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Team, User
from core.row_choices import PERSON
from leads.choices import CampaignChannel
from leads.models import Campaign, HandoffStanding, LeadStanding, Reason
from leads.selectors.quality.asked import NOBODY


@dataclass(frozen=True)
class Names:
    """{kind: {value: name}}, each in alphabetical order."""

    known: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, kind: str, value: str) -> str:
        """The name of a value; of none, what it means to have none."""
        if value in ("", NOBODY):
            return nobody(kind)
        if kind == "channel":
            return str(CampaignChannel(value).label)
        return self.known.get(kind, {}).get(value, value if kind == "segment" else f"{kind} {value}")

    def choices(self, kind: str) -> list[tuple[str, str]]:
        if kind == "channel":
            return [(value, str(label)) for value, label in CampaignChannel.choices]
        return list(self.known.get(kind, {}).items())


def nobody(kind: str) -> str:
    words = {
        "campaign": _("Without campaign"),
        "channel": _("Without channel"),
        "segment": _("Without segment"),
        "rep": _("Nobody yet"),
        "team": _("Without team"),
    }
    return words.get(kind, "—")


def names_for(user: User) -> Names:
    """Of the rows in this person's reach."""
    leads, handoffs = LeadStanding.objects.visible_to(user), HandoffStanding.objects.visible_to(user)
    reps = User.objects.filter(pk__in=leads.order_by().values("rep").union(handoffs.order_by().values("rep")))
    teams = Team.objects.filter(pk__in=leads.order_by().values("team").union(handoffs.order_by().values("team")))
    campaigns = Campaign.objects.visible_to(user)
    segments = leads.exclude(segment="").order_by().distinct()
    parts = [
        _part("campaign", campaigns, "name"),
        _part("rep", reps, PERSON),
        _part("team", teams, "name"),
        _part("reason", Reason.objects.filter(kind="reject"), _label()),
        segments.values_list(Value("segment"), "segment", "segment"),
    ]
    known: dict[str, dict[str, str]] = {}
    for kind, value, name in sorted(parts[0].union(*parts[1:], all=True), key=lambda row: str(row[2]).casefold()):
        known.setdefault(kind, {})[value] = name
    return Names(known)


def _part(kind: str, rows: Any, name: Any) -> Any:
    return rows.order_by().values_list(Value(kind), Cast("pk", CharField()), Cast(name, CharField()))


def _label() -> str:
    return "label_fr" if (get_language() or "fr").startswith("fr") else "label_en"
