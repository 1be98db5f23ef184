"""Where a value was heard: the visits whose findings wrote, corrected or confirmed one field of a record."""

from django.db.models import Q, QuerySet

from accounts.models import User
from debrief.choices import CREDITED
from debrief.models import Verdict

MOST = 20
RELATED = (
    "reviewer",
    "finding__visit__company",
    "finding__visit__debrief__rep",
    "integration__field_change",
)


def company_origins(user: User, company_id: int, field: str) -> list[Verdict]:
    """What the field said of this field of the company, kept by marketing, newest first."""
    return _newest(user, Q(finding__company=company_id, finding__kind="company_fact", finding__field=field))


def contact_origins(user: User, contact_id: int, field: str) -> list[Verdict]:
    """The findings that made the person known, or changed this field of hers, newest first."""
    change = {"object_kind": "contact", "object_id": contact_id, "field": field}
    first = Q(**{f"integration__field_change__{name}": value for name, value in change.items()})
    more = Q(**{f"integration__other_changes__{name}": value for name, value in change.items()})
    made = Q(integration__contact=contact_id, integration__contact_created=True)
    return _newest(user, first | more | made)


def _newest(user: User, about: Q) -> list[Verdict]:
    rows: QuerySet[Verdict] = Verdict.objects.visible_to(user).live().filter(about, decision__in=CREDITED)
    rows = rows.filter(finding__in_conflict=False).select_related(*RELATED).distinct()
    return list(rows.order_by("-decided_at", "-pk")[:MOST])
