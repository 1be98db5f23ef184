"""Marketing's questions to the field: asked, changed until the first answer, closed; and those born from gaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from core.notifications import notify
from core.text import clean_text
from crm.models import Company
from crm.services.guarding import refuse_excess
from debrief.choices import UNFILED, Audience, QuestionAbout, QuestionState
from debrief.models import Finding, Question
from debrief.models.gap import GAPS, gap_texts

MOST_DAYS = 180
GAP_DAYS = 21
TEXTS = ("text_fr", "text_en")
PLAIN = ("about", "company", "about_value", "audience", "kind", "topic", "field", "points", "quota", "expires_on")


@dataclass(frozen=True)
class QuestionEntry:
    """What a marketer writes: the same shape from the page and from the API."""

    kind: str
    expires_on: date
    text_fr: str = ""
    text_en: str = ""
    about: str = QuestionAbout.ALL
    company: Company | None = None
    about_value: str = ""
    audience: str = Audience.ALL
    teams: tuple[Team, ...] = ()
    reps: tuple[User, ...] = ()
    topic: str = ""
    field: str = ""
    points: int = 20
    quota: int = 1


@transaction.atomic
def ask_question(*, by: User, entry: QuestionEntry, gap: str = "", now: datetime | None = None) -> Question:
    """The question is open, and the reps it is addressed to find it on their day."""
    now = now or clock.now()
    question = Question(asked_by=by, asked_at=now, gap=gap)
    _write(question, entry, now)
    audit.record("question.asked", question, by=by, after={"points": question.points, "quota": question.quota})
    params = {"points": question.points, "question": question.text}
    key = f"question:{question.pk}"
    notify(
        to=receivers(question), kind="question_asked", key=key, path=question.get_absolute_url(), params=params, now=now
    )
    return question


@transaction.atomic
def edit_question(question: Question, *, by: User, entry: QuestionEntry, now: datetime | None = None) -> Question:
    """The question says something else, as long as nobody has filed an answer."""
    now = now or clock.now()
    locked = lock_question(question.pk)
    _refuse_closed(locked)
    if Finding.objects.live().filter(question=locked).exclude(visit__debrief__state__in=UNFILED).exists():
        message = _("This question already has an answer: close it and ask another one.")
        raise BusinessRuleError(message, code="already_answered")
    before = {"points": locked.points, "quota": locked.quota}
    _write(locked, entry, now)
    after = {"points": locked.points, "quota": locked.quota}
    audit.record("question.edited", locked, by=by, before=before, after=after)
    return locked


@transaction.atomic
def close_question(question: Question, *, by: User, now: datetime | None = None) -> Question:
    """Nobody answers any more; what was told before still counts."""
    locked = lock_question(question.pk)
    _refuse_closed(locked)
    locked.state, locked.closed_by, locked.closed_at = QuestionState.CLOSED, by, now or clock.now()
    locked.save(update_fields=["state", "closed_by", "closed_at", "updated_at"])
    audit.record("question.closed", locked, by=by, after={"state": locked.state})
    return locked


@transaction.atomic
def ask_for_gap(gap: str, company: Company, *, by: User, now: datetime | None = None) -> Question:
    """One click: what the CRM lacks about this company is asked to its owner for three weeks."""
    now = now or clock.now()
    _refuse_repeated(gap, company)
    owner = company.owner if company.owner and company.owner.is_active else None
    texts = gap_texts(gap, company)
    entry = QuestionEntry(
        text_fr=texts["text_fr"],
        text_en=texts["text_en"],
        **GAPS[gap][1],
        about=QuestionAbout.COMPANY,
        company=company,
        audience=Audience.REPS if owner else Audience.ALL,
        reps=(owner,) if owner else (),
        expires_on=clock.local_day(now) + timedelta(days=GAP_DAYS),
    )
    return ask_question(by=by, entry=entry, gap=gap, now=now)


@transaction.atomic
def set_gap_aside(gap: str, company: Company, *, by: User, now: datetime | None = None) -> Question:
    """Marketing does not want to ask this: it is not proposed again for ninety days."""
    now = now or clock.now()
    _refuse_repeated(gap, company)
    question = Question(
        **gap_texts(gap, company), **GAPS[gap][1], about=QuestionAbout.COMPANY, company=company, gap=gap,
        expires_on=clock.local_day(now), asked_by=by, asked_at=now, state=QuestionState.SET_ASIDE, closed_by=by,
        closed_at=now,
    )  # fmt: skip
    question.full_clean(exclude=["asked_by", "closed_by"])
    question.save()
    audit.record("question.set_aside", question, by=by, after={"gap": gap, "company": company.pk})
    return question


def lock_question(pk: int) -> Question:
    """The row, held until the end of the transaction: acceptances of its answers take turns."""
    locked: Question = Question.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    return locked


def people_asked(teams: Iterable[int], reps: Iterable[int]) -> dict[str, Any]:
    """The teams and the active reps of these numbers; an unknown one is a field error."""
    wanted = {"teams": (Team.objects.all(), set(teams)), "reps": (User.objects.active().reps(), set(reps))}
    found: dict[str, Any] = {}
    for name, (rows, numbers) in wanted.items():
        found[name] = tuple(rows.filter(pk__in=numbers).order_by("pk"))
        if len(found[name]) != len(numbers):
            raise ValidationError({name: _("Nobody has this number.")})
    return found


def receivers(question: Question) -> list[User]:
    """The active reps a question is addressed to."""
    reps = User.objects.active().reps()
    if question.audience == Audience.TEAMS:
        reps = reps.filter(team__in=question.teams.all())
    elif question.audience == Audience.REPS:
        reps = reps.filter(pk__in=question.reps.values("pk"))
    return list(reps.order_by("pk"))


def _refuse_closed(question: Question) -> None:
    if question.state != QuestionState.OPEN:
        raise AlreadyDone(_("This question is closed."), code="question_closed")


def _refuse_repeated(gap: str, company: Company) -> None:
    if gap not in GAPS:
        raise ValidationError({"gap": _("This proposal is unknown.")})
    if Question.objects.filter(gap=gap, company=company, state=QuestionState.OPEN).exists():
        raise AlreadyDone(_("This question is already asked."), code="already_asked")


def _write(question: Question, entry: QuestionEntry, now: datetime) -> None:
    for name in PLAIN:
        setattr(question, name, getattr(entry, name))
    for name in TEXTS:
        setattr(question, name, clean_text(getattr(entry, name)).strip())
        refuse_excess(getattr(question, name), name)
    question.about_value = clean_text(entry.about_value).strip()
    today = clock.local_day(now)
    if not today <= entry.expires_on <= today + timedelta(days=MOST_DAYS):
        message = _("Choose a last day between today and %(days)s days from now.") % {"days": MOST_DAYS}
        raise ValidationError({"expires_on": message})
    _check_audience(entry)
    question.full_clean(exclude=["asked_by"])
    question.save()
    question.teams.set(entry.teams if entry.audience == Audience.TEAMS else ())
    question.reps.set(entry.reps if entry.audience == Audience.REPS else ())


def _check_audience(entry: QuestionEntry) -> None:
    if entry.audience == Audience.TEAMS and not entry.teams:
        raise ValidationError({"teams": _("Choose the teams you ask.")})
    if entry.audience == Audience.REPS and not entry.reps:
        raise ValidationError({"reps": _("Choose the reps you ask.")})
