"""One deal with its people, its history and the provenance of its fields."""

from dataclasses import dataclass

from accounts.models import User
from crm.models import Activity, Opportunity, OpportunityContact
from crm.selectors.company_page import Moment, timeline
from crm.selectors.provenance import OPPORTUNITY_FIELDS, FieldRow, field_rows


@dataclass(frozen=True, slots=True)
class OpportunityPage:
    opportunity: Opportunity
    fields: list[FieldRow]
    participants: list[OpportunityContact]
    timeline: list[Moment]


def opportunity_page(opportunity: Opportunity, user: User) -> OpportunityPage:
    """Everything the page of a deal shows, in a constant number of queries."""
    people = opportunity.participants.select_related("contact__company").order_by("contact__name", "pk")
    activities = Activity.objects.visible_to(user).filter(opportunity=opportunity)
    return OpportunityPage(
        opportunity=opportunity,
        fields=field_rows(opportunity, OPPORTUNITY_FIELDS),
        participants=list(people),
        timeline=timeline(activities, opportunity, [opportunity]),
    )
