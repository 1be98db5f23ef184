"""What answers to marketing's questions deserve: each bounty for its first accepted answer and those that confirm it.

The source is the verdict on the answer, under the plan's component for bounties, which is also the most one question
may bring to its person. All answers of a question are settled together, under the lock of the question.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from debrief.models import Question, Verdict
from debrief.models.bounty import JUDGED, answers_of
from debrief.rules.bounties import shares
from incentives.choices import LineKind, Rule
from incentives.models import LedgerLine, planned_for
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
    result = []
    for answers in found.values():
        for answer in answers:
            tariff = book.at(answer.author_id, days[answer.verdict_id])
            if tariff and (price := tariff.of(Rule.BOUNTY)):
                points = min(given.get(answer.verdict_id, 0), price.points)
                result.append(
                    Due(answer.author_id, price.component_id, answer.verdict_id, points, days[answer.verdict_id])
                )
    concerned = Verdict.objects.filter(finding__question__in=question_ids)
    return result, list(concerned.values_list("pk", flat=True))


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
