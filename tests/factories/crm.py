"""Companies, people and deals as tests need them: made by the services, so that keys and provenance are there."""

from datetime import date
from decimal import Decimal

import factory

from crm.choices import ActivityKind, Channel, HowAcquired
from crm.models import Activity, Company, Contact, Opportunity, Product
from crm.services.activities import log_activity
from crm.services.companies import create_company
from crm.services.contacts import create_contact
from crm.services.opportunities import open_opportunity
from tests.factories.accounts import UserFactory


class ProductFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Product

    name = factory.Sequence(lambda n: f"Pompe {n}")
    list_price = Decimal("1200.00")


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Company

    by = None
    channel = Channel.PAGE
    name = factory.Sequence(lambda n: f"Fonderie {n} SARL")
    city = "Lyon"
    owner = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return create_company(**kwargs)


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    by = None
    company = factory.SubFactory(CompanyFactory)
    name = factory.Sequence(lambda n: f"Jeanne Martin{n}")
    email = factory.Sequence(lambda n: f"jeanne.martin{n}@fonderie.test")
    how_acquired = HowAcquired.MET
    acquired_on = date(2026, 1, 5)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return create_contact(**kwargs)


class OpportunityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opportunity

    by = None
    name = factory.Sequence(lambda n: f"Renouvellement {n}")
    owner = factory.SubFactory(UserFactory)
    company = factory.SubFactory(CompanyFactory)
    amount = Decimal("5000.00")
    opened_on = date(2026, 1, 5)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return open_opportunity(**kwargs)


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    by = factory.SubFactory(UserFactory)
    company = factory.SubFactory(CompanyFactory)
    kind = ActivityKind.CALL
    text = "Devis demandé."

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return log_activity(**kwargs)
