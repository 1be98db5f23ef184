"""What answers to marketing's questions deserve: each bounty for its first accepted answer and those that confirm it.

The source is the verdict on the answer, under the plan's component for bounties, which is also the most one question
may bring to its person. All answers of a question are settled together, under the lock of the question.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from debrief.models import Question, Verdict, VisitAttendee
from debrief.models.bounty import JUDGED, answers_of
from debrief.rules.bounties import Answer, shares
from incentives.choices import LineKind, Rule
from incentives.models import LedgerLine, planned_for
from incentives.rules.points import shared_points
from incentives.rules.pricing import PriceBook
from incentives.services.dues import Due, Family

BOUNTY_LINES = Q(component__rule=Rule.BOUNTY)
AUTHOR = "finding__visit__debrief__rep_id"
WORK_DATE = "finding__visit__debrief__work_date"


def dues(question_ids: Sequence[int], book: PriceBook) -> tuple[list[Due], list[int]]:
    """The dues of every kept answer to these questions, nothing included; and every verdict concerned."""
    questions = list(Question.objects.filter(pk__in=question_ids))
    found = answers_of(questions)
    given = {
        verdict: part
        for question in questions
        for verdict, part in shares(found[question.pk], question.quota, question.points).items()
    }
    kept = [answer.verdict_id for answers in found.values() for answer in answers]
    days = dict(Verdict.objects.filter(pk__in=kept).values_list("pk", WORK_DATE))
    there = _attendees(kept)
    result = []
    for answers in found.values():
        authors = {answer.author_id for answer in answers}
        for answer in answers:
            colleagues = [person for person in there.get(answer.verdict_id, ()) if person not in authors]
            result += _shared(answer, colleagues, given.get(answer.verdict_id, 0), days[answer.verdict_id], book)
    concerned = Verdict.objects.filter(finding__question__in=question_ids)
    return result, list(concerned.values_list("pk", flat=True))


def _shared(answer: Answer, colleagues: Sequence[int], points: int, day: date, book: PriceBook) -> list[Due]:
    """The bounty of one answer in equal parts among its author and the colleagues on the visit whom a plan pays."""
    tariff = book.at(answer.author_id, day)
    price = tariff.of(Rule.BOUNTY) if tariff else None
    if price is None:
        return []
    paid = {answer.author_id: price.component_id}
    for person in colleagues:
        if (theirs := book.at(person, day)) and (component := theirs.of(Rule.BOUNTY)):
            paid[person] = component.component_id
    parts = shared_points(min(points, price.points), len(paid))
    return [
        Due(person, component, answer.verdict_id, part, day)
        for (person, component), part in zip(paid.items(), parts, strict=True)
        if part or person == answer.author_id
    ]


def _attendees(verdict_ids: Iterable[int]) -> dict[int, list[int]]:
    """The colleagues present on the visit of each answer, in the order they were named."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = VisitAttendee.objects.present().filter(visit__findings__verdicts__in=set(verdict_ids)).order_by("pk")
    for verdict, rep in rows.values_list("visit__findings__verdicts", "rep_id"):
        found[verdict].append(rep)
    return found


def waiting(since: datetime | None) -> Iterable[int]:
    """Questions with a kept answer that has no line yet, or a reversed one that still has credit."""
    settled = LedgerLine.objects.filter(
        BOUNTY_LINES, verdict=OuterRef("pk"), person=OuterRef(AUTHOR), kind=LineKind.EARNED
    )
    planned = planned_for(AUTHOR, WORK_DATE, Rule.BOUNTY)
    answers = Verdict.objects.filter(finding__question__isnull=False)
    fresh = answers.filter(
        planned, ~Exists(settled), reversed_at__isnull=True, decision__in=JUDGED, finding__in_conflict=False
    )
    credit = LedgerLine.objects.live().telling().filter(BOUNTY_LINES, verdict=OuterRef("pk"))
    undone = answers.filter(Exists(credit), reversed_at__isnull=False)
    if since is not None:
        fresh = fresh.filter(decided_at__gte=since)
        undone = undone.filter(reversed_at__gte=since)
    asked = "finding__question_id"
    return sorted(set(fresh.values_list(asked, flat=True)) | set(undone.values_list(asked, flat=True)))


def lock(question_ids: Sequence[int]) -> None:
    """Two settlers of one question take turns, and wait for the verdicts being given on its answers."""
    rows = Question.objects.select_for_update(no_key=True).filter(pk__in=question_ids)
    list(rows.order_by("pk").values_list("pk"))


def questions_of(finding_id: int) -> list[int]:
    """The question this finding answers, if any."""
    rows = Question.objects.filter(answers=finding_id)
    return list(rows.values_list("pk", flat=True))


FAMILY = Family("bounty", "verdict", waiting, lock, dues, BOUNTY_LINES)
