"""The scoring rules and what they gave a lead, in words."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.templatetags import fmt
from leads.choices import CampaignChannel, Interest, TouchKind
from leads.models import LeadScore, ScoringVersion
from leads.rules.scoring import DEFAULT, Part, Rule, Scoring, explain

AXES: dict[str, Any] = {"fit": gettext_lazy("Fit"), "engagement": gettext_lazy("Engagement")}
FIELDS: dict[str, Any] = {
    "job_title": gettext_lazy("Job title"),
    "sector": gettext_lazy("Sector"),
    "city": gettext_lazy("City"),
    "postcode": gettext_lazy("Postcode"),
    "company_name": gettext_lazy("Company name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "company": gettext_lazy("Company known in the CRM"),
    "employees": gettext_lazy("Employees"),
    "facts": gettext_lazy("Fresh information from the field"),
    "interest": gettext_lazy("Interest"),
    "channel": gettext_lazy("Entered through"),
    "campaign_channel": gettext_lazy("Channel of the campaign"),
    "touch": gettext_lazy("Touch"),
}
WAYS: dict[str, Any] = {
    "filled": gettext_lazy("is known"),
    "contains": gettext_lazy("contains one of"),
    "is": gettext_lazy("is one of"),
    "starts": gettext_lazy("starts with"),
    "at_least": gettext_lazy("at least"),
    "at_most": gettext_lazy("at most"),
    "each": gettext_lazy("each time"),
    "once": gettext_lazy("once, the freshest"),
}
GROUPS: dict[str, Any] = {
    "reach": pgettext_lazy("scoring", "Ways to reach the person"),
    "role": pgettext_lazy("scoring", "Role"),
    "size": pgettext_lazy("scoring", "Size"),
    "company": pgettext_lazy("scoring", "Company"),
    "place": pgettext_lazy("scoring", "Place"),
    "field": pgettext_lazy("scoring", "Field"),
    "origin": pgettext_lazy("scoring", "Origin"),
    "form": pgettext_lazy("scoring", "Forms"),
    "reply": pgettext_lazy("scoring", "Replies"),
    "attendance": pgettext_lazy("scoring", "Attendances"),
    "visit": pgettext_lazy("scoring", "Visits"),
    "finding": pgettext_lazy("scoring", "Field information"),
    "call": pgettext_lazy("scoring", "Calls"),
    "click": pgettext_lazy("scoring", "Clicks"),
    "interest": pgettext_lazy("scoring", "Interest"),
}
LISTED: dict[str, Any] = {
    "touch": dict(TouchKind.choices),
    "interest": dict(Interest.choices),
    "campaign_channel": dict(CampaignChannel.choices),
}
MOST_WORDS = 4
MOST_REASONS = 3


def group(name: str) -> str:
    return str(GROUPS.get(name, name))


def rule(one: Rule) -> str:
    """A sentence a marketer reads: “Job title contains one of achat, manager”."""
    known = LISTED.get(one.field, {})
    values = [str(known.get(value, value)) for value in one.value]
    told = ", ".join(values[:MOST_WORDS]) + ("…" if len(values) > MOST_WORDS else "")
    if one.field == "touch":
        return _("%(what)s (once)") % {"what": told} if one.way == "once" else told
    if one.field == "facts":
        return str(FIELDS["facts"])
    if one.field == "company":
        return str(FIELDS["company"])
    if one.field == "interest":
        return _("Interest heard: %(what)s") % {"what": told}
    return " ".join(part for part in (str(FIELDS[one.field]), str(WAYS[one.way]), told) if part)


def part(one: Part) -> str:
    if one.rule is not None:
        return rule(one.rule)
    return _("Cap of the group “%(group)s”") % {"group": group(one.group)}


@lru_cache(maxsize=32)
def rules_of(version: int) -> Scoring:
    """The rules of a saved version, which never change."""
    found = ScoringVersion.objects.filter(pk=version).values_list("rules", flat=True).first()
    return Scoring.from_json(found) if found else DEFAULT


def parts(details: dict[str, Any]) -> list[Part]:
    """What is stored on a lead, as lines that add up to its scores."""
    if "parts" not in details:
        return []
    return explain(rules_of(details["version"]), details["parts"])


def told(details: dict[str, Any]) -> list[dict[str, Any]]:
    """The same for a program."""
    return [{"axis": one.axis, "rule": part(one), "points": one.points, "count": one.count} for one in parts(details)]


def why(old: LeadScore | None, new: LeadScore) -> str:
    """What moved a score: the lines that give more or less than before, the largest first; and new rules."""
    was, now = _by_line(old), _by_line(new)
    moved = {name: now.get(name, 0) - was.get(name, 0) for name in (*now, *was)}
    largest = sorted((name for name, points in moved.items() if points), key=lambda name: (-abs(moved[name]), name))
    told = [f"{name} {fmt.signed(moved[name])}" for name in largest[:MOST_REASONS]]
    if old is not None and old.version_id != new.version_id:
        told.insert(0, _("new rules"))
    return ", ".join(told)


def _by_line(score: LeadScore | None) -> dict[str, int]:
    """Points by the words of their line; two rules in the same words add up."""
    given: dict[str, int] = {}
    for one in explain(rules_of(score.version_id), score.parts) if score else []:
        given[part(one)] = given.get(part(one), 0) + one.points
    return given


def by_axis(rules: Iterable[Rule], caps: Scoring) -> list[tuple[Any, list[tuple[str, int, list[Rule]]]]]:
    """Axis → groups with their cap → rules, for the page."""
    found = []
    for axis, label in AXES.items():
        groups = [(group(name), caps.cap(name), _of(rules, axis, name)) for name in caps.groups(axis)]
        found.append((label, groups))
    return found


def _of(rules: Iterable[Rule], axis: str, name: str) -> list[Rule]:
    return [one for one in rules if (one.axis, one.group) == (axis, name)]


def choices(words: dict[str, Any], names: Sequence[str] = ()) -> list[tuple[str, Any]]:
    return [(name, words[name]) for name in (names or words)]
