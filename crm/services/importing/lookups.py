"""Finds people, products and companies named in a file: a few queries for many rows."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from accounts.services.imported import import_person
from crm.models import Company, Product
from crm.rules import matching
from crm.services.importing.cells import squash


class People:
    """People by e-mail or by name; whoever is not known is imported, inactive."""

    def __init__(self, by: User | None) -> None:
        self.by = by
        self.by_email: dict[str, User] = {}
        self.by_name: dict[str, User] = {}
        for user in User.objects.order_by("is_active", "-pk"):
            self._keep(user)

    def _keep(self, user: User) -> None:
        self.by_email[user.email] = user
        self.by_name[matching.fold(user.name)] = user

    def find(self, text: str) -> User | None:
        return self.by_email.get(text.strip().lower()) if "@" in text else self.by_name.get(matching.fold(text))

    def get(self, text: str, *, role: str = Role.REP, email: str = "") -> User:
        """The person of this name or address."""
        found = self.find(email) if email else None
        if found := found or self.find(text):
            return found
        address = text if "@" in text else email
        user = import_person(by=self.by, name=text.partition("@")[0], role=role, email=address)
        self._keep(user)
        return user


class Products:
    """Products by name, however their words are joined."""

    def __init__(self) -> None:
        self.by_key = {squash(product.name): product for product in Product.objects.order_by("-pk")}

    def get(self, text: str) -> Product:
        found: Product | None = self.by_key.get(squash(text))
        if found is not None:
            return found
        raise ValidationError(_("The product “%(name)s” is not known: import products first.") % {"name": text})


class Companies:
    """Companies by reference elsewhere, SIRET, SIREN or name, for the rows of one chunk."""

    def __init__(self, texts: Iterable[str], domains: Iterable[str] = ()) -> None:
        wanted, sites = {text for text in texts if text}, {domain for domain in domains if domain}
        keys = {matching.company_key(text) for text in wanted}
        rows = Company.objects.live().filter(
            Q(external_ref__in=wanted)
            | Q(siret__in=wanted)
            | Q(siren__in=wanted)
            | Q(name_key__in=keys)
            | Q(domain__in=sites)
        )
        self.by_ref: dict[str, Company] = {}
        self.by_key: dict[str, list[Company]] = defaultdict(list)
        self.by_domain: dict[str, list[Company]] = defaultdict(list)
        for company in rows.order_by("pk"):
            self.keep(company)

    def keep(self, company: Company) -> None:
        for ref in (company.external_ref, company.siret, company.siren):
            if ref:
                self.by_ref.setdefault(ref, company)
        self.by_key[company.name_key].append(company)
        if company.domain:
            self.by_domain[company.domain].append(company)

    def named(self, name: str) -> list[Company]:
        """The companies of this name: those that are written the same way when there are some, else the alike."""
        alike = self.by_key.get(matching.company_key(name), [])
        same = [one for one in alike if matching.fold(one.name) == matching.fold(name)]
        return same or alike

    def employer(self, text: str, domain: str) -> Company:
        """The company named; where none is, the only one whose web site has this domain."""
        if text or not domain:
            return self.get(text)
        found = self.by_domain.get(domain, [])
        if len(found) == 1:
            return found[0]
        raise ValidationError(_("No company is named, and none is known at %(domain)s.") % {"domain": domain})

    def get(self, text: str) -> Company:
        """The one company of this reference or name."""
        if found := self.by_ref.get(text):
            return found
        named = self.named(text)
        if len(named) == 1:
            return named[0]
        if named:
            raise ValidationError(_("Several companies are called “%(name)s”: give a reference.") % {"name": text})
        raise ValidationError(_("The company “%(name)s” is not known: import companies first.") % {"name": text})
