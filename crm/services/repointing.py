"""The rows that hang on a merged record follow it, one choice for each that stands on both sides; and come back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.exceptions import BusinessRuleError
from crm.models import Company, Contact
from crm.models.clashes import Clash, clashes, relations

CLASH = "on_clash"  # one choice for all the rows that have none of their own
KEEP, TAKE = frozenset({"keep", "leave"}), frozenset({"lose", "take"})
UNIQUE = ("siret", "external_ref")


def repoint(kept: Company | Contact, lost: Company | Contact, choices: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every row of `lost` points to `kept`, save the twins not chosen; what was done, for the undo."""
    pairs = clashes(kept, lost)
    taken = _taken(pairs, choices)
    left = {(pair.table, pair.column, pair.theirs.pk) for pair in pairs}
    moves, refused = [], []
    for table, column in relations(kept):
        pks = table._base_manager.filter(**{column: lost.pk}).order_by("pk").values_list("pk", flat=True)
        wanted = [pk for pk in pks if (table, column, pk) not in left]
        if wanted and not _update(table, column, wanted, kept.pk):
            refused.append(str(table._meta.verbose_name_plural))
        elif wanted:
            moves.append({"table": table._meta.label_lower, "column": column, "pks": wanted})
    if refused:
        message = _("These rows cannot follow: %(rows)s.") % {"rows": ", ".join(refused)}
        raise BusinessRuleError(message, code="merge_refused")
    if taken:
        moves += _exchange(taken, kept, lost)
    return moves


def _taken(pairs: Iterable[Clash], choices: Mapping[str, str]) -> list[Clash]:
    """The pairs whose row of the merged record is the one that stands; refused when some have no choice."""
    wanted = {pair: choices.get(pair.key) or choices.get(CLASH, "") for pair in pairs}
    if unsaid := {pair.key: [pair.label] for pair, word in wanted.items() if word not in KEEP | TAKE}:
        message = _("Some rows exist on both sides. Choose which one stands.")
        raise BusinessRuleError(message, code="merge_clash", fields=unsaid)
    return [pair for pair, word in wanted.items() if word in TAKE]


def _exchange(pairs: Iterable[Clash], kept: Company | Contact, lost: Company | Contact) -> list[dict[str, Any]]:
    """The twins change sides. A unique key never sees both on one side: the first waits on a row of its own."""
    stand = _stand(kept)
    moves = []
    for pair in pairs:
        _swap(pair.table, pair.column, down=(pair.mine.pk, lost.pk), up=(pair.theirs.pk, kept.pk), stand=stand)
        move = {"table": pair.table._meta.label_lower, "column": pair.column, "pks": [pair.theirs.pk]}
        moves.append(move | {"twins": [pair.mine.pk]})
    _drop(stand)
    return moves


def _swap(table: Any, column: str, *, down: tuple[int, int], up: tuple[int, int], stand: Any) -> None:
    """Row `down[0]` points to `down[1]`, row `up[0]` to `up[1]`; each stood where the other goes."""
    attname = table._meta.get_field(column).attname
    for pk, target in ((down[0], stand.pk), up, down):
        table._base_manager.filter(pk=pk).update(**{attname: target})


def _stand(kept: Any) -> Any:
    """A row nobody sees, for the length of an exchange."""
    stand = type(kept)._base_manager.get(pk=kept.pk)
    stand.pk, stand.merged_into_id = None, kept.pk
    for name in UNIQUE:
        if hasattr(stand, name):
            setattr(stand, name, "")
    stand._state.adding = True
    stand.save(force_insert=True)
    return stand


def _drop(stand: Any) -> None:
    rows = type(stand)._base_manager.filter(pk=stand.pk)
    rows._raw_delete(rows.db)


def _update(table: Any, column: str, pks: list[int], target: int) -> bool:
    attname = table._meta.get_field(column).attname
    try:
        with transaction.atomic():
            table._base_manager.filter(pk__in=pks).update(**{attname: target})
    except IntegrityError:
        return False
    return True


def move_back(move: dict[str, Any], kept: Company | Contact, lost: Company | Contact) -> None:
    """The rows of one move point again to where they did, save those that went elsewhere since."""
    table: Any = apps.get_model(move["table"])
    column = move["column"]
    attname = table._meta.get_field(column).attname
    rows = table._base_manager
    if "twins" not in move:
        rows.filter(pk__in=move["pks"], **{attname: kept.pk}).update(**{attname: lost.pk})
        return
    (came,), (went,) = move["pks"], move["twins"]
    there = rows.filter(pk=came, **{attname: kept.pk}).exists(), rows.filter(pk=went, **{attname: lost.pk}).exists()
    if all(there):
        stand = _stand(kept)
        _swap(table, column, down=(came, lost.pk), up=(went, kept.pk), stand=stand)
        _drop(stand)
    elif there[0]:
        rows.filter(pk=came).update(**{attname: lost.pk})
    elif there[1]:
        rows.filter(pk=went).update(**{attname: kept.pk})
