"""The free texts of this floor that the guard reads again at night; findings have a reading of their own."""

from typing import Any

from crm.rules.guard_sources import register
from debrief.choices import UNFILED


def connect() -> None:
    register("debrief.Visit", ("note", "reason"), _day_of_visit, {"debrief__state__in": UNFILED})
    register(
        "debrief.VisitContact", ("role",), lambda row: _day_of_visit(row.visit), {"visit__debrief__state__in": UNFILED}
    )
    register("debrief.Addendum", ("text",), lambda row: str(row.debrief.get_absolute_url()))
    register("debrief.Debrief", ("question", "answer", "excuse"), _own)
    register("debrief.Appeal", ("reason", "answer"), _own)
    register("debrief.SecondReview", ("note",), _own)
    register("debrief.Question", ("text_fr", "text_en"), _own)
    register("debrief.VisitPlan", ("purpose",), _own)


def _own(row: Any) -> str:
    return str(row.get_absolute_url())


def _day_of_visit(visit: Any) -> str:
    return str(visit.debrief.get_absolute_url())
