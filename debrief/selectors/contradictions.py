"""The inbox of contradictions: one line per field of a company on which open claims or the CRM disagree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from crm.models import Company, FieldChange
from crm.services.values import as_text
from debrief.choices import CompanyField, Novelty
from debrief.models import Finding
from debrief.rules.novelty import normal_form


@dataclass(frozen=True)
class Contradiction:
    """What the CRM says of a field and since when, and what each open claim says."""

    head: Finding
    company: Company
    field: str
    held: str
    change: FieldChange | None
    claims: list[Finding]

    @property
    def label(self) -> str:
        return str(CompanyField(self.field).label)

    @property
    def between_reps(self) -> bool:
        return len({claim.normal_form for claim in self.claims}) > 1

    @property
    def with_crm(self) -> bool:
        form = normal_form(self.field, self.held)
        return bool(self.held) and any(claim.normal_form != form for claim in self.claims)

    @property
    def oldest(self) -> datetime | None:
        return min((c.visit.debrief.filed_at for c in self.claims if c.visit.debrief.filed_at), default=None)


def contradictions(user: User) -> QuerySet[Finding]:
    """The first claim of each contradiction, the oldest first: a field is contradicted when a claim is in conflict,
    two claims differ, or one corrects what the CRM says."""
    open_claims = Finding.objects.visible_to(user).claims()
    same = Finding.objects.claims().filter(company=OuterRef("company"), field=OuterRef("field"))
    rows = open_claims.filter(~Exists(same.filter(pk__lt=OuterRef("pk"))))
    rows = rows.annotate(
        differs=Exists(same.exclude(normal_form=OuterRef("normal_form"))),
        corrects=Exists(same.filter(Q(in_conflict=True) | Q(novelty=Novelty.CORRECTS))),
        conflict=Exists(same.filter(in_conflict=True)),
    )
    return rows.filter(Q(differs=True) | Q(corrects=True)).select_related("company__owner").order_by("pk")  # type: ignore[no-any-return]


def with_claims(heads: Sequence[Finding]) -> list[Contradiction]:
    """Each head with all its claims and the last change of the field, in two more queries."""
    keys = {(head.company_id, head.field) for head in heads}
    claims: dict[tuple[int | None, str], list[Finding]] = defaultdict(list)
    rows = Finding.objects.claims().filter(company__in=[head.company_id for head in heads])
    for claim in rows.select_related("visit__debrief__rep__team", "visit").order_by("pk"):
        claims[claim.company_id, claim.field].append(claim)
    changes = last_changes(keys)
    return [
        Contradiction(
            head=head,
            company=head.company,  # type: ignore[arg-type]
            field=head.field,
            held=as_text(getattr(head.company, head.field)),
            change=changes.get((head.company_id, head.field)),
            claims=claims[head.company_id, head.field],
        )
        for head in heads
    ]


def last_changes(keys: Iterable[tuple[int | None, str]]) -> dict[tuple[int | None, str], FieldChange]:
    """The last change of these fields of companies: since when the CRM says so, from whom."""
    wanted = list(keys)
    rows = FieldChange.objects.filter(
        object_kind="company", object_id__in=[pk for pk, _name in wanted], field__in=[name for _pk, name in wanted]
    )
    latest = rows.select_related("written_by", "heard_from").order_by("object_id", "field", "-at", "-pk")
    return {(one.object_id, one.field): one for one in latest.distinct("object_id", "field")}


def open_contradiction(user: User, pk: int) -> QuerySet[Finding]:
    """One open claim by its number."""
    return Finding.objects.visible_to(user).claims().filter(pk=pk).select_related("company", "visit__debrief__rep")
