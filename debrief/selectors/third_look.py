"""What a second reviewer and the judge of an appeal read."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from debrief.models import Appeal, Finding, SecondReview
from debrief.models.knowledge import Knowledge
from debrief.selectors.review_sheet import SheetRow, alike_of, label_of

APPEAL_RELATED = (
    "opened_by__team",
    "decided_by",
    "new_verdict",
    "verdict__reviewer",
    "verdict__of__visit__debrief__rep",
    "verdict__finding__visit__debrief__rep",
    "verdict__finding__visit__company",
    "verdict__finding__company",
    "verdict__finding__contact",
)


@dataclass(frozen=True)
class BlindFinding:
    """A finding as it was filed: neither who told it nor what was decided, nor what the CRM has become since."""

    second: SecondReview
    label: str
    company: str
    kind: str
    value: str
    held: str
    how_known: str
    said_by: str
    observed_on: object
    amount: object
    on_date: object
    timeliness: str
    novelty: str
    late: bool


def blind(second: SecondReview, now: datetime) -> BlindFinding:
    finding = second.verdict.finding
    return BlindFinding(
        second=second,
        label=label_of(finding),
        company=finding.visit.title,
        kind=str(finding.get_kind_display()),
        value=finding.value,
        held=finding.crm_value,
        how_known=str(finding.get_how_known_display()),
        said_by=finding.said_by,
        observed_on=finding.observed_on,
        amount=finding.amount,
        on_date=finding.on_date,
        timeliness=str(finding.visit.debrief.get_timeliness_display()),
        novelty=str(finding.get_novelty_display()),
        late=second.decided_at is None and second.due_at < now,
    )


def blind_queue(user: User) -> QuerySet[SecondReview]:
    """What waits for this reviewer, the nearest deadline first."""
    rows = SecondReview.objects.open_to(user).select_related("verdict__finding__visit__company")
    return rows.select_related("verdict__finding__visit__debrief").order_by("due_at", "pk")  # type: ignore[no-any-return]


def appeals_of(user: User) -> QuerySet[Appeal]:
    return Appeal.objects.visible_to(user).select_related(*APPEAL_RELATED)  # type: ignore[no-any-return]


def appeals_listed(user: User) -> QuerySet[Appeal]:
    """The same with what a list shows."""
    return Appeal.objects.visible_to(user).select_related("opened_by", "verdict__finding__visit__company")  # type: ignore[no-any-return]


def contested_row(appeal: Appeal) -> SheetRow:
    """The contested finding beside the CRM as it is today."""
    finding: Finding = appeal.verdict.finding
    return SheetRow(
        finding=finding,
        label=label_of(finding),
        held=Knowledge([finding]).value(finding),
        verdict=appeal.verdict,
        alike=alike_of([finding]).get(finding.pk, []),
        is_current=True,
        waits=False,
        number=1,
    )
