"""Two records side by side: the fields in which they differ, and what the merge would move."""

from dataclasses import dataclass

from crm.models import Company, Contact, MergeLog
from crm.selectors.provenance import COMPANY_FIELDS, CONTACT_FIELDS, label_of, text_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: both values, and the one proposed."""

    field: str
    label: str
    mine: str
    theirs: str
    proposed: str


def differences(keep: Company | Contact, lose: Company | Contact) -> list[Difference]:
    """The fields that a person chooses; equal ones are not asked."""
    names = ("name", *(COMPANY_FIELDS if isinstance(keep, Company) else CONTACT_FIELDS))
    found = []
    for name in names:
        mine, theirs = text_of(keep, name), text_of(lose, name)
        if mine != theirs and theirs:
            found.append(Difference(name, label_of(keep, name), mine, theirs, "keep" if mine else "lose"))
    return found


def moving(lose: Company | Contact) -> list[tuple[str, int]]:
    """How many rows of each kind would move."""
    counts = []
    for relation in lose._meta.related_objects:
        if relation.many_to_many:
            continue
        table = relation.related_model
        name = str(table._meta.verbose_name_plural)  # type: ignore[union-attr]
        count = table._base_manager.filter(**{relation.field.name: lose.pk}).count()  # type: ignore[union-attr]
        if count:
            counts.append((name, count))
    return counts


def last_merge(kept: Company | Contact) -> MergeLog | None:
    """The newest merge into this record that still stands."""
    logs = MergeLog.objects.filter(kind=kept._meta.model_name, kept_id=kept.pk, undone_at=None)
    return logs.order_by("-at", "-pk").first()


@dataclass(frozen=True, slots=True)
class Merged:
    """One line of the journal of merges: both records by their names, and what moved."""

    log: MergeLog
    kept: Company | Contact | None
    lost: Company | Contact | None
    moved: int
    fields: list[str]


def merged_rows(logs: list[MergeLog]) -> list[Merged]:
    """The merges with their records, in two queries."""
    rows: dict[tuple[str, int], Company | Contact] = {}
    models: tuple[type[Company] | type[Contact], ...] = (Company, Contact)
    for model in models:
        kind = str(model._meta.model_name)
        wanted = {pk for log in logs if log.kind == kind for pk in (log.kept_id, log.lost_id)}
        for row in model._base_manager.filter(pk__in=wanted) if wanted else ():
            rows[kind, row.pk] = row
    return [
        Merged(
            log,
            rows.get((log.kind, log.kept_id)),
            rows.get((log.kind, log.lost_id)),
            sum(len(move["pks"]) for move in log.moves),
            _labels(rows.get((log.kind, log.kept_id)), log),
        )
        for log in logs
    ]


def _labels(kept: Company | Contact | None, log: MergeLog) -> list[str]:
    return [label_of(kept, name) for name in log.choices.get("before", {})] if kept is not None else []
