"""Reading vocabulary of debriefs, visits, findings and verdicts."""

from datetime import date
from typing import Any, Self

from django.db.models import CharField, F, Func, Q, Value
from django.db.models.fields.json import KeyTextTransform

from accounts.choices import Scope
from accounts.querysets import ScopedQuerySet
from accounts.scoping import scope_of
from debrief.choices import (
    CREDITED,
    UNFILED,
    AppealState,
    Audience,
    DebriefOutcome,
    DebriefState,
    FindingState,
    QuestionState,
    Rhythm,
    VisitState,
)

OPEN = Q(state="pending") | Q(in_conflict=True)
CLAIMS = Q(kind="company_fact") & OPEN
PERSON_CLAIMS = Q(kind="contact") & OPEN


def _part(number: int) -> Func:
    """The name, e-mail or telephone within the normal form of a person."""
    return Func(F("normal_form"), Value("|"), Value(number), function="split_part", output_field=CharField())


class DebriefQuerySet(ScopedQuerySet):
    floor = "debrief"
    owner = "rep"
    team = "rep__team"

    def visible_to(self, user: Any) -> Self:
        """A draft is its author's alone, until she has left."""
        reach = super().visible_to(user)
        if user.pk is None:
            return reach
        return reach.filter(Q(rep=user.pk) | ~Q(state__in=UNFILED) | Q(rep__is_active=False))

    def filed(self) -> Self:
        return self.exclude(state__in=UNFILED)

    def to_review(self) -> Self:
        return self.filter(state__in=(DebriefState.FILED, DebriefState.IN_REVIEW))

    def returned(self) -> Self:
        return self.filter(state=DebriefState.RETURNED)

    def done(self) -> Self:
        return self.filter(state=DebriefState.CLOSED, outcome=DebriefOutcome.WORKED)

    def worked_in(self, first: date, last: date) -> Self:
        return self.filter(work_date__range=(first, last))


class VisitQuerySet(ScopedQuerySet):
    floor = "debrief"
    owner = "debrief__rep"
    team = "debrief__rep__team"

    def visible_to(self, user: Any, *, left: bool = False) -> Self:
        """Those of one's reach, and those one made with a colleague (or said not to have made, with `left`)."""
        reach = self.reach_of(user)
        if reach is None:
            return self.none()
        filed = ~Q(debrief__state__in=UNFILED)
        return self.filter(reach & (Q(debrief__rep=user.pk) | filed) | Q(pk__in=self.attended(user, left=left)))

    def attended(self, user: Any, *, left: bool = False) -> Any:
        """The numbers of the visits of colleagues this person was on."""
        there = self.model.objects.filter(attendees__rep=user.pk, attendees__left_at__isnull=not left)
        return there.order_by().values("pk")

    def told(self) -> Self:
        return self.exclude(state=VisitState.PLANNED)

    def done(self) -> Self:
        return self.filter(state=VisitState.DONE)


class FindingQuerySet(ScopedQuerySet):
    floor = "debrief"
    owner = "visit__debrief__rep"
    team = "visit__debrief__rep__team"

    def visible_to(self, user: Any) -> Self:
        """Those of one's reach, and those of the visits one made with a colleague."""
        reach = self.reach_of(user)
        if reach is None:
            return self.none()
        filed = ~Q(visit__debrief__state__in=UNFILED)
        if not reach:
            return self.filter(Q(visit__debrief__rep=user.pk) | filed)
        if scope_of(user, self.floor) == Scope.OWN:
            return self.filter(visit__in=self.visits_of(user))
        shared = Q(pk__in=self.shared_with(user).values("pk"))
        return self.filter(reach & (Q(visit__debrief__rep=user.pk) | filed) | shared & filed)

    def visits_of(self, user: Any) -> Any:
        """One's visits, and filed ones made with a colleague: each by its index, one OR reads them all."""
        visits = self.model._meta.get_field("visit").related_model._default_manager.order_by()
        there = visits.filter(attendees__rep=user.pk, attendees__left_at=None).exclude(debrief__state__in=UNFILED)
        return visits.filter(debrief__rep=user.pk).values("pk").union(there.values("pk"))

    def shared_with(self, user: Any) -> Any:
        """What was learnt on colleagues' visits this person was on."""
        return self.model.objects.filter(visit__attendees__rep=user.pk, visit__attendees__left_at=None).order_by()

    def live(self) -> Self:
        return self.exclude(state=FindingState.REMOVED)

    def pending(self) -> Self:
        return self.filter(state=FindingState.PENDING)

    def filed(self) -> Self:
        return self.live().exclude(visit__debrief__state__in=UNFILED)

    def claims(self) -> Self:
        """What the field says of a company's record and nobody has settled: not judged yet, or in conflict."""
        return self.filter(CLAIMS).exclude(visit__debrief__state__in=UNFILED).exclude(company=None)

    def person_claims(self) -> Self:
        """What the field says of a person and nobody has settled, with the person (`who`) and each part told."""
        rows = self.filter(PERSON_CLAIMS).exclude(visit__debrief__state__in=UNFILED).exclude(company=None)
        return rows.annotate(
            who=_part(1), mail=_part(2), tel=_part(3), job=Func(KeyTextTransform("role", "data"), function="core_fold")
        )

    def credited(self) -> Self:
        return self.filter(verdicts__reversed_at=None, verdicts__decision__in=CREDITED, in_conflict=False)


class VerdictQuerySet(ScopedQuerySet):
    floor = "debrief"
    owner = "finding__visit__debrief__rep"
    team = "finding__visit__debrief__rep__team"

    def visible_to(self, user: Any) -> Self:
        """Those of one's reach, and those on what one learnt with a colleague."""
        reach = self.reach_of(user)
        if reach is None:
            return self.none()
        if not reach:
            return self
        there = {"finding__visit__attendees__rep": user.pk, "finding__visit__attendees__left_at": None}
        return self.filter(reach | Q(pk__in=self.model.objects.filter(**there).order_by().values("pk")))

    def live(self) -> Self:
        return self.filter(reversed_at=None)

    def credited(self) -> Self:
        return self.live().filter(decision__in=CREDITED, finding__in_conflict=False)


class SecondReviewQuerySet(ScopedQuerySet):
    floor = "debrief"
    owner = "verdict__finding__visit__debrief__rep"
    team = "verdict__finding__visit__debrief__rep__team"

    def waiting(self) -> Self:
        return self.filter(decided_at=None, verdict__reversed_at=None)

    def given(self) -> Self:
        return self.exclude(decided_at=None)

    def open_to(self, user: Any) -> Self:
        """Those this reviewer may still give: neither the first reviewer's nor her own findings."""
        rows = self.visible_to(user).waiting()
        return rows.exclude(verdict__reviewer=user.pk).exclude(verdict__finding__visit__debrief__rep=user.pk)


class AppealQuerySet(ScopedQuerySet):
    floor = "debrief"
    owner = "opened_by"
    team = "opened_by__team"

    def waiting(self) -> Self:
        return self.filter(state=AppealState.OPEN)

    def open_to(self, user: Any) -> Self:
        """Those this person may decide: she is neither the author nor the first reviewer."""
        return self.visible_to(user).waiting().exclude(verdict__reviewer=user.pk).exclude(opened_by=user.pk)


class QuestionQuerySet(ScopedQuerySet):
    floor = "debrief"
    owner = "reps"
    team = "teams"

    def visible_to(self, user: Any) -> Self:
        """Everything for whoever reads every debrief; to the others, what is addressed to them or to their team."""
        scope = scope_of(user, self.floor)
        if scope is None:
            return self.none()
        if scope == Scope.ALL:
            return self
        reach = Q(audience=Audience.ALL) | Q(teams__in=user.team_ids) | Q(reps=user.pk)
        if scope == Scope.TEAM:
            reach |= Q(reps__team__in=user.team_ids)
        return self.filter(pk__in=self.model.objects.filter(reach).values("pk")).exclude(state=QuestionState.SET_ASIDE)

    def addressed_to(self, rep: Any) -> Self:
        """The questions this rep may answer, whatever her role lets her read besides."""
        reach = Q(audience=Audience.ALL) | Q(teams=rep.team_id or 0) | Q(reps=rep.pk)
        return self.filter(pk__in=self.model.objects.filter(reach).values("pk"))

    def asked(self) -> Self:
        return self.exclude(state=QuestionState.SET_ASIDE)

    def open_on(self, day: date) -> Self:
        """Neither closed nor past their last day."""
        return self.filter(state=QuestionState.OPEN, expires_on__gte=day)


class SubstitutionQuerySet(ScopedQuerySet):
    floor = "debrief"
    owner = "absent"
    team = ""

    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def running(self, day: date) -> Self:
        return self.standing().filter(starts_on__lte=day, ends_on__gte=day)


class VisitPlanQuerySet(ScopedQuerySet):
    floor = "debrief"
    owner = "rep"
    team = "rep__team"

    def running(self) -> Self:
        return self.filter(stopped_at=None)

    def touching(self, first: date, last: date) -> Self:
        """Those that may fall between two days."""
        ends = Q(rhythm=Rhythm.ONCE, starts_on__gte=first) | ~Q(rhythm=Rhythm.ONCE) & (
            Q(until=None) | Q(until__gte=first)
        )
        return self.running().filter(ends, starts_on__lte=last)


class AbsenceQuerySet(ScopedQuerySet):
    floor = "debrief"
    owner = "rep"
    team = "rep__team"

    def standing(self) -> Self:
        return self.filter(cancelled_at=None)

    def over(self, first: date, last: date) -> Self:
        """Those that hold a day between these two."""
        return self.standing().filter(starts_on__lte=last, ends_on__gte=first)


class VisitAttendeeQuerySet(ScopedQuerySet):
    floor = "debrief"
    owner = "rep"
    team = "rep__team"

    def present(self) -> Self:
        return self.filter(left_at=None)


class RecordHealthQuerySet(ScopedQuerySet):
    floor = "crm"
    owner = "company__owner"
    team = "company__owner__team"
    unowned = True
