"""Makers of the debrief floor's objects."""

from datetime import date, timedelta

from core.clock import now
from debrief.models import (
    Absence,
    Appeal,
    Debrief,
    Finding,
    Question,
    SecondReview,
    Settlement,
    Substitution,
    Verdict,
    Visit,
    VisitPlan,
)
from tests.house.crm_objects import canary, company, numbers


def debrief(world, owner, state="in_review"):
    """Filed and under review: visible to all whom the scope reaches."""
    person = world.people[owner]
    day = date(2026, 6, 30) - timedelta(days=next(numbers))
    filed = {} if state == "draft" else {"filed_at": now(), "timeliness": "hot", "received_at": now()}
    reviewer = world.people["mkt_1"] if state == "in_review" else None
    return Debrief.objects.create(rep=person, work_date=day, state=state, reviewer=reviewer, **filed)


def visit(world, owner, state="in_review"):
    day, seen, note = debrief(world, owner, state), company(world, owner), canary(owner, "visit")
    return Visit.objects.create(debrief=day, company=seen, state="done", nobody_met=True, note=note)


def draft_visit(world, owner):
    return visit(world, owner, state="draft")


def finding(world, owner):
    seen, text = visit(world, owner), canary(owner, "finding")
    day = seen.debrief.work_date
    return Finding.objects.create(
        visit=seen, company=seen.company, kind="remark", value=text, observed_on=day, novelty="new"
    )


def question(world, owner):
    """Addressed to this person alone."""
    text, day = canary(owner, "question"), now().date() + timedelta(days=30)
    asked = Question.objects.create(
        text_fr=text, kind="remark", audience="reps", expires_on=day, asked_by=world.people["mkt_1"], asked_at=now()
    )
    asked.reps.add(world.people[owner])
    return asked


def verdict(world, owner, reviewer="mkt_1", decision="accepted", **given):
    judged = finding(world, owner)
    Finding.objects.filter(pk=judged.pk).update(state="decided")
    dated = {"reviewer": world.people[reviewer], "decided_at": now()}
    return Verdict.objects.create(finding=judged, decision=decision, **dated, **given)


def second(world, owner):
    """A second opinion asked on a decision of another marketer."""
    judged = verdict(world, owner, reviewer="mkt_2")
    return SecondReview.objects.create(verdict=judged, drawn_at=now(), due_at=now() + timedelta(days=2))


def appeal(world, owner):
    """Against another marketer's refusal."""
    judged = verdict(world, owner, reviewer="mkt_2", decision="rejected", reason="too_vague")
    dated = {"opened_at": now(), "due_at": now() + timedelta(days=2)}
    return Appeal.objects.create(verdict=judged, opened_by=world.people[owner], reason=canary(owner, "appeal"), **dated)


def contradiction(world, owner):
    """A correction that waits, of a value the CRM holds."""
    found = finding(world, owner)
    said = {"kind": "company_fact", "field": "city", "novelty": "corrects", "normal_form": "bron"}
    Finding.objects.filter(pk=found.pk).update(**said)
    return found


def settlement(world, owner):
    """A choice of the first marketer between two sources."""
    return Settlement.objects.create(
        company=company(world, owner), subject="city", settled_by=world.people["mkt_1"], settled_at=now()
    )


def substitution(world, owner):
    away = {"absent": world.people["mkt_2"], "substitute": world.people["mkt_1"], "named_by": world.people["adm_1"]}
    day = now().date() + timedelta(days=10 * next(numbers))
    return Substitution.objects.create(starts_on=day, ends_on=day, **away)


def tour(world, owner):
    """A planned visit."""
    person, text = world.people[owner], canary(owner, "tour")
    day = now().date() + timedelta(days=next(numbers))
    return VisitPlan.objects.create(rep=person, company_name=text, starts_on=day, set_by=person)


def absence(world, owner):
    person, day = world.people[owner], now().date() + timedelta(days=200 + next(numbers))
    return Absence.objects.create(rep=person, starts_on=day, ends_on=day, set_by=person)
