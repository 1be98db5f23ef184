"""Plans are drafted, published once and for all, assigned, and acknowledged by the people they pay."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from incentives.choices import VersionState
from incentives.models import Assignment, Component, Plan, PlanVersion
from incentives.rules.points import DEFAULT_PARAMETERS, MARKETER_COMPONENTS, REP_COMPONENTS
from incentives.rules.workflow import VERSION

Prices = Mapping[tuple[str, str, str], int]
DEFAULTS: dict[str, Prices] = {Role.REP: REP_COMPONENTS, Role.MARKETER: MARKETER_COMPONENTS}


@transaction.atomic
def draft_plan(*, by: User, code: str, name: str, role: str) -> Plan:
    """A plan exists; it pays nobody until a version is published and people are assigned."""
    plan = Plan(code=code, name=name, role=role)
    plan.full_clean()
    plan.save()
    audit.record("plan.drafted", plan, by=by, after={"code": code, "role": role})
    return plan


@transaction.atomic
def draft_version(
    plan: Plan,
    *,
    by: User,
    starts_on: date,
    parameters: Mapping[str, Any] | None = None,
    prices: Prices | None = None,
) -> PlanVersion:
    """A draft version: the given figures, else those of the last version, else the defaults of the role."""
    last = plan.versions.order_by("-number").first()
    if prices is None:
        prices = _prices_of(last) if last else DEFAULTS.get(plan.role, {})
    if parameters is None:
        parameters = last.parameters if last else DEFAULT_PARAMETERS
    check_parameters(parameters)
    number = (plan.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = PlanVersion(plan=plan, number=number, starts_on=starts_on, parameters=dict(parameters))
    version.full_clean()
    version.save()
    _write_components(version, prices)
    audit.record("plan_version.drafted", version, by=by, after={"number": number, "starts_on": starts_on.isoformat()})
    return version


@transaction.atomic
def revise_version(
    version: PlanVersion, *, by: User, starts_on: date, parameters: Mapping[str, Any], prices: Prices
) -> PlanVersion:
    """The figures of a draft are replaced; a published version never changes."""
    version = PlanVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if version.is_published:
        raise BusinessRuleError(_("A published version is frozen: draft a new one."), code="version_frozen")
    check_parameters(parameters)
    version.starts_on, version.parameters = starts_on, dict(parameters)
    version.full_clean()
    version.save(update_fields=["starts_on", "parameters", "updated_at"])
    version.components.all().delete()
    _write_components(version, prices)
    audit.record("plan_version.revised", version, by=by, after={"starts_on": starts_on.isoformat()})
    return version


@transaction.atomic
def publish_version(version: PlanVersion, *, by: User, now: datetime) -> PlanVersion:
    """The version is frozen with its fingerprint, and ends the one before it."""
    Plan.objects.select_for_update().get(pk=version.plan_id)
    version = PlanVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if version.is_published:
        raise AlreadyDone(_("This version is already published."))
    VERSION.check(version.state, VersionState.PUBLISHED)
    if not version.components.exists():
        raise BusinessRuleError(_("A version without components pays nothing: add some first."), code="empty_version")
    published = version.plan.versions.published()
    if published.exists() and version.starts_on <= clock.local_day(now):
        raise BusinessRuleError(
            _("A new version starts on a future day: what was worked under the old one keeps its price."),
            code="version_not_ahead",
        )
    if published.filter(starts_on__gte=version.starts_on).exists():
        raise BusinessRuleError(_("A later version is already published."), code="version_overlaps")
    for before in published.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=version.starts_on)):
        before.ends_on = version.starts_on
        before.save(update_fields=["ends_on", "updated_at"])
    version.state, version.published_at, version.published_by = VersionState.PUBLISHED, now, by
    version.sha = fingerprint(version)
    version.save(update_fields=["state", "published_at", "published_by", "sha", "updated_at"])
    audit.record("plan_version.published", version, by=by, before={"state": "draft"}, after={"state": "published"})
    return version


@transaction.atomic
def assign_plan(person: User, plan: Plan, *, by: User, starts_on: date, now: datetime) -> Assignment:
    """From that day the plan counts for the person; the plan she had ends the day before."""
    if person.role != plan.role:
        raise BusinessRuleError(_("This plan is for another role."), code="wrong_role")
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    held = Assignment.objects.filter(person=person).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on))
    if held.filter(starts_on__gte=starts_on).exists():
        raise BusinessRuleError(_("This person already has a plan from that day or later."), code="assignment_overlaps")
    for before in held:
        if starts_on <= clock.local_day(now):
            raise BusinessRuleError(_("A change of plan starts on a future day."), code="assignment_not_ahead")
        before.ends_on = starts_on
        before.save(update_fields=["ends_on", "updated_at"])
    assignment = Assignment(person=person, plan=plan, starts_on=starts_on)
    try:
        with transaction.atomic():
            assignment.save()
    except IntegrityError as error:
        raise BusinessRuleError(
            _("This person already has a plan on some of these days."), code="assignment_overlaps"
        ) from error
    audit.record("plan.assigned", assignment, by=by, after={"plan": plan.code, "starts_on": starts_on.isoformat()})
    return assignment


@transaction.atomic
def acknowledge_plan(assignment: Assignment, *, by: User, now: datetime) -> Assignment:
    """The person says she has read the version in force, or the one to come."""
    assignment = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if assignment.person_id != by.pk:
        raise BusinessRuleError(_("Only the person paid by a plan acknowledges it."), code="not_yours")
    version = assignment.plan.versions.published().order_by("-starts_on").first()
    if version is None:
        raise BusinessRuleError(_("This plan has no published version yet."), code="nothing_published")
    if assignment.acknowledged_version_id == version.pk:
        raise AlreadyDone(_("You have already acknowledged this version."))
    assignment.acknowledged_at, assignment.acknowledged_version = now, version
    assignment.save(update_fields=["acknowledged_at", "acknowledged_version", "updated_at"])
    audit.record("plan.acknowledged", assignment, by=by, after={"version": version.number})
    return assignment


def fingerprint(version: PlanVersion) -> str:
    """The sha-256 of all that prices: plan, dates, parameters and components."""
    content = {
        "plan": version.plan.code,
        "number": version.number,
        "starts_on": version.starts_on.isoformat(),
        "parameters": version.parameters,
        "components": sorted(version.components.values_list("code", "rule", "kind", "topic", "points")),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def check_parameters(parameters: Mapping[str, Any]) -> None:
    """Factors and caps are numbers of at least 0: a plan rewards, it never fines."""
    for family in ("novelty", "timeliness", "grade"):
        values = parameters.get(family)
        if not isinstance(values, Mapping) or not all(_is_amount(value) for value in values.values()):
            raise ValidationError({"parameters": _("Every factor is a number of at least 0.")})
    for name in ("cap_day", "cap_month"):
        if parameters.get(name) is not None and not _is_amount(parameters[name]):
            raise ValidationError({"parameters": _("A cap is a whole number of at least 0, or nothing.")})
    for name in ("target", "point_value"):
        if not _is_amount(parameters.get(name)):
            raise ValidationError({"parameters": _("Target and point value are numbers of at least 0.")})


def _is_amount(value: object) -> bool:
    try:
        return not isinstance(value, float) and Decimal(str(value)) >= 0
    except InvalidOperation:
        return False


def _prices_of(version: PlanVersion) -> Prices:
    rows = version.components.values_list("rule", "kind", "topic", "points")
    return {(rule, kind, topic): points for rule, kind, topic, points in rows}


def _write_components(version: PlanVersion, prices: Prices) -> None:
    Component.objects.bulk_create(
        Component(
            version=version,
            code=".".join(part for part in (rule, kind, topic) if part),
            rule=rule,
            kind=kind,
            topic=topic,
            points=points,
        )
        for (rule, kind, topic), points in prices.items()
    )
