"""Two sources disagree on one field of a company: the reviewer says which one stands, and the others give way."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from crm.models import Company
from crm.services.values import as_text
from debrief.choices import DebriefState, FindingState, RejectReason
from debrief.models import Debrief, Finding, Verdict
from debrief.rules.novelty import normal_form
from debrief.services.integrating import resolve_conflict
from debrief.services.verdicts import accept_finding, reject_finding, reverse_verdict


@dataclass
class Settlement:
    """What became of each claim: the numbers of the findings kept, refused, and left with their authors."""

    kept: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)


@transaction.atomic
def settle_contradiction(
    company: Company,
    name: str,
    *,
    by: User,
    standing: Finding | None,
    seen: str | None = None,
    now: datetime | None = None,
) -> Settlement:
    """The field holds what the standing finding says, or still what the CRM says when there is none.

    Claims that say the same are kept with it, the others are refused; each keeps the date and the price of its filing.
    `seen` is the CRM's value on the reviewer's screen: when it has changed since, nothing is written.
    """
    now = now or clock.now()
    claims = _lock(company, name)
    held = as_text(getattr(Company.objects.select_for_update().get(pk=company.pk), name))
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
    form = standing.normal_form if standing else normal_form(name, held)
    done = Settlement()
    first = [claim for claim in claims if standing and claim.pk == standing.pk]
    others = [claim for claim in claims if not standing or claim.pk != standing.pk]
    for claim in [one for one in others if one.normal_form != form]:
        _refuse(claim, done, by=by, now=now)
    for claim in first + [one for one in others if one.normal_form == form]:
        _keep(claim, done, by=by, now=now, must=claim in first)
    after = {"field": name, "standing": standing.pk if standing else None, "refused": done.refused}
    audit.record("contradiction.settled", company, by=by, after=after)
    return done


@transaction.atomic
def keep_crm_value(finding: Finding, *, by: User, now: datetime | None = None) -> Settlement:
    """A finding in conflict gives way: what the CRM says stands, and its author reads that another source did."""
    now = now or clock.now()
    locked: Finding = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if not locked.in_conflict:
        raise BusinessRuleError(_("This finding is not in conflict."), code="not_in_conflict")
    done = Settlement()
    _refuse(locked, done, by=by, now=now)
    return done


def _lock(company: Company, name: str) -> list[Finding]:
    """The open claims, held after their days, in the order every verdict takes them."""
    claims = Finding.objects.claims().filter(company=company, field=name)
    days = Debrief.objects.filter(visits__findings__in=claims).values("pk")
    list(Debrief.objects.select_for_update().filter(pk__in=days).order_by("pk"))
    rows = Finding.objects.claims().filter(company=company, field=name).select_for_update(of=("self",))
    return list(rows.select_related("visit__debrief").order_by("pk"))


def _is_away(claim: Finding) -> bool:
    return bool(claim.state == FindingState.PENDING and claim.visit.debrief.state == DebriefState.RETURNED)


def _refuse(claim: Finding, done: Settlement, *, by: User, now: datetime) -> None:
    if _is_away(claim):
        done.left.append(claim.pk)
        return
    if claim.in_conflict:
        verdict = Verdict.objects.live().get(finding=claim)
        reverse_verdict(verdict, by=by, reason=str(_("Another source stands")), now=now)
    reject_finding(claim, by=by, reason=RejectReason.CONTRADICTED, now=now)
    done.refused.append(claim.pk)


def _keep(claim: Finding, done: Settlement, *, by: User, now: datetime, must: bool) -> None:
    """Accepted over what the CRM holds at this moment; the standing one must be, an echo may stay with its author."""
    if _is_away(claim) and not must:
        done.left.append(claim.pk)
        return
    if not claim.in_conflict:
        held = as_text(getattr(Company.objects.get(pk=claim.company_id or 0), claim.field))
        accept_finding(claim, by=by, seen=held, now=now)
        claim.refresh_from_db(fields=["in_conflict"])
    if claim.in_conflict:
        resolve_conflict(claim, by=by, now=now)
    done.kept.append(claim.pk)
