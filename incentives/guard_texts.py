"""The free texts of this floor that the guard reads again at night."""

from crm.rules.guard_sources import register


def connect() -> None:
    register("incentives.Dispute", ("reason", "answer"), lambda row: str(row.get_absolute_url()))
