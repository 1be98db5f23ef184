"""Reports of the leads floor, made of its querysets and selectors."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from core import clock
from core.exports.report import Column, Report
from leads.choices import AttributionModel, LeadState
from leads.models import Campaign, Handoff, Lead
from leads.selectors.campaign_list import figures_of
from leads.selectors.roi_dashboard import Asked, Dashboard, dashboard
from leads.selectors.roi_figures import as_of

CHUNK = 2000
LEAD_VALUES = (
    "pk", "name", "company_name", "email", "phone", "campaign__name", "state", "owner__name",
    "score__fit", "score__engagement", "score__cell", "score__probability", "captured_at", "accepted_at",
)  # fmt: skip
SNAPSHOT_COLUMNS = ("cost", "leads", "mql", "sal", "roi_first", "roi_u", "roi_last")


def leads_report(found: QuerySet[Lead]) -> Report:
    columns = [
        Column("id", _("Number"), "int"),
        Column("name", _("Name"), "text"),
        Column("company", _("Company"), "text"),
        Column("email", _("E-mail"), "text"),
        Column("phone", _("Phone"), "text"),
        Column("campaign", _("Campaign"), "text"),
        Column("state", _("State"), "text"),
        Column("owner", _("Owner"), "text"),
        Column("fit", _("Fit"), "int"),
        Column("engagement", _("Engagement"), "int"),
        Column("cell", pgettext("scoring", "Cell"), "text"),
        Column("probability", _("Probability, %"), "int"),
        Column("captured_at", _("Captured at"), "datetime"),
        Column("accepted_at", _("Accepted at"), "datetime"),
    ]
    return Report(_("Leads"), columns, _lead_rows(found), as_of=clock.now())


def _lead_rows(found: QuerySet[Lead]) -> Iterator[tuple[Any, ...]]:
    """Plain values, no model for each row: an export of every lead costs about twice its COPY."""
    states = {state.value: str(state.label) for state in LeadState}
    rows = found.select_related(None).values_list(*LEAD_VALUES)
    for *told, campaign, state, owner, fit, engagement, cell, probability, captured, accepted in rows.iterator(CHUNK):
        yield (*told, campaign, states[state], owner, fit, engagement, cell, probability or None, captured, accepted)


def campaigns_report(user: User, found: QuerySet[Campaign]) -> Report:
    rows, day = figures_of(user, list(found))
    columns = [
        Column("name", _("Campaign"), "text"),
        Column("channel", _("Channel"), "text"),
        Column("owner", _("Owner"), "text"),
        Column("starts_on", _("Starts on"), "date"),
        Column("ends_on", _("Ends on"), "date"),
        Column("cost", _("Cost"), "money"),
        Column("leads", _("Leads"), "int"),
        Column("mql", pgettext("leads", "Qualified"), "int"),
        Column("sal", pgettext("leads", "Accepted"), "int"),
        Column("roi_first", _("ROI, first touch"), "percent"),
        Column("roi_u", _("ROI, position-based"), "percent"),
        Column("roi_last", _("ROI, last touch"), "percent"),
    ]
    lines = [
        (
            row.campaign.name, row.campaign.get_channel_display(), row.campaign.owner.name, row.campaign.starts_on,
            row.campaign.ends_on,
            *(getattr(row.snapshot, name, None) for name in SNAPSHOT_COLUMNS),
        )
        for row in rows
    ]  # fmt: skip
    return Report(_("Campaigns"), columns, lines, as_of=instant(day))


def roi_report(user: User, asked: Asked) -> Report:
    shown = dashboard(user, asked, as_of(user))
    columns = [
        Column("campaign", _("Campaign"), "text"),
        Column("channel", _("Channel"), "text"),
        Column("leads", _("Leads"), "int"),
        Column("qualified", pgettext("leads", "Qualified"), "percent"),
        Column("accepted", pgettext("leads", "Accepted"), "int"),
        Column("cost", _("Cost"), "money"),
        Column("revenue", _("Attributed revenue"), "money"),
        Column("margin", _("Attributed margin"), "money"),
        Column("roi_first", _("ROI, first touch"), "percent"),
        Column("roi_last", _("ROI, last touch"), "percent"),
        Column("roi_linear", _("ROI, linear"), "percent"),
        Column("roi_u", _("ROI, position-based"), "percent"),
    ]
    model = AttributionModel(asked.model).label
    filters = _("Model: %(model)s") % {"model": model}
    if shown is None:
        return Report(_("Return of campaigns"), columns, [], as_of=clock.now(), filters=filters)
    return Report(
        _("Return of campaigns"), columns, _roi_rows(shown), as_of=instant(shown.as_of), filters=filters,
        total=_line(_("Total"), "", shown.total, asked.model),
    )  # fmt: skip


def _roi_rows(shown: Dashboard) -> Iterator[tuple[Any, ...]]:
    for one in shown.ranked:
        campaign = one.row.campaign
        yield _line(campaign.name, campaign.get_channel_display(), one.row.figures, shown.asked.model)


def _line(name: str, channel: str, figures: Any, model: str) -> tuple[Any, ...]:
    return (
        name, channel, figures.leads, figures.qualified_share, figures.sal, figures.cost, figures.revenue[model],
        figures.margin[model], *(figures.rois[key] for key in ("first", "last", "linear", "u")),
    )  # fmt: skip


def instant(day: date | None) -> Any:
    """The end of the day the figures stop at."""
    return clock.end_utc(day) if day else clock.now()


def handoffs_report(found: QuerySet[Handoff], filters: str) -> Report:
    columns = [
        Column("id", _("Number"), "int"),
        Column("lead", _("Lead"), "text"),
        Column("company", _("Company"), "text"),
        Column("campaign", _("Campaign"), "text"),
        Column("to", pgettext("receiver", "To"), "text"),
        Column("team", _("Team"), "text"),
        Column("sent_by", _("Sent by"), "text"),
        Column("sent_at", pgettext("handoff", "Sent"), "datetime"),
        Column("due_at", _("Due at"), "datetime"),
        Column("decision", _("Decision"), "text"),
        Column("reason", _("Reason"), "text"),
        Column("decided_at", pgettext("handoff", "Decided"), "datetime"),
    ]
    return Report(_("Handoffs"), columns, _handoff_rows(found), as_of=clock.now(), filters=filters)


def _handoff_rows(found: QuerySet[Handoff]) -> Iterator[tuple[Any, ...]]:
    for handoff in found.iterator(chunk_size=CHUNK):
        lead, team = handoff.lead, handoff.to.team
        yield (
            handoff.pk, lead.name, lead.company_name, lead.campaign.name if lead.campaign else "", handoff.to.name,
            team.name if team else "", handoff.sent_by.name, handoff.sent_at, handoff.due_at,
            handoff.get_decision_display(), str(handoff.reason or ""), handoff.decided_at,
        )  # fmt: skip
