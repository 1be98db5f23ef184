"""The crm floor's reports: the very rows of its pages."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import clock
from core.exports.report import Column, Report
from crm.models import Company, Contact, Opportunity
from crm.selectors.pipeline import Pipeline

CHUNK = 2000


def companies_report(companies: QuerySet[Company], filters: str) -> Report:
    columns = [
        Column("name", _("Name")),
        Column("siren", _("SIREN")),
        Column("sector", _("Sector")),
        Column("segment", _("Segment")),
        Column("employees", _("Employees"), "int"),
        Column("city", _("Town")),
        Column("country", _("Country")),
        Column("owner", _("Owner")),
        Column("contacts", _("Contacts"), "int"),
        Column("open", _("Open deals"), "int"),
        Column("open_amount", _("Open amount"), "money"),
    ]
    return Report(_("Companies"), columns, _companies(companies), clock.now(), filters)


def _companies(companies: QuerySet[Any]) -> Iterator[tuple[Any, ...]]:
    for one in companies.select_related("owner").iterator(chunk_size=CHUNK):
        owner = str(one.owner) if one.owner else ""
        figures = (one.contacts_count, one.open_count, one.open_amount)
        yield (one.name, one.siren, one.sector, one.segment, one.employees, one.city, one.country, owner, *figures)


def contacts_report(contacts: QuerySet[Contact], filters: str) -> Report:
    columns = [
        Column("name", _("Name")),
        Column("company", _("Company")),
        Column("role", _("Job title")),
        Column("buying_role", _("Role in the purchase")),
        Column("email", _("E-mail")),
        Column("phone", _("Phone")),
        Column("how", _("How acquired")),
        Column("on", _("Acquired on"), "date"),
        Column("inbound", _("Last contact coming from the person"), "datetime"),
    ]
    return Report(_("Contacts"), columns, _contacts(contacts), clock.now(), filters)


def _contacts(contacts: QuerySet[Contact]) -> Iterator[tuple[Any, ...]]:
    for one in contacts.select_related("company").iterator(chunk_size=CHUNK):
        role, how = str(one.get_buying_role_display()), str(one.get_how_acquired_display())
        yield (
            one.name, one.company.name, one.role, role, one.email, one.phone, how, one.acquired_on, one.last_inbound_at
        )  # fmt: skip


def opportunities_report(deals: QuerySet[Opportunity], filters: str) -> Report:
    columns = [
        Column("name", _("Name")),
        Column("company", _("Company")),
        Column("owner", _("Seller")),
        Column("product", _("Product")),
        Column("state", _("State")),
        Column("stage", _("Stage")),
        Column("amount", _("Amount"), "money"),
        Column("margin", _("Margin"), "money"),
        Column("opened_on", _("Opened on"), "date"),
        Column("expected_on", _("Expected on"), "date"),
        Column("closed_on", _("Closed on"), "date"),
        Column("loss_reason", _("Loss reason")),
    ]
    return Report(_("Opportunities"), columns, _opportunities(deals), clock.now(), filters)


def _opportunities(deals: QuerySet[Opportunity]) -> Iterator[tuple[Any, ...]]:
    for one in deals.select_related("company", "owner", "product").iterator(chunk_size=CHUNK):
        labels = (str(one.get_state_display()), str(one.get_stage_display()))
        yield (
            one.name, str(one.company or ""), str(one.owner), str(one.product or ""), *labels, one.amount, one.margin,
            one.opened_on, one.expected_on, one.closed_on, str(one.get_loss_reason_display()),
        )  # fmt: skip


def pipeline_report(figures: Pipeline, filters: str) -> Report:
    columns = [
        Column("seller", _("Seller")),
        Column("team", _("Team")),
        Column("won_amount", _("Amount won"), "money"),
        Column("won", pgettext("deals", "Won"), "int"),
        Column("lost", pgettext("deals", "Lost"), "int"),
        Column("win_rate", _("Win rate"), "percent"),
        Column("open", _("Open deals"), "int"),
        Column("open_amount", _("Open amount"), "money"),
    ]
    rows = [
        (row.name, row.team, row.won_amount, row.won, row.lost, row.win_rate, row.open, row.open_amount)
        for row in figures.sellers
    ]
    total = (
        _("Total"), "", figures.won_amount, figures.won, figures.lost, figures.win_rate, figures.open,
        figures.open_amount,
    )  # fmt: skip
    return Report(_("Sales pipeline"), columns, rows, clock.now(), filters, total)
