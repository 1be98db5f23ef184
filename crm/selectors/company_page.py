"""One company with its timeline and the provenance of its fields."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from crm.choices import ActivityKind, OpportunityState
from crm.models import Activity, Company, Contact, Fact, FieldChange, Opportunity
from crm.selectors.provenance import COMPANY_FIELDS, FieldRow, field_rows, label_of, readable

SHOWN = 30
ICONS = {
    ActivityKind.VISIT: "map-pin",
    ActivityKind.CALL: "phone",
    ActivityKind.EMAIL: "mail",
    ActivityKind.NOTE: "sticky-note",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a timeline."""

    at: datetime
    icon: str
    tone: str
    title: str
    text: str = ""
    who: str = ""
    url: str = ""
    dated: bool = False  # a day without an hour


@dataclass(frozen=True, slots=True)
class CompanyPage:
    company: Company
    fields: list[FieldRow]
    contacts: list[Contact]
    contacts_more: bool
    opportunities: list[Opportunity]
    opportunities_more: bool
    figures: dict[str, Any]
    facts: list[Fact]
    timeline: list[Moment]


def company_page(company: Company, user: User) -> CompanyPage:
    """Everything the page of a company shows, in a constant number of queries."""
    contacts = list(Contact.objects.live().visible_to(user).filter(company=company).order_by("name", "pk")[: SHOWN + 1])
    deals = Opportunity.objects.visible_to(user).filter(company=company)
    shown = list(deals.select_related("owner", "product").order_by("-opened_on", "-pk")[: SHOWN + 1])
    facts = (
        Fact.objects.visible_to(user)
        .live()
        .filter(company=company)
        .select_related("heard_from", "written_by", "contact")
    )
    return CompanyPage(
        company=company,
        fields=field_rows(company, COMPANY_FIELDS),
        contacts=contacts[:SHOWN],
        contacts_more=len(contacts) > SHOWN,
        opportunities=shown[:SHOWN],
        opportunities_more=len(shown) > SHOWN,
        figures=deal_figures(deals),
        facts=list(facts.order_by("topic", "-confirmed_at", "-pk")[:SHOWN]),
        timeline=timeline(Activity.objects.visible_to(user).filter(company=company), company, shown),
    )


def deal_figures(deals: QuerySet[Opportunity]) -> dict[str, Any]:
    won, lost, is_open = (
        Q(state=state) for state in (OpportunityState.WON, OpportunityState.LOST, OpportunityState.OPEN)
    )
    return deals.order_by().aggregate(
        won=Count("pk", filter=won),
        lost=Count("pk", filter=lost),
        open=Count("pk", filter=is_open),
        won_amount=Sum("amount", filter=won),
        open_amount=Sum("amount", filter=is_open),
    )


def timeline(
    activities: QuerySet[Activity], obj: Company | Contact | Opportunity, deals: list[Opportunity]
) -> list[Moment]:
    """What happened, newest first: activities, deals opened and closed, values that changed."""
    found = activities.select_related("by", "contact").order_by("-at", "-pk")[:SHOWN]
    moments = [_activity(row) for row in found]
    moments += [moment for deal in deals for moment in _deal(deal)]
    changes = FieldChange.objects.of(obj).exclude(old="").select_related("written_by", "heard_from")
    moments += [_change(obj, row) for row in changes[:SHOWN]]
    return sorted(moments, key=lambda moment: moment.at, reverse=True)[: SHOWN + 10]


def _activity(row: Activity) -> Moment:
    title = str(row.get_kind_display()).capitalize()
    if row.contact and not row.contact.anonymised_at:
        title = _("%(kind)s with %(person)s") % {"kind": title, "person": row.contact.name}
    return Moment(row.at, ICONS[ActivityKind(row.kind)], "accent", title, row.text, str(row.by))


def _deal(deal: Opportunity) -> list[Moment]:
    url, who = deal.get_absolute_url(), str(deal.owner)
    moments = []
    if deal.opened_on:
        title = _("Deal opened: %(name)s") % {"name": deal.name}
        moments.append(Moment(_noon(deal.opened_on), "handshake", "muted", title, who=who, url=url, dated=True))
    if deal.closed_on and deal.state == OpportunityState.WON:
        title = _("Deal won: %(name)s") % {"name": deal.name}
        moments.append(Moment(_noon(deal.closed_on), "trophy", "good", title, who=who, url=url, dated=True))
    elif deal.closed_on:
        title = _("Deal lost: %(name)s") % {"name": deal.name}
        why = str(deal.get_loss_reason_display())
        moments.append(Moment(_noon(deal.closed_on), "circle-x", "hot", title, why, who, url, dated=True))
    return moments


def _noon(day: Any) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _change(obj: Company | Contact | Opportunity, row: FieldChange) -> Moment:
    title = _("%(field)s changed") % {"field": label_of(obj, row.field).capitalize()}
    old, new = (readable(obj, row.field, text, {}) for text in (row.old, row.new))
    text = "" if row.field in ("owner", "product", "company") else f"{old} → {new}"
    who = str(row.heard_from or row.written_by or "")
    return Moment(row.at.astimezone(clock.zone()), "pencil", "violet", title, text, who)
