"""The answers each question received, as the rule of bounties reads them: two queries for any number of questions."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from core import clock
from debrief.choices import CREDITED, Decision, FindingKind, Novelty
from debrief.models.question import Question
from debrief.models.verdict import Verdict
from debrief.rules import novelty
from debrief.rules.bounties import Answer

JUDGED = (*CREDITED, Decision.DUPLICATE)
DAY = "finding__visit__debrief__"
COLUMNS = (
    "pk", "decision", "value", "of_id", "finding_id", "finding__question_id", "finding__kind", "finding__topic",
    "finding__field", "finding__normal_form", "finding__amount", "finding__on_date", "finding__novelty",
    "finding__company_id", "finding__visit__company_name", "integration__contact_id",
    f"{DAY}rep_id", f"{DAY}rep__time_zone", f"{DAY}captured_at", f"{DAY}filed_at",
)  # fmt: skip


def answers_of(questions: Iterable[Question]) -> dict[int, list[Answer]]:
    """By question, its answers that marketing keeps, in the order of the verdicts; late ones earn nothing."""
    asked = {question.pk: question for question in questions}
    rows = Verdict.objects.live().filter(finding__question__in=asked, decision__in=JUDGED, finding__in_conflict=False)
    found: dict[int, list[Answer]] = defaultdict(list)
    for row in rows.order_by("pk").values(*COLUMNS):
        found[row["finding__question_id"]].append(_answer(row, asked[row["finding__question_id"]]))
    return found


def _answer(row: dict[str, Any], question: Question) -> Answer:
    told_at = row[f"{DAY}captured_at"] or row[f"{DAY}filed_at"]
    in_time = told_at is not None and _in_time(question, told_at, row[f"{DAY}rep__time_zone"])
    return Answer(
        verdict_id=row["pk"],
        finding_id=row["finding_id"],
        author_id=row[f"{DAY}rep_id"],
        place=str(row["finding__company_id"] or novelty.fold(row["finding__visit__company_name"])),
        form=_form(row),
        decision=row["decision"],
        of_id=row["of_id"],
        earns=in_time and row["finding__novelty"] != Novelty.KNOWN,
    )


def _in_time(question: Question, told_at: datetime, zone: str) -> bool:
    """Told on the last day at the latest, in the rep's own time, and before the question was closed."""
    before_close = question.closed_at is None or told_at <= question.closed_at
    return before_close and clock.local_day(told_at, zone or None) <= question.expires_on


def _form(row: dict[str, Any]) -> str:
    """The same person, or the same words: what makes a second answer confirm the first."""
    if row["finding__kind"] == FindingKind.CONTACT and row["integration__contact_id"]:
        return f"contact:{row['integration__contact_id']}"
    if row["decision"] != Decision.AMENDED:
        return str(row["finding__normal_form"])
    key = row["finding__field"] or row["finding__topic"] or row["finding__kind"]
    return novelty.normal_form(key, row["value"], row["finding__amount"], row["finding__on_date"])
