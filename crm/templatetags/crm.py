"""How the CRM writes its own kinds of values, and the rows of its lists: one sentence of HTML for each row."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from core.addresses import page_url, row_urls
from core.markup import table_rows
from core.templatetags.figures import bar
from core.templatetags.fmt import dash, labels, money, number, percent, short_dates
from core.templatetags.ui import badge
from crm.choices import HowAcquired, OpportunityState, Stage
from crm.models import Opportunity
from crm.rules.matching import show_phone
from crm.selectors.pipeline import SellerRow

register = template.Library()
Row = Mapping[str, Any]  # what a list read of one row


@register.filter
def phone(value: str) -> str:
    """+33612345678 → 06 12 34 56 78; abroad, with its country code."""
    return show_phone(value) if value else ""


COMPANY = (
    '<tr><th scope="row"><a class="rowlink" href="{}">{}</a></th><td class="only-desk">{}</td><td>{}</td>'
    '<td class="only-desk num">{}</td><td>{}</td><td class="only-desk num">{}</td><td class="only-desk num">{}</td>'
    '<td class="num">{}</td></tr>'
)
CONTACT = (
    '<tr><th scope="row"><a class="rowlink" href="{}">{}</a></th><td><a class="link" href="{}">{}</a></td>'
    '<td class="only-desk">{}</td><td class="only-desk">{}</td><td class="nowrap">{}</td><td class="only-desk">{}</td>'
    '<td class="only-desk">{}</td></tr>'
)
OPPORTUNITY = (
    '<tr><th scope="row"><a class="rowlink" href="{}">{}</a></th><td class="only-desk">{}</td><td>{}</td>'
    '<td class="num">{}</td><td class="only-desk">{}</td><td class="only-desk">{}</td><td class="only-desk">{}</td>'
    '<td class="only-desk">{}</td></tr>'
)
SELLER = (
    '<tr><th scope="row"><a class="rowlink" href="{}?owner={}">{}</a></th><td>{}</td>'
    '<td class="num"><span class="amount-bar"><b>{}</b>{}</span></td><td class="num">{}</td><td class="num">{}</td>'
    '<td class="num">{}</td><td class="num">{}</td><td class="num">{}</td></tr>'
)


@register.simple_tag
def company_rows(companies: Iterable[Row]) -> SafeString:
    """{% company_rows listing.rows %}: companies with their figures."""
    at = row_urls("crm:company_detail")
    return table_rows(
        COMPANY,
        (
            (
                at(one["pk"]),
                one["name"],
                dash(one["sector"]),
                dash(one["city"]),
                number(one["employees"]),
                dash(one["owner__name"] or one["owner__email"]),
                number(one["contacts_count"]),
                number(one["open_count"]),
                money(one["open_amount"]),
            )
            for one in companies
        ),
    )


@register.simple_tag
def contact_rows(contacts: Iterable[Row]) -> SafeString:
    """{% contact_rows listing.rows %}: people with their company."""
    at, company, how, day = (
        row_urls("crm:contact_detail"), row_urls("crm:company_detail"), labels(HowAcquired), short_dates()
    )  # fmt: skip
    return table_rows(
        CONTACT,
        (
            (
                at(one["pk"]),
                one["name"],
                company(one["company_id"]),
                one["company__name"],
                dash(one["role"]),
                dash(one["email"]),
                dash(phone(one["phone"])),
                how.get(one["how_acquired"], one["how_acquired"]),
                day(one["last_inbound_at"]),
            )
            for one in contacts
        ),
    )


def _state(deal: Row, states: dict[Any, str], stages: dict[Any, str]) -> SafeString:
    """Won, lost, or the stage it stands at."""
    if deal["state"] == OpportunityState.WON:
        return badge(states[OpportunityState.WON], tone="good", icon="trophy")
    if deal["state"] == OpportunityState.LOST:
        return badge(states[OpportunityState.LOST], tone="hot", icon="circle-x")
    return badge(stages.get(deal["stage"], deal["stage"]), tone="accent")


@register.simple_tag
def deal_state(deal: Opportunity) -> SafeString:
    """{% deal_state deal %}: won, lost, or the stage it stands at."""
    return _state({"state": deal.state, "stage": deal.stage}, labels(OpportunityState), labels(Stage))


@register.simple_tag
def opportunity_rows(deals: Iterable[Row]) -> SafeString:
    """{% opportunity_rows listing.rows %}: deals with their company, seller and product."""
    at, day, states, stages = (
        row_urls("crm:opportunity_detail"), short_dates(), labels(OpportunityState), labels(Stage)
    )  # fmt: skip
    return table_rows(
        OPPORTUNITY,
        (
            (
                at(one["pk"]),
                one["name"],
                dash(one["company__name"]),
                _state(one, states, stages),
                money(one["amount"]),
                one["owner__name"] or one["owner__email"],
                dash(one["product__name"]),
                day(one["opened_on"]),
                day(one["closed_on"]),
            )
            for one in deals
        ),
    )


@register.simple_tag
def seller_rows(sellers: Iterable[SellerRow], best: Any) -> SafeString:
    """{% seller_rows figures.sellers best %}: what each seller won, lost and has open, beside the best of them."""
    deals = page_url("crm:opportunity_list")
    return table_rows(
        SELLER,
        (
            (
                deals,
                one.pk,
                one.name,
                dash(one.team),
                money(one.won_amount),
                bar(one.won_amount, best),
                number(one.won),
                number(one.lost),
                percent(one.win_rate, 1),
                number(one.open),
                money(one.open_amount),
            )
            for one in sellers
        ),
    )
