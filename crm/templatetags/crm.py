"""How the CRM writes its own kinds of values, and the rows of its lists: one sentence of HTML for each row."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.addresses import page_url
from core.templatetags.figures import bar
from core.templatetags.fmt import dash, money, number, percent, short_date
from core.templatetags.ui import badge
from crm.models import Company, Contact, Opportunity
from crm.rules.matching import show_phone
from crm.selectors.pipeline import SellerRow

register = template.Library()


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
def company_rows(companies: Iterable[Company]) -> SafeString:
    """{% company_rows listing.rows %}: companies with their figures."""
    return format_html_join(
        "\n",
        COMPANY,
        (
            (
                one.get_absolute_url(),
                one.name,
                dash(one.sector),
                dash(one.city),
                number(one.employees),
                dash(one.owner),
                localize(one.contacts_count),  # type: ignore[attr-defined]
                localize(one.open_count),  # type: ignore[attr-defined]
                money(one.open_amount),  # type: ignore[attr-defined]
            )
            for one in companies
        ),
    )


@register.simple_tag
def contact_rows(contacts: Iterable[Contact]) -> SafeString:
    """{% contact_rows listing.rows %}: people with their company."""
    return format_html_join(
        "\n",
        CONTACT,
        (
            (
                one.get_absolute_url(),
                one.name,
                one.company.get_absolute_url(),
                one.company,
                dash(one.role),
                dash(one.email),
                dash(phone(one.phone)),
                one.get_how_acquired_display(),
                short_date(one.last_inbound_at),
            )
            for one in contacts
        ),
    )


@register.simple_tag
def deal_state(deal: Opportunity) -> SafeString:
    """{% deal_state deal %}: won, lost, or the stage it stands at."""
    if deal.state == "won":
        return badge(deal.get_state_display(), tone="good", icon="trophy")
    if deal.state == "lost":
        return badge(deal.get_state_display(), tone="hot", icon="circle-x")
    return badge(deal.get_stage_display(), tone="accent")


@register.simple_tag
def opportunity_rows(deals: Iterable[Opportunity]) -> SafeString:
    """{% opportunity_rows listing.rows %}: deals with their company, seller and product."""
    return format_html_join(
        "\n",
        OPPORTUNITY,
        (
            (
                one.get_absolute_url(),
                one.name,
                dash(one.company),
                deal_state(one),
                money(one.amount),
                one.owner,
                dash(one.product),
                short_date(one.opened_on),
                short_date(one.closed_on),
            )
            for one in deals
        ),
    )


@register.simple_tag
def seller_rows(sellers: Iterable[SellerRow], best: Any) -> SafeString:
    """{% seller_rows figures.sellers best %}: what each seller won, lost and has open, beside the best of them."""
    deals = page_url("crm:opportunity_list")
    return format_html_join(
        "\n",
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
