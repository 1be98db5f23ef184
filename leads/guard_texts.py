"""The free texts of this floor that the guard reads again at night."""

from typing import Any

from crm.rules.guard_sources import register


def connect() -> None:
    register("leads.Lead", ("message", "job_title"), _own)
    register("leads.Handoff", ("promise", "proof", "opener", "comment"), _own)
    register("leads.Campaign", ("objective",), _own)


def _own(row: Any) -> str:
    return str(row.get_absolute_url())
