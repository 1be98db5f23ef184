"""Plans, judged findings, decided handoffs and won leads, as the tests of incentives need them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from crm.models import Company, Opportunity
from debrief.models import Debrief, Finding, Verdict, Visit
from incentives.models import Assignment, Period, Plan, PlanVersion
from incentives.services.plans import assign_plan, draft_plan, draft_version, publish_version
from leads.models import Campaign, Handoff, Lead, Outcome, Reason, RevenueAttribution

DAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
LONG_AGO = date(2025, 1, 1)
numbers = count(1)


def at(day, hour=12):
    """That day at that hour, in UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def published_plan(by, *, role="rep", starts_on=LONG_AGO, prices=None, parameters=None) -> PlanVersion:
    """The default plan of a role, in force since long ago."""
    number = next(numbers)
    plan = draft_plan(by=by, code=f"{role}-{number}", name=f"Plan {number}", role=role)
    version = draft_version(plan, by=by, starts_on=starts_on, prices=prices, parameters=parameters)
    return publish_version(version, by=by, now=at(starts_on))


def planned(person, by, *, plan: Plan | None = None, starts_on=LONG_AGO) -> Assignment:
    """The person is paid by a plan of her role since that day."""
    plan = plan or published_plan(by, role=person.role).plan
    return assign_plan(person, plan, by=by, starts_on=starts_on, now=at(starts_on))


def company(name="") -> Company:
    return Company.objects.create(name=name or f"Boulangerie {next(numbers)}", city="Lyon")


def filed(rep, day=DAY, *, timeliness="hot", state="in_review", reviewer=None, **fields) -> Debrief:
    """The debrief of that day; the same one when asked again."""
    found = Debrief.objects.filter(rep=rep, work_date=day).first()
    return found or Debrief.objects.create(
        rep=rep, work_date=day, state=state, filed_at=at(day, 17), received_at=at(day, 17),
        timeliness=timeliness, reviewer=reviewer, **fields,
    )  # fmt: skip


def finding(rep, day=DAY, *, kind="market_signal", topic="competitor", novelty="new", timeliness="hot", where=None):
    """A finding of that day, still to judge."""
    where = where or company()
    visit = Visit.objects.create(
        debrief=filed(rep, day, timeliness=timeliness), company=where, state="done", nobody_met=True
    )
    return Finding.objects.create(
        visit=visit, company=where, kind=kind, topic=topic if kind == "market_signal" else "",
        field="phone" if kind == "company_fact" else "", value="Brasserie voisine équipée", observed_on=day,
        novelty=novelty,
    )  # fmt: skip


def judged(found: Finding, reviewer, decision="accepted", *, of=None, grade="useful", when=None) -> Verdict:
    """A live verdict on this finding."""
    Finding.objects.filter(pk=found.pk).update(state="decided")
    return Verdict.objects.create(
        finding=found, decision=decision, reviewer=reviewer, grade=grade, of=of, decided_at=when or NOON,
        reason="too_vague" if decision == "rejected" else "",
    )  # fmt: skip


def undone(verdict: Verdict, by, when=None) -> Verdict:
    """The verdict is reversed."""
    Verdict.objects.filter(pk=verdict.pk).update(
        reversed_at=when or NOON + timedelta(hours=1), reversed_by=by, reversal_reason="Erreur"
    )
    verdict.refresh_from_db()
    return verdict


def lead(owner, campaign=None, **fields) -> Lead:
    number = next(numbers)
    return Lead.objects.create(
        name=f"Camille {number}", email=f"camille{number}@client.test", owner=owner, campaign=campaign,
        captured_at=NOON, state=fields.pop("state", "handed_off"), **fields,
    )  # fmt: skip


def handoff(to, sent_by, decision="accepted", *, in_time=True, when=NOON) -> Handoff:
    """A decided handoff."""
    code = f"raison-{next(numbers)}"
    reason = Reason.objects.create(kind="reject", code=code, label_fr=code, label_en=code)
    return Handoff.objects.create(
        lead=lead(to), to=to, sent_by=sent_by, promise="Veut un devis", sent_at=when - timedelta(hours=4),
        due_at=when + timedelta(hours=4), decision=decision, in_time=in_time,
        decided_at=None if decision == "pending" else when, reason=reason if decision == "rejected" else None,
    )  # fmt: skip


def campaign(owner) -> Campaign:
    number = next(numbers)
    return Campaign.objects.create(
        name=f"Salon {number}", channel="event", owner=owner, starts_on=LONG_AGO, ends_on=date(2026, 12, 31)
    )


def won_deal(rep, shares, *, day=DAY, amount=Decimal("3000.00"), margin=Decimal("1200.00")) -> Outcome:
    """A lead won; `shares` are (campaign or None, weight) of the U model."""
    deal = Opportunity.objects.create(
        name="Four", company=company(), owner=rep, amount=amount, stage="negotiation", state="won", opened_on=day,
        closed_on=day,
    )  # fmt: skip
    for source, weight in shares:
        RevenueAttribution.objects.create(
            opportunity=deal, bucket=f"campaign:{source.pk}" if source else "none", campaign=source, model="u",
            weight=Decimal(weight), amount=amount * Decimal(weight), margin=margin * Decimal(weight), closed_on=day,
            computed_at=NOON,
        )  # fmt: skip
    return Outcome.objects.create(
        lead=lead(rep, state="won", opportunity=deal), opportunity=deal, result="won", amount=amount, decided_on=day,
        created_at=NOON,
    )  # fmt: skip


def period(month="2026-03") -> Period:
    found, _created = Period.objects.get_or_create(month=date.fromisoformat(f"{month}-01"))
    return found
