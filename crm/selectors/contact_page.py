"""One person with her history, her deals and the provenance of her fields."""

from dataclasses import dataclass

from accounts.models import User
from crm.models import Activity, Contact, Fact, Opportunity
from crm.selectors.company_page import SHOWN, Moment, timeline
from crm.selectors.provenance import CONTACT_FIELDS, FieldRow, field_rows


@dataclass(frozen=True, slots=True)
class ContactPage:
    contact: Contact
    fields: list[FieldRow]
    opportunities: list[Opportunity]
    facts: list[Fact]
    timeline: list[Moment]


def contact_page(contact: Contact, user: User) -> ContactPage:
    """Everything the page of a person shows, in a constant number of queries."""
    deals = Opportunity.objects.visible_to(user).filter(contacts=contact).select_related("owner", "company")
    facts = Fact.objects.visible_to(user).live().filter(contact=contact).select_related("heard_from")
    return ContactPage(
        contact=contact,
        fields=field_rows(contact, CONTACT_FIELDS),
        opportunities=list(deals.order_by("-opened_on", "-pk")[:SHOWN]),
        facts=list(facts.order_by("-confirmed_at", "-pk")[:SHOWN]),
        timeline=timeline(Activity.objects.visible_to(user).filter(contact=contact), contact, []),
    )
