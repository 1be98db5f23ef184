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
from leads.choices import AttributionModel
from leads.models import Campaign, Lead
from leads.selectors.campaign_list import figures_of
from leads.selectors.roi_dashboard import Asked, Dashboard, dashboard
from leads.selectors.roi_figures import as_of

CHUNK = 2000
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
        Column("captured_at", _("Captured at"), "datetime"),
        Column("accepted_at", _("Accepted at"), "datetime"),
    ]
    return Report(_("Leads"), columns, _lead_rows(found), as_of=clock.now())


def _lead_rows(found: QuerySet[Lead]) -> Iterator[tuple[Any, ...]]:
    for lead in found.iterator(chunk_size=CHUNK):
        yield (
            lead.pk,
            lead.name,
            lead.company_name,
            lead.email,
            lead.phone,
            lead.campaign.name if lead.campaign else "",
            lead.get_state_display(),
            lead.owner.name if lead.owner else "",
            lead.fit,
            lead.engagement,
            lead.captured_at,
            lead.accepted_at,
        )


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
    return Report(_("Campaigns"), columns, lines, as_of=_instant(day))


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
        _("Return of campaigns"), columns, _roi_rows(shown), as_of=_instant(shown.as_of), filters=filters,
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


def _instant(day: date | None) -> Any:
    """The end of the day the figures stop at."""
    return clock.end_utc(day) if day else clock.now()
