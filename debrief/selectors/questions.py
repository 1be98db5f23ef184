"""Questions as the desk follows them, and as a rep finds them on her day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse

from accounts.models import User
from crm.choices import FactTopic
from crm.models import Company
from debrief.choices import UNFILED, CompanyField, FindingKind, QuestionState
from debrief.models import Finding, Question
from debrief.models.bounty import answers_of
from debrief.rules.bounties import Slot, slots
from debrief.selectors.my_debriefs import live_verdicts

TONES = {"open": "accent", "full": "good", "over": "muted", "closed": "muted"}
MOST_ASKED = 60


@dataclass(frozen=True)
class QuestionRow:
    """A question with its answers, the bounties taken and those left."""

    question: Question
    answers: int
    taken: int
    standing: str

    @property
    def left(self) -> int:
        return max(0, self.question.quota - self.taken)

    @property
    def tone(self) -> str:
        return TONES[self.standing]

    @property
    def answer_url(self) -> str:
        """Where a rep tells the visit that answers."""
        about = f"?company={self.question.company_id}" if self.question.company_id else ""
        return reverse("debrief:visit_add") + about

    @property
    def expected(self) -> str:
        return expected(self.question)


@dataclass(frozen=True)
class AnswerRow:
    finding: Finding
    verdict: Any
    bounty: int  # its rank among those that share a bounty, 0 when it has none


@dataclass(frozen=True)
class QuestionPage:
    row: QuestionRow
    answers: list[AnswerRow]
    waiting: int
    people: list[str]


def expected(question: Question) -> str:
    """The answer a question expects, in a word."""
    if question.topic:
        return str(FactTopic(question.topic).label)
    if question.field:
        return str(CompanyField(question.field).label)
    return str(FindingKind(question.kind).label)


def question_rows(questions: Sequence[Question], day: date) -> list[QuestionRow]:
    """Each question with what it brought, in two queries for all."""
    filed = Finding.objects.filed().filter(question__in=questions).order_by()
    counts = dict(filed.values_list("question").annotate(n=Count("pk")))
    found = answers_of(questions)
    return [
        _row(question, counts.get(question.pk, 0), len(slots(found[question.pk], question.quota)), day)
        for question in questions
    ]


def _row(question: Question, answers: int, taken: int, day: date) -> QuestionRow:
    if question.state != QuestionState.OPEN:
        standing = "closed"
    elif taken >= question.quota:
        standing = "full"
    else:
        standing = "open" if question.is_open_on(day) else "over"
    return QuestionRow(question, answers, taken, standing)


def question_page(question: Question, user: User, day: date) -> QuestionPage:
    """One question and the answers this person may read."""
    rows = Finding.objects.visible_to(user).filed().filter(question=question)
    rows = rows.select_related("visit__debrief__rep", "visit__company", "company", "contact")
    findings = list(rows.prefetch_related(live_verdicts()).order_by("visit__debrief__filed_at", "pk"))
    taken = slots(answers_of([question])[question.pk], question.quota)
    ranks = _ranks(taken)
    answers = [AnswerRow(one, one.live[0] if one.live else None, ranks.get(one.pk, 0)) for one in findings]
    total = Finding.objects.filed().filter(question=question).count()
    people = [team.name for team in question.teams.all()] + [rep.name for rep in question.reps.all()]
    waiting = sum(1 for answer in answers if answer.verdict is None)
    return QuestionPage(_row(question, total, len(taken), day), answers, waiting, people)


def _ranks(taken: Iterable[Slot]) -> dict[int, int]:
    return {answer.finding_id: rank for slot in taken for rank, answer in enumerate(slot.answers, start=1)}


@dataclass(frozen=True)
class Asked:
    """The questions a rep may answer on one day, without those she has answered about the same company."""

    questions: list[Question]
    answered: dict[int, set[int | None]]

    def about(self, company: Company | None) -> list[Question]:
        """Those a visit there may answer, the dearest first."""
        pk = company.pk if company else None
        return [one for one in self.questions if one.fits(company) and pk not in self.answered.get(one.pk, set())]


def asked_of(rep: User, day: date) -> Asked:
    """Open questions addressed to the rep whose bounties are not all taken; three queries."""
    rows = Question.objects.addressed_to(rep).open_on(day).select_related("company", "asked_by")
    questions = list(rows.order_by("-points", "expires_on", "pk")[:MOST_ASKED])
    if not questions:
        return Asked([], {})
    found = answers_of(questions)
    left = [one for one in questions if len(slots(found[one.pk], one.quota)) < one.quota]
    mine = Finding.objects.live().filter(visit__debrief__rep=rep, question__in=left)
    told: dict[int, set[int | None]] = defaultdict(set)
    filed = mine.exclude(visit__debrief__state__in=UNFILED).order_by()
    for question, company in filed.values_list("question_id", "company_id"):
        told[question].add(company)
    return Asked(left, told)
