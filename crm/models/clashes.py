"""Rows that stand on both sides of a merge, where a unique key lets the kept record hold only one of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, UniqueConstraint

from crm.models.company import Company
from crm.models.contact import Contact

# Rows that only ever are added to stay with the signpost, which leads to the row kept.
APPEND_ONLY = frozenset({"leads.leadtransition", "incentives.ledgerline", "core.auditentry"})
UNTOLD = frozenset({"id", "created_at", "updated_at"})


@dataclass(frozen=True, slots=True)
class Clash:
    """One row of the merged record and its twin of the kept one; `key` names it in the choices of the merge."""

    table: Any
    column: str
    mine: Model
    theirs: Model
    others: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.table._meta.label_lower}:{self.theirs.pk}"

    @property
    def label(self) -> str:
        about = [str(getattr(self.theirs, name) or "") for name in self.others]
        return " · ".join(word for word in (str(self.table._meta.verbose_name).capitalize(), *about) if word)

    @property
    def mine_text(self) -> str:
        """What the kept record's row says that the other does not."""
        return _said(self.mine, self._told)

    @property
    def theirs_text(self) -> str:
        return _said(self.theirs, self._told)

    @property
    def _told(self) -> list[Any]:
        hidden = UNTOLD | {self.column, *self.others}
        fields = [one for one in self.table._meta.concrete_fields if one.name not in hidden]
        return [one for one in fields if getattr(self.mine, one.attname) != getattr(self.theirs, one.attname)]


def relations(kept: Company | Contact) -> Iterator[tuple[Any, str]]:
    """Each table and column that point to such a record and follow it in a merge."""
    for relation in kept._meta.related_objects:
        table: Any = relation.related_model
        if not relation.many_to_many and table._meta.label_lower not in APPEND_ONLY:
            yield table, relation.field.name


def clashes(kept: Company | Contact, lost: Company | Contact) -> list[Clash]:
    """Every pair that the merge must choose between, in a query per unique key."""
    return [clash for table, column in relations(kept) for clash in _of(table, column, kept.pk, lost.pk)]


def _of(table: Any, column: str, kept: int, lost: int) -> Iterator[Clash]:
    attname = table._meta.get_field(column).attname
    for fields, condition in _unique_keys(table, column):
        others = tuple(name for name in fields if name != column)
        rows = table._base_manager.filter(**{f"{column}__in": [kept, lost]}).select_related(*_links(table, others))
        sides: dict[tuple[Any, ...], dict[int, Model]] = defaultdict(dict)
        for row in (rows.filter(condition) if condition else rows).order_by("pk"):
            value = tuple(getattr(row, table._meta.get_field(name).attname) for name in others)
            if None not in value:
                sides[value][getattr(row, attname)] = row
        for pair in sides.values():
            if len(pair) == 2:
                yield Clash(table, column, pair[kept], pair[lost], others)


def _unique_keys(table: Any, column: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    for one in table._meta.constraints:
        if isinstance(one, UniqueConstraint) and column in one.fields:
            yield tuple(one.fields), one.condition
    for names in table._meta.unique_together:
        if column in names:
            yield tuple(names), None


def _links(table: Any, names: tuple[str, ...]) -> list[str | None]:
    return [name for name in names if table._meta.get_field(name).is_relation] or [None]


def _said(row: Model, fields: list[Any]) -> str:
    told = []
    for one in fields:
        shown = getattr(row, f"get_{one.name}_display", None)
        value = shown() if shown else getattr(row, one.attname)
        if value not in ("", None):
            told.append(f"{str(one.verbose_name).capitalize()}: {value}")
    return ", ".join(told)
