"""How the leads floor shows its states and figures."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.addresses import row_urls
from core.markup import table_rows
from core.templatetags import fmt
from core.templatetags.figures import spark
from core.templatetags.ui import badge
from leads.choices import LeadState
from leads.models import RoutingRule
from leads.selectors import routing_words
from leads.selectors.campaign_list import Row
from leads.timeline import Event

register = template.Library()
TONES = {
    "new": "accent",
    "qualified": "accent",
    "routed": "cold",
    "handed_off": "warm",
    "accepted": "good",
    "working": "good",
    "converted": "violet",
    "won": "good",
    "lost": "muted",
    "disqualified": "muted",
    "recycled": "cold",
}
LEAD = (
    '<th scope="row"><a class="rowlink" href="{}">{}</a><span class="muted small block">{}</span></th>'
    '<td class="only-desk">{}</td><td>{}</td><td>{}</td><td class="only-desk num">{}</td>'
    '<td class="only-desk num">{}</td>'
    '<td class="only-desk">{}</td><td class="only-desk num">{}</td><td class="only-desk nowrap">{}</td>'
)
CAMPAIGN = (
    '<tr><th scope="row"><a class="rowlink" href="{}">{}</a><span class="tag">{}</span></th>'
    '<td class="only-desk cell-spark">{}</td><td class="only-desk num">{}</td><td class="num">{}</td>'
    '<td class="only-desk num">{}</td><td class="only-desk num">{}</td><td class="num">{}</td>'
    '<td class="only-desk">{}</td></tr>'
)
EVENT = '<li{}><span class="strong">{}</span>{}<span class="muted xs block"><time datetime="{}">{}</time>{}</span></li>'
TICK = '<td><input type="checkbox" name="lead" value="{}" aria-label="{}"></td>'
WRITERS: dict[str, Callable[[Any], str]] = {
    "money": fmt.money,
    "amount": partial(fmt.money, places=0),
    "percent": fmt.percent,
    "int": fmt.number,
    "hours": fmt.hours,
}


@register.filter
def lead_tone(state: str) -> str:
    """The colour of a state; its word always stands beside it."""
    return TONES.get(state, "muted")


@register.filter
def conditions(rule: RoutingRule) -> str:
    """The leads that a routing rule takes, in words."""
    return " · ".join(routing_words.conditions(rule))


@register.filter
def words(text: str) -> list[str]:
    return text.split()


@register.filter
def cell_tone(cell: str) -> str:
    """Green where fit and engagement are both high, grey where both are low."""
    place = "ABCD".find(cell[:1]) + int(cell[1:] or 4) - 1
    return "good" if place <= 1 else "accent" if place <= 3 else "muted"


@register.simple_tag
def figure(value: Any, kind: str) -> str:
    """A number as its kind is written."""
    return WRITERS[kind](value)


@register.simple_tag
def lead_field(lead: Any, name: str) -> dict[str, Any]:
    """One particular of a lead: its label, its value as people read it, and where it is changed."""
    field = lead._meta.get_field(name)
    shown = getattr(lead, f"get_{name}_display", None)
    return {
        "label": str(field.verbose_name).capitalize(),
        "value": shown() if shown else getattr(lead, name),
        "url": f"{reverse('leads:lead_field', args=[lead.pk])}?name={name}",
    }


@register.simple_tag
def better(kpi: Any) -> bool | None:
    """Whether the change of this figure is good news; nothing when it did not change, once rounded."""
    if not kpi.delta or not round(kpi.delta * 100):
        return None
    return bool(kpi.delta >= 0) is bool(kpi.more_is_better)


@register.simple_tag
def moved(kpi: Any) -> str | None:
    """The change since the period before: points for a percentage, a share for the rest."""
    if kpi.delta is None:
        return None
    if kpi.kind == "percent":
        return _("%(n)s pts") % {"n": fmt.signed(round(kpi.delta * 100))}
    return str(fmt.signed_percent(kpi.delta))


@register.simple_tag
def rising(kpi: Any) -> bool | None:
    """Whether this figure went up; nothing when it did not change, once rounded."""
    return kpi.delta > 0 if kpi.delta and round(kpi.delta * 100) else None


@register.simple_tag
def lead_rows(leads: Iterable[Mapping[str, Any]], ticked: bool = False) -> SafeString:
    """{% lead_rows leads ticked %}: leads as `LEAD_ROW` reads them, one sentence of HTML for each."""
    tick = _("Tick %(name)s")
    at, day, states = row_urls("leads:lead_detail"), fmt.short_dates(), fmt.labels(LeadState)
    return table_rows(
        f"<tr>{TICK if ticked else ''}{LEAD}</tr>",
        (
            (
                *((one["pk"], tick % {"name": one["name"]}) if ticked else ()),
                at(one["pk"]),
                one["name"],
                fmt.dash(one["company_name"]),
                fmt.dash(one["campaign__name"]),
                badge(states[one["state"]], tone=lead_tone(one["state"])),
                fmt.dash(one["owner__name"] or one["owner__email"]),
                one["score__fit"],
                one["score__engagement"],
                badge(one["score__cell"], tone=cell_tone(one["score__cell"])) if one["score__cell"] else fmt.DASH,
                fmt.percent(one["score__probability"] / 100) if one["score__probability"] else fmt.DASH,
                day(one["captured_at"]),
            )
            for one in leads
        ),
    )


@register.simple_tag
def campaign_rows(rows: Iterable[Row]) -> SafeString:
    """{% campaign_rows rows %}: campaigns with the night's figures and twelve weeks of leads."""
    between = _("%(low)s to %(high)s")
    return table_rows(CAMPAIGN, (_campaign(row, between) for row in rows))


def _campaign(row: Row, between: str) -> tuple[Any, ...]:
    campaign, shot = row.campaign, row.snapshot
    low, high = fmt.percent(row.low), fmt.percent(row.high)
    return (
        campaign.get_absolute_url(),
        campaign.name,
        campaign.get_channel_display(),
        spark(row.weeks),
        localize(shot.leads) if shot else fmt.DASH,
        fmt.percent(row.qualified_share),
        fmt.money(shot.cost) if shot else fmt.DASH,
        fmt.money(row.per_qualified, 2),
        low if row.low is None or row.low == row.high else between % {"low": low, "high": high},
        badge(campaign.get_state_display(), tone="good" if campaign.state == "running" else "muted"),
    )


@register.simple_tag
def lead_events(events: Iterable[Event]) -> SafeString:
    """{% lead_events shown.events %}: the line of time, one sentence of HTML for each event."""
    return table_rows(
        EVENT,
        (
            (
                format_html(' class="tone-{}"', one.tone) if one.tone else "",
                one.title,
                format_html(" <span>{}</span>", one.detail) if one.detail else "",
                timezone.localtime(one.at).isoformat(),
                fmt.when(one.at),
                format_html(" · {}", one.who) if one.who else "",
            )
            for one in events
        ),
    )
