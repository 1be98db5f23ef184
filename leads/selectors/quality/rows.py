"""The rows behind a figure: the very standings that were counted."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from leads.models import HandoffStanding, LeadStanding, QualityNight
from leads.selectors.quality.asked import Figure
from leads.selectors.quality.measures import OF_LEADS, of_handoffs, of_leads


def night() -> QualityNight | None:
    """The last night that told how leads and handoffs stand."""
    return QualityNight.objects.order_by("-as_of").first()


def leads_behind(user: User, figure: Figure) -> QuerySet[Any]:
    """The numbers of the leads counted; none for a figure about handoffs."""
    found = LeadStanding.objects.visible_to(user).order_by()
    condition = of_leads().get(figure.measure)
    if condition is None:
        return found.none().values("lead")
    rows: QuerySet[Any] = found.between(figure.first, figure.last).filter(condition, **figure.slice.conditions)
    return rows.values("lead")


def handoffs_behind(user: User, figure: Figure) -> QuerySet[Any]:
    """The numbers of the handoffs counted; none for a figure about leads, or before the first night."""
    found, told = HandoffStanding.objects.visible_to(user).order_by(), night()
    condition = of_handoffs(told.as_of).get(figure.measure) if told else None
    if condition is None:
        return found.none().values("handoff")
    rows: QuerySet[Any] = found.between(figure.first, figure.last).filter(condition, **figure.slice.conditions)
    return rows.values("handoff")


def rows_url(figure: Figure) -> str:
    """Leads open the list of leads, handoffs that of handoffs."""
    name = "leads:lead_list" if figure.measure in OF_LEADS else "leads:handoff_list"
    return f"{reverse(name)}?figure={figure.text}"
