"""The free texts of this floor that the guard reads again at night."""

from typing import Any

from crm.rules.guard_sources import register


def connect() -> None:
    register("crm.Activity", ("text",), _company)
    register("crm.Fact", ("value", "said_by"), _company)
    register("crm.Contact", ("role",), _own)
    register("crm.Opportunity", ("name",), _own)


def _own(row: Any) -> str:
    return str(row.get_absolute_url())


def _company(row: Any) -> str:
    return str(row.company.get_absolute_url())
