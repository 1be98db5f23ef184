"""The inbox of contradictions: one line per field of a company, or per person, on which two sources disagree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value
from django.db.models.lookups import Exact

from accounts.models import User
from crm.models import Company, Contact, FieldChange
from crm.services.values import as_text
from debrief.choices import CompanyField, FindingKind, Novelty
from debrief.models import Finding, Settlement
from debrief.models.claims import contested_parts, person_claims_of
from debrief.models.knowledge import Knowledge, person_line
from debrief.models.settlement import PERSON
from debrief.rules.novelty import normal_form
from debrief.rules.people import PARTS

PART_COLUMNS = {"mail": "email", "tel": "phone", "job": "role"}
OF_ANOTHER = ~Q(visit__debrief__rep=OuterRef("visit__debrief__rep"))
BETWEEN = {"reps": {"across": True}, "self": {"differs": True, "across": False}, "crm": {"corrects": True}}
CORRECTS = Q(novelty=Novelty.CORRECTS) | Q(in_conflict=True)


@dataclass(frozen=True)
class Contradiction:
    """What the CRM says of a field or of a person and since when, and what each open claim says."""

    head: Finding
    company: Company
    field: str
    held: str
    change: FieldChange | None
    claims: list[Finding]
    contact: Contact | None = None
    parts: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        if self.field != PERSON:
            return str(CompanyField(self.field).label)
        name = str(self.head.data.get("name") or self.contact or "")
        labels = [str(Contact._meta.get_field(part).verbose_name) for part in self.parts]  # type: ignore[union-attr]
        return f"{name} · {', '.join(labels)}"

    @property
    def between_claims(self) -> bool:
        if self.field == PERSON:
            return bool(contested_parts(self.claims))
        return len({claim.normal_form for claim in self.claims}) > 1

    @property
    def between_reps(self) -> bool:
        """Two claims of different authors disagree."""
        return any(
            self._disagree(one, other) for one, other in combinations(self.claims, 2) if author(one) != author(other)
        )

    @property
    def within_rep(self) -> bool:
        """Claims disagree, and always those of one author."""
        return self.between_claims and not self.between_reps

    def _disagree(self, one: Finding, other: Finding) -> bool:
        if self.field == PERSON:
            return bool(contested_parts((one, other)))
        return one.normal_form != other.normal_form

    @property
    def with_crm(self) -> bool:
        if self.field == PERSON:
            return bool(self.contact and contested_parts(self.claims, self.contact))
        form = normal_form(self.field, self.held)
        return bool(self.held) and any(claim.normal_form != form for claim in self.claims)

    @property
    def oldest(self) -> datetime | None:
        return min((c.visit.debrief.filed_at for c in self.claims if c.visit.debrief.filed_at), default=None)


def author(claim: Finding) -> int:
    return int(claim.visit.debrief.rep_id)


def contradictions(user: User) -> QuerySet[Finding]:
    """The first claim of each contradiction, the oldest first: a claim is in conflict, two claims differ, or one
    corrects what the CRM says."""
    rows = Finding.objects.visible_to(user).filter(pk__in=heads(user))
    return rows.select_related("company__owner", "contact").order_by("pk")  # type: ignore[no-any-return]


def heads(user: User, between: str = "") -> Any:
    """Their keys, each kind by its own small index; `between` keeps those in conflict, of two reps, of one, or with the
    CRM."""
    fields, people = _of_fields(user), _of_people(user)
    if between == "conflict":
        fields, people = fields.filter(conflict=True), people.filter(in_conflict=True)
    elif between:
        told = BETWEEN[between]
        fields, people = fields.filter(**told), people.filter(**told)
    return fields.values("pk").union(people.values("pk"))


def _of_fields(user: User) -> Any:
    same = Finding.objects.claims().filter(company=OuterRef("company"), field=OuterRef("field"))
    rows = Finding.objects.visible_to(user).claims().filter(~Exists(same.filter(pk__lt=OuterRef("pk"))))
    rows = rows.annotate(
        differs=Exists(same.exclude(normal_form=OuterRef("normal_form"))),
        across=Exists(same.filter(Exists(same.filter(OF_ANOTHER).exclude(normal_form=OuterRef("normal_form"))))),
        corrects=Exists(same.filter(CORRECTS)),
        conflict=Exists(same.filter(in_conflict=True)),
    )
    return rows.filter(Q(differs=True) | Q(corrects=True)).order_by()


def _of_people(user: User) -> Any:
    """Claims that tell a part otherwise than another or than the CRM; the first of those that disagree leads."""
    same = Finding.objects.person_claims().filter(company=OuterRef("company"), who=OuterRef("who"))
    differ = Q()
    for column in PART_COLUMNS:
        differ |= ~Q(**{column: ""}) & Q(**{f"{column}__isnull": False}) & _other(column)
    rows = Finding.objects.visible_to(user).person_claims()
    rows = rows.filter(~Exists(same.filter(differ | CORRECTS, pk__lt=OuterRef("pk"))))
    rows = rows.annotate(
        differs=Exists(same.filter(differ)),
        across=Exists(same.filter(Exists(same.filter(OF_ANOTHER, differ)))),
        corrects=ExpressionWrapper(CORRECTS, output_field=BooleanField()),
    )
    return rows.filter(Q(differs=True) | Q(corrects=True)).order_by()


def _other(column: str) -> Q:
    return ~Q(**{column: OuterRef(column)}) & ~Q(Exact(OuterRef(column), Value("")))


def with_claims(heads: Sequence[Finding]) -> list[Contradiction]:
    """Each head with all its claims and the last change of what it is about; a constant number of queries."""
    companies = {head.company_id for head in heads}
    claims: dict[tuple[int | None, str], list[Finding]] = defaultdict(list)
    for claim in _told(Finding.objects.claims().filter(company__in=companies)):
        claims[claim.company_id, claim.field].append(claim)
    people: dict[tuple[int | None, str], list[Finding]] = defaultdict(list)
    persons = [head for head in heads if head.kind == FindingKind.CONTACT]
    for claim in _told(Finding.objects.person_claims().filter(company__in=companies)) if persons else ():
        people[claim.company_id, _who(claim)].append(claim)
    known = Knowledge(persons)
    contacts = {head.pk: known.person(head) for head in persons}
    keys = {("company", head.company_id, head.field) for head in heads if head.field}
    keys |= {("contact", one.pk, part) for one in contacts.values() if one for part in PARTS}
    changes = last_changes(keys)
    return [
        _person(head, people[head.company_id, _who(head)], contacts[head.pk], changes)
        if head.kind == FindingKind.CONTACT
        else Contradiction(
            head=head,
            company=head.company,  # type: ignore[arg-type]
            field=head.field,
            held=as_text(getattr(head.company, head.field)),
            change=changes.get(("company", head.company_id, head.field)),
            claims=claims[head.company_id, head.field],
        )
        for head in heads
    ]


def _person(
    head: Finding, told: list[Finding], contact: Contact | None, changes: dict[Any, FieldChange]
) -> Contradiction:
    claims = person_claims_of(told, contact)
    parts = sorted(contested_parts(claims) | contested_parts(claims, contact), key=PARTS.index)
    latest = [changes[key] for part in parts if contact and (key := ("contact", contact.pk, part)) in changes]
    return Contradiction(
        head=head, company=head.company, field=PERSON, contact=contact, claims=claims, parts=tuple(parts),  # type: ignore[arg-type]
        held=person_line(contact.name, contact.role, contact.phone, contact.email) if contact else "",
        change=max(latest, key=lambda one: one.at, default=None),
    )  # fmt: skip


def _told(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    return rows.select_related("visit__debrief__rep__team", "visit", "company", "contact").order_by("pk")


def _who(finding: Finding) -> str:
    return finding.normal_form.partition("|")[0]


def last_changes(keys: Iterable[tuple[str, int | None, str]]) -> dict[tuple[str, int | None, str], FieldChange]:
    """The last change of these fields: since when the CRM says so, from whom."""
    wanted = list(keys)
    about = Q(pk__in=())
    for kind in ("company", "contact"):
        mine = [(pk, name) for one, pk, name in wanted if one == kind]
        about |= Q(object_kind=kind, object_id__in=[pk for pk, _n in mine], field__in=[name for _pk, name in mine])
    rows = FieldChange.objects.filter(about).select_related("written_by", "heard_from")
    latest = rows.order_by("object_kind", "object_id", "field", "-at", "-pk")
    return {(o.object_kind, o.object_id, o.field): o for o in latest.distinct("object_kind", "object_id", "field")}


def open_contradiction(user: User, pk: int) -> QuerySet[Finding]:
    """One open claim by its number."""
    rows = Finding.objects.visible_to(user).filter(pk=pk).filter(
        Q(pk__in=Finding.objects.claims().values("pk")) | Q(pk__in=Finding.objects.person_claims().values("pk"))
    )  # fmt: skip
    return rows.select_related("company", "contact", "visit__debrief__rep")


def settled_lately(user: User, now: datetime) -> list[Settlement]:
    """What this reviewer settled within the day and may still undo, the newest first."""
    rows = Settlement.objects.visible_to(user).undoable(user, now)
    return list(rows.select_related("company", "standing").order_by("-settled_at", "-pk")[:10])
