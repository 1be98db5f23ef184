"""Demo data of the CRM, created through its own services: a handful of companies, people and deals."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from accounts.models import User
from crm.choices import BuyingRole, HowAcquired, Stage
from crm.models import Company, Contact, Opportunity, Product
from crm.services.companies import create_company
from crm.services.contacts import create_contact
from crm.services.opportunities import open_opportunity

TOWNS = (("Lyon", "69003"), ("Villeurbanne", "69100"), ("Grenoble", "38000"), ("Saint-Étienne", "42000"))
TRADES = ("Fonderie", "Boulangerie", "Menuiserie", "Imprimerie", "Transports", "Clinique vétérinaire")
SURNAMES = ("Morel", "Lefèvre", "Garnier", "Rousseau", "Chevalier", "Perrin", "Lambert", "Colin")
FIRST_NAMES = ("Claire", "Julien", "Sophie", "Karim", "Élodie", "Thomas", "Nadia", "Hugo")


def create_companies(*, by: User, owners: Sequence[User], count: int, seed: int = 1) -> list[Company]:
    """Companies shared among the owners."""
    chance = Random(seed)
    made = []
    for number in range(count):
        town, postcode = chance.choice(TOWNS)
        made.append(
            create_company(
                by=by, name=f"{chance.choice(TRADES)} {chance.choice(SURNAMES)} {number + 1}", city=town,
                postcode=postcode, employees=5 + chance.randrange(200), owner=owners[number % len(owners)],
            )
        )  # fmt: skip
    return made


def create_contacts(*, by: User, companies: Sequence[Company], day: date, seed: int = 1) -> list[Contact]:
    """One person at each company."""
    chance = Random(seed)
    return [
        create_contact(
            by=by, company=company, name=f"{chance.choice(FIRST_NAMES)} {chance.choice(SURNAMES)}",
            email=f"contact@societe-{company.pk}.example", role="Responsable achats", buying_role=BuyingRole.BUYER,
            how_acquired=HowAcquired.MET, acquired_on=day, told_source=True,
        )
        for company in companies
    ]  # fmt: skip


def create_opportunities(*, by: User, contacts: Sequence[Contact], day: date, seed: int = 1) -> list[Opportunity]:
    """One open deal for each person, of the price list."""
    chance = Random(seed)
    products = list(Product.objects.order_by("pk")) or [
        Product.objects.create(name="Four à sole", list_price=Decimal("12400.00"))
    ]
    made = []
    for contact in contacts:
        product, owner = chance.choice(products), contact.company.owner or by
        made.append(
            open_opportunity(
                by=by, owner=owner, company=contact.company, name=product.name, amount=product.list_price,
                contacts=(contact,), product=product, opened_on=day - timedelta(days=chance.randrange(60)),
                stage=chance.choice(list(Stage)),
            )
        )  # fmt: skip
    return made
