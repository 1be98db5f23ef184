"""Two sources disagree on a field of a company or on a person: the reviewer says which stands, the others give way."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from crm.models import Company, Contact
from crm.services.values import as_text
from debrief.choices import DebriefState, FindingKind, FindingState, RejectReason
from debrief.models import Debrief, Finding, Settlement, Verdict
from debrief.models.claims import person_claims_of, told_of
from debrief.models.knowledge import Knowledge, person_line
from debrief.models.settlement import PERSON, UNDO_HOURS
from debrief.rules.novelty import normal_form
from debrief.rules.people import differing, parts_of
from debrief.services.integrating import resolve_conflict
from debrief.services.verdicts import accept_finding, reject_finding, reverse_verdict, undo_own_verdict


@dataclass
class Settled:
    """What became of each claim: the numbers of the findings kept, refused, and left with their authors."""

    kept: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    log: Settlement | None = None


def settle_claim(
    claim: Finding, *, by: User, standing: Finding | None, seen: str | None = None, now: datetime | None = None
) -> Settled:
    """The contradiction this claim belongs to, of a field or of a person, is settled."""
    if claim.kind == FindingKind.CONTACT:
        return settle_person(claim, by=by, standing=standing, seen=seen, now=now)
    return settle_contradiction(claim.company, claim.field, by=by, standing=standing, seen=seen, now=now)  # type: ignore[arg-type]


@transaction.atomic
def settle_contradiction(
    company: Company,
    name: str,
    *,
    by: User,
    standing: Finding | None,
    seen: str | None = None,
    now: datetime | None = None,
) -> Settled:
    """The field holds what the standing finding says, or still what the CRM says when there is none.

    Claims that say the same are kept with it, the others are refused; each keeps the date and the price of its filing.
    `seen` is the CRM's value on the reviewer's screen: when it has changed since, nothing is written.
    """
    now = now or clock.now()
    claims = _lock(company, name)
    held = as_text(getattr(Company.objects.select_for_update().get(pk=company.pk), name))
    _check(claims, standing, held=held, seen=seen)
    form = standing.normal_form if standing else normal_form(name, held)
    done = Settled()
    first = [claim for claim in claims if standing and claim.pk == standing.pk]
    others = [claim for claim in claims if not standing or claim.pk != standing.pk]
    for claim in [one for one in others if one.normal_form != form]:
        _refuse(claim, done, by=by, now=now)
    for claim in first + [one for one in others if one.normal_form == form]:
        _keep(claim, done, by=by, now=now, must=claim in first)
    return _logged(company, name, done, standing=standing, by=by, now=now)


@transaction.atomic
def settle_person(
    head: Finding, *, by: User, standing: Finding | None, seen: str | None = None, now: datetime | None = None
) -> Settled:
    """The person is as the standing finding says, or as the CRM says when there is none.

    Claims that contradict what stands are refused; those that only add to it wait for their own verdict.
    """
    now = now or clock.now()
    open_claims = _lock_people(head)
    contact = Knowledge([head]).person(head)
    if contact:
        contact = Contact._base_manager.select_for_update().get(pk=contact.pk)
    held = person_line(contact.name, contact.role, contact.phone, contact.email) if contact else ""
    claims = person_claims_of(open_claims, contact)
    _check(claims, standing, held=held, seen=seen)
    truth = parts_of(standing.data) if standing else told_of(contact)
    done = Settled()
    away = [one for one in claims if one != standing and (not truth or differing(parts_of(one.data), truth))]
    for claim in away:
        _refuse(claim, done, by=by, now=now)
    for claim in [one for one in claims if one == standing]:
        _keep(claim, done, by=by, now=now, must=True)
    company: Company = head.company  # type: ignore[assignment]
    return _logged(company, PERSON, done, standing=standing, by=by, now=now)


@transaction.atomic
def undo_settlement(log: Settlement, *, by: User, now: datetime | None = None) -> Settlement:
    """Every claim of the contradiction waits again and the CRM is as before, within a day, by whoever settled it."""
    now = now or clock.now()
    locked: Settlement = Settlement.objects.select_for_update(of=("self",)).get(pk=log.pk)
    if locked.settled_by_id != by.pk:
        raise BusinessRuleError(_("Only its author may undo this decision."), code="not_own_settlement")
    if locked.undone_at:
        raise AlreadyDone(_("This choice was undone already."))
    if now - locked.settled_at > timedelta(hours=UNDO_HOURS):
        raise BusinessRuleError(_("It is too late to undo: ask operations to take it back."), code="too_late_to_undo")
    for verdict in locked.verdicts.live().select_related("finding__visit__debrief").order_by("-pk"):
        if verdict.reviewer_id == by.pk:
            undo_own_verdict(verdict, by=by, now=now)
        else:
            reverse_verdict(verdict, by=by, reason=str(_("Undone by the reviewer")), now=now)
    locked.undone_at = now
    locked.save(update_fields=["undone_at"])
    audit.record("contradiction.undone", locked.company, by=by, after={"settlement": locked.pk})
    return locked


def _check(claims: list[Finding], standing: Finding | None, *, held: str, seen: str | None) -> None:
    if not claims:
        raise AlreadyDone(_("Nothing is contradicted here any more."), code="nothing_contradicted")
    if seen is not None and seen != held:
        raise BusinessRuleError(
            _("The CRM has changed since you opened this page: it now says “%(value)s”.") % {"value": held or "—"},
            code="changed_since",
            fields={"stored": held, "seen": seen},
        )
    if standing is not None and standing.pk not in {claim.pk for claim in claims}:
        raise BusinessRuleError(_("This finding is no longer in question."), code="not_a_claim")


def _logged(
    company: Company, subject: str, done: Settled, *, standing: Finding | None, by: User, now: datetime
) -> Settled:
    done.log = Settlement.objects.create(
        company=company, subject=subject, standing=standing, settled_by=by, settled_at=now
    )  # fmt: skip
    done.log.verdicts.set(Verdict.objects.live().filter(finding__in=[*done.kept, *done.refused]))
    after = {"field": subject, "standing": standing.pk if standing else None, "refused": done.refused}
    audit.record("contradiction.settled", company, by=by, after=after)
    return done


@transaction.atomic
def keep_crm_value(finding: Finding, *, by: User, now: datetime | None = None) -> Settled:
    """A finding in conflict gives way: what the CRM says stands, and its author reads that another source did."""
    now = now or clock.now()
    locked: Finding = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if not locked.in_conflict:
        raise BusinessRuleError(_("This finding is not in conflict."), code="not_in_conflict")
    done = Settled()
    _refuse(locked, done, by=by, now=now)
    return done


def _lock(company: Company, name: str) -> list[Finding]:
    """The open claims, held after their days, in the order every verdict takes them."""
    claims = Finding.objects.claims().filter(company=company, field=name)
    days = Debrief.objects.filter(visits__findings__in=claims).values("pk")
    list(Debrief.objects.select_for_update().filter(pk__in=days).order_by("pk"))
    rows = Finding.objects.claims().filter(company=company, field=name).select_for_update(of=("self",))
    return list(rows.select_related("visit__debrief").order_by("pk"))


def _lock_people(head: Finding) -> list[Finding]:
    """The open accounts of the same person in the same company, held after their days."""
    who = head.normal_form.partition("|")[0]
    claims = Finding.objects.person_claims().filter(company=head.company, who=who)
    days = Debrief.objects.filter(visits__findings__in=claims.values("pk")).values("pk")
    list(Debrief.objects.select_for_update().filter(pk__in=days).order_by("pk"))
    rows = Finding.objects.filter(pk__in=claims.values("pk")).select_for_update(of=("self",))
    return list(rows.select_related("visit__debrief", "company", "contact").order_by("pk"))


def _is_away(claim: Finding) -> bool:
    return bool(claim.state == FindingState.PENDING and claim.visit.debrief.state == DebriefState.RETURNED)


def _refuse(claim: Finding, done: Settled, *, by: User, now: datetime) -> None:
    if _is_away(claim):
        done.left.append(claim.pk)
        return
    if claim.in_conflict:
        verdict = Verdict.objects.live().get(finding=claim)
        reverse_verdict(verdict, by=by, reason=str(_("Another source stands")), now=now)
    reject_finding(claim, by=by, reason=RejectReason.CONTRADICTED, now=now)
    done.refused.append(claim.pk)


def _keep(claim: Finding, done: Settled, *, by: User, now: datetime, must: bool) -> None:
    """Accepted over what the CRM holds at this moment; the standing one must be, an echo may stay with its author."""
    if _is_away(claim) and not must:
        done.left.append(claim.pk)
        return
    if not claim.in_conflict:
        held = as_text(getattr(Company.objects.get(pk=claim.company_id or 0), claim.field)) if claim.field else None
        accept_finding(claim, by=by, seen=held, now=now)
        claim.refresh_from_db(fields=["in_conflict"])
    if claim.in_conflict:
        resolve_conflict(claim, by=by, now=now)
    done.kept.append(claim.pk)
