"""Reading vocabulary of the crm floor."""

from datetime import date, datetime
from typing import Any, Self

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import F, Func, Q, TextField, Value

from accounts.querysets import ScopedQuerySet
from crm.choices import OpportunityState

SHORTEST_ANYWHERE = 3


def fold(text: str) -> Func:
    """The text without accents and capitals, folded by the same function as the search documents."""
    return Func(Value(text), function="core_fold", output_field=TextField())


def holding(text: str) -> Q:
    """A search document that holds every word; words of one or two letters alone, at the beginning of a word.

    The index knows three letters: it finds the beginning of a word by the space before it, its middle only by reading
    every row.
    """
    words = text.split()[:6]
    short = all(len(word) < SHORTEST_ANYWHERE for word in words)
    found = Q()
    for word in words:
        if short:
            found &= Q(search_document__startswith=fold(word)) | Q(search_document__contains=fold(f" {word}"))
        else:
            found &= Q(search_document__contains=fold(word))
    return found


class ProductQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """The price list and the list of competitors, for everybody who works here."""
        return self


class SearchedQuerySet(ScopedQuerySet):
    unowned = True

    def live(self) -> Self:
        """Neither merged into another row nor made anonymous."""
        return self.filter(merged_into=None)

    def matching(self, text: str) -> Self:
        """Rows whose search document holds every word of the text, accents and capitals apart."""
        return self.filter(holding(text))

    def near(self, text: str) -> Self:
        """Rows whose search document resembles the text, the most alike first: for a misspelt name."""
        return self.filter(search_document__trigram_word_similar=fold(text)).likest(text)

    def likest(self, text: str) -> Self:
        """The most alike first."""
        likeness = TrigramWordSimilarity(fold(text), "search_document")  # type: ignore[arg-type]
        return self.annotate(likeness=likeness).order_by("-likeness", "pk")


class CompanyQuerySet(SearchedQuerySet):
    owner = "owner"
    team = "owner__team"

    def with_figures(self) -> Self:
        """Each company with its number of contacts and of open deals, counted apart."""
        return self.annotate(
            contacts_count=_count("Contact", Q(merged_into=None, anonymised_at=None)),
            open_count=_count("Opportunity", Q(state=OpportunityState.OPEN)),
            open_amount=_total("Opportunity", Q(state=OpportunityState.OPEN)),
        )


def _rows(model: str, condition: Q) -> models.QuerySet[Any]:
    from django.apps import apps

    manager: Any = apps.get_model("crm", model)._default_manager
    found: models.QuerySet[Any] = manager.filter(condition, company=models.OuterRef("pk")).order_by().values("company")
    return found


def _count(model: str, condition: Q) -> models.functions.Coalesce:
    found = _rows(model, condition).annotate(n=models.Count("pk")).values("n")
    return models.functions.Coalesce(models.Subquery(found), 0)


def _total(model: str, condition: Q) -> models.functions.Coalesce:
    money = models.DecimalField(max_digits=14, decimal_places=2)
    found = _rows(model, condition).annotate(n=models.Sum("amount")).values("n")
    return models.functions.Coalesce(models.Subquery(found), Value(0), output_field=money)


class ContactQuerySet(SearchedQuerySet):
    owner = "company__owner"
    team = "company__owner__team"

    def live(self) -> Self:
        return self.filter(merged_into=None, anonymised_at=None)

    def reachable_by_email(self) -> Self:
        return self.live().filter(email_opt_out=False, objected_at=None).exclude(email="")


class OpportunityQuerySet(ScopedQuerySet):
    owner = "owner"
    team = "owner__team"

    def open(self) -> Self:
        return self.filter(state=OpportunityState.OPEN)

    def won(self) -> Self:
        return self.filter(state=OpportunityState.WON)

    def lost(self) -> Self:
        return self.filter(state=OpportunityState.LOST)

    def closed_between(self, first: date | None, last: date | None) -> Self:
        """Deals closed from the first to the last day; an end left out is not a limit."""
        found = self.exclude(state=OpportunityState.OPEN)
        if first:
            found = found.filter(closed_on__gte=first)
        return found.filter(closed_on__lte=last) if last else found


class ActivityQuerySet(ScopedQuerySet):
    owner = "company__owner"
    team = "company__owner__team"
    unowned = True

    def since(self, instant: datetime) -> Self:
        return self.filter(at__gte=instant)


class FactQuerySet(ScopedQuerySet):
    owner = "company__owner"
    team = "company__owner__team"
    unowned = True

    def live(self) -> Self:
        return self.filter(withdrawn_at=None)

    def fresh(self, day: date) -> Self:
        return self.live().filter(Q(expires_on=None) | Q(expires_on__gte=day))


class FieldChangeQuerySet(models.QuerySet[Any]):
    def of(self, obj: models.Model) -> Self:
        """The history of one object, newest first."""
        return self.filter(object_kind=obj._meta.model_name, object_id=obj.pk).order_by("-at", "-pk")

    def latest_by_field(self) -> Self:
        """The last change of each field: where today's value comes from."""
        return self.order_by("object_kind", "object_id", "field", F("at").desc(), "-pk").distinct(
            "object_kind", "object_id", "field"
        )


class MergeLogQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Whoever may merge reads what was merged: they see every record."""
        return self.all() if user.has_perm("crm.merge_records") else self.none()
