"""Reading vocabulary of the leads floor."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, DecimalField, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Lower

from accounts.querysets import ScopedQuerySet
from leads.choices import (
    OPEN_STATES,
    QUALIFIED_AND_AFTER,
    SHUT_STATES,
    CostKind,
    HandoffDecision,
    LeadState,
    OwnerWhy,
)

SIGNED_COST = Case(
    When(Q(kind=CostKind.SPEND) | Q(kind=CostKind.REVERSAL, reverses__kind=CostKind.CREDIT), then=F("amount")),
    default=-F("amount"),
    output_field=DecimalField(max_digits=14, decimal_places=2),
)


class ReasonQuerySet(models.QuerySet[Any]):
    def active(self, kind: str) -> Self:
        return self.filter(kind=kind, active=True).order_by("rank", "pk")


class CampaignQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "owner"
    team = "owner__team"

    def open_on(self, day: date) -> Self:
        return self.exclude(state="closed").filter(starts_on__lte=day)


class CampaignCostQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "campaign__owner"
    team = "campaign__owner__team"

    def signed(self) -> Self:
        """Each row with what it adds to the cost: spends count, credits and reversals take back."""
        return self.annotate(signed=SIGNED_COST)

    def net(self) -> dict[str, object]:
        return self.aggregate(total=Sum(SIGNED_COST))


class CaptureFormQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "campaign__owner"
    team = "campaign__owner__team"

    def open_now(self) -> Self:
        """The forms that take answers: open ones of campaigns that are not closed."""
        return self.filter(state="live").exclude(campaign__state="closed")

    def with_figures(self) -> Self:
        """Each with its answers and the leads they made."""
        good = Q(submissions__fate__in=("created", "again"))
        return self.annotate(
            answers=models.Count("submissions", filter=good),
            made=models.Count("submissions", filter=Q(submissions__fate="created")),
        )


class FormSubmissionQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "form__campaign__owner"
    team = "form__campaign__owner__team"


class LeadQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "owner"
    team = "team"

    def unassigned(self) -> Self:
        """Qualified, and nobody was found to receive it."""
        return self.filter(state=LeadState.QUALIFIED, team=None, owner=None)

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def unscored(self) -> Self:
        """Those to score that never were."""
        return self.filter(score__cell="").exclude(state__in=SHUT_STATES).order_by("pk")

    def by_score(self) -> Self:
        """Joined to their scores, which every lead has: sorted by one, they are read from its index; `plain` are the
        same leads without them, quicker to count."""
        found = self.filter(score__isnull=False)
        found.plain = self  # type: ignore[attr-defined]
        return found

    def to_rate(self, user: Any) -> Self:
        """Those in reach, and the recycled ones that this person gave back: out of reach, they are still rated."""
        reach = self.reach_of(user)
        if reach is None:
            return self.none()
        owners = self.model._meta.get_field("owners").related_model._base_manager
        last = owners.filter(lead=OuterRef("pk"), owner=None, why=OwnerWhy.RETURNED).order_by("-at", "-pk")
        held = self.alias(holder=Subquery(last.values("before")[:1]))
        return held.filter(reach | Q(state=LeadState.RECYCLED, holder=user.pk))

    def qualified(self) -> Self:
        return self.filter(state__in=QUALIFIED_AND_AFTER)

    def due_back(self, day: date) -> Self:
        return self.filter(state=LeadState.RECYCLED, recycled_until__lte=day)

    def same_person(self, email: str, phone: str) -> Self:
        """The rows found first by the index of each key, then kept in the order asked."""
        everybody = self.model._base_manager.order_by()
        found = self.none().values("pk").order_by()
        if email:
            folded = everybody.alias(folded=Lower("email")).exclude(email="")
            found = found.union(folded.filter(folded=email.lower()).values("pk"))
        if phone:
            found = found.union(everybody.exclude(phone="").filter(phone=phone).values("pk"))
        return self.filter(pk__in=found)


class LeadTransitionQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "lead__owner"
    team = "lead__team"

    def reached(self, state: str) -> Self:
        return self.filter(to_state=state)


class ProbabilityModelQuerySet(models.QuerySet[Any]):
    def shown(self) -> Any:
        """The last night that learnt something, when its verdict lets its probabilities be shown."""
        last = self.exclude(signal=self.model.MISSING).order_by("-day").first()
        return last if last is not None and last.signal == "clear" and last.numbers else None


class TouchpointQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "lead__owner"
    team = "lead__team"

    def live(self) -> Self:
        return self.filter(withdrawn_at=None)


class ContractTermsQuerySet(models.QuerySet[Any]):
    def in_force(self, at: datetime) -> Any:
        """The terms that hold at this moment: the last ones set before it, or the usual ones."""
        return self.filter(since__lte=at).first() or self.model(number=0, since=at)

    def dated(self) -> Callable[[datetime], Any]:
        """The same for many moments, read once."""
        rows, usual = list(self.all()), self.model(number=0)
        return lambda at: next((row for row in rows if row.since <= at), usual)


class RoutingRuleQuerySet(models.QuerySet[Any]):
    def active(self) -> Self:
        return self.filter(active=True).order_by("rank", "pk")


class HandoffQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "to"
    team = "to__team"

    def pending(self) -> Self:
        return self.filter(decision=HandoffDecision.PENDING)

    def late(self, now: datetime) -> Self:
        return self.pending().filter(due_at__lt=now)


class OutcomeQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "lead__owner"
    team = "lead__team"

    def live(self) -> Self:
        return self.filter(superseded_at=None)


class RevenueAttributionQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "opportunity__owner"
    team = "opportunity__owner__team"

    def between(self, first: date, last: date) -> Self:
        return self.filter(closed_on__gte=first, closed_on__lte=last)


class CampaignRoiSnapshotQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "campaign__owner"
    team = "campaign__owner__team"


class OfLeadQuerySet(ScopedQuerySet):
    """Rows that hang on a lead are seen by whoever sees the lead."""

    floor = "leads"
    owner = "lead__owner"
    team = "lead__team"


class CurrentScoreQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "owner"
    team = "team"


class LeadScoreQuerySet(OfLeadQuerySet):
    pass


class LeadOwnershipQuerySet(OfLeadQuerySet):
    pass


class LeadChangeQuerySet(OfLeadQuerySet):
    pass


class LeadRatingQuerySet(OfLeadQuerySet):
    pass


class LeadStepQuerySet(OfLeadQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def overdue(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)


class HandoffQuestionQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "handoff__to"
    team = "handoff__to__team"

    def open(self) -> Self:
        return self.filter(closed_at=None)


class StandingQuerySet(ScopedQuerySet):
    floor = "leads"
    owner = "rep"
    team = "team"

    def of(self, **chosen: object) -> Self:
        """Those of one campaign, channel, segment, rep or team; what is not chosen does not narrow."""
        return self.filter(**{name: value for name, value in chosen.items() if value not in (None, "")})


class LeadStandingQuerySet(StandingQuerySet):
    def between(self, first: date, last: date) -> Self:
        return self.filter(captured_on__gte=first, captured_on__lte=last)


class HandoffStandingQuerySet(StandingQuerySet):
    def between(self, first: date, last: date) -> Self:
        return self.filter(sent_on__gte=first, sent_on__lte=last)
