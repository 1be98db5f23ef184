"""Makers of the crm floor's objects, and the word that each object carries."""

from datetime import date
from decimal import Decimal
from itertools import count

from core.clock import now
from crm.models import Activity, Company, Contact, GuardMark, MergeLog, Opportunity, Product
from crm.services.companies import merge_companies

numbers = count(1)


def canary(owner, noun):
    """A word that must not reach whoever is out of reach of this owner's rows."""
    return f"CANARY-{owner}-{noun}-{next(numbers)}"


def company(world, owner):
    person = world.people[owner]
    return Company.objects.create(
        name=canary(owner, "company"), owner=person, city="Lyon", sector="Boulangerie", postcode="69001"
    )


def contact(world, owner):
    email = f"c{next(numbers)}@client.test"
    return Contact.objects.create(
        company=company(world, owner),
        name=canary(owner, "contact"),
        email=email,
        how_acquired="met",
        acquired_on=date(2026, 1, 5),
    )


def opportunity(world, owner):
    person, text = world.people[owner], canary(owner, "opportunity")
    return Opportunity.objects.create(
        name=text, company=company(world, owner), owner=person, amount=Decimal("1200.00"), opened_on=date(2026, 1, 6)
    )


def activity(world, owner):
    person, text = world.people[owner], canary(owner, "activity")
    return Activity.objects.create(company=company(world, owner), kind="note", at=now(), by=person, text=text)


def product(world, owner):
    return Product.objects.create(name=f"Four {next(numbers)}", list_price=Decimal("100.00"))


def mark(world, owner):
    """A text that the night found: whoever may answer the guard may answer this one."""
    note = activity(world, "rep_a1")
    return GuardMark.objects.create(
        source="crm.Activity.text", row_id=note.pk, category="insult", digest=str(note.pk), found_at=now()
    )


def merge(world, owner):
    """Two companies that became one: whoever may merge may split them."""
    kept, lost = company(world, "rep_a1"), company(world, "rep_a1")
    merge_companies(kept, lost, by=world.people["mkt_1"], choices={})
    return MergeLog.objects.get(kept_id=kept.pk)
