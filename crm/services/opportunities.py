"""open_opportunity, update_opportunity, set_stage, win_opportunity, lose_opportunity, reopen_opportunity."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from crm.choices import ActivityKind, Channel, LossReason, OpportunityState, Origin, Stage
from crm.models import Company, Contact, FieldChange, Opportunity, OpportunityContact, Product
from crm.rules.workflow import OPPORTUNITY
from crm.services.activities import log_activity
from crm.services.changes import record_origin, write_field
from crm.services.guarding import refuse_excess
from crm.services.values import as_text, normal_value
from crm.signals import opportunity_state_changed


@transaction.atomic
def open_opportunity(
    *,
    by: User | None,
    owner: User,
    company: Company | None,
    name: str,
    amount: Decimal,
    contacts: Iterable[Contact] = (),
    product: Product | None = None,
    origin: str = Origin.OWN,
    opened_on: date | None = None,
    margin: Decimal | None = None,
    stage: str = Stage.PROSPECTING,
    expected_on: date | None = None,
    channel: str = Channel.PAGE,
) -> Opportunity:
    """An open deal with the people who take part in it."""
    opportunity = Opportunity(
        name=normal_value(Opportunity, "name", name), company=company, owner=owner, product=product, amount=amount,
        origin=origin, opened_on=opened_on or clock.local_day(), margin=margin, stage=stage, expected_on=expected_on,
    )  # fmt: skip
    refuse_excess(opportunity.name, "name")
    opportunity.full_clean()
    opportunity.save()
    OpportunityContact.objects.bulk_create(
        [
            OpportunityContact(opportunity=opportunity, contact=c, buying_role=c.buying_role)
            for c in dict.fromkeys(contacts)
        ]
    )
    record_origin(opportunity, by=by, channel=channel)
    audit.record("opportunity.opened", opportunity, by=by, after={"stage": opportunity.stage})
    return opportunity


@transaction.atomic
def win_opportunity(
    opportunity: Opportunity,
    *,
    by: User,
    amount: Decimal,
    margin: Decimal | None = None,
    closed_on: date | None = None,
    now: datetime | None = None,
) -> Opportunity:
    """The deal is won for that amount on that day; whoever reads outcomes is told after commit."""
    now = now or clock.now()
    deal = _lock(opportunity)
    OPPORTUNITY.check(deal.state, OpportunityState.WON)
    if deal.company is None:
        raise BusinessRuleError(_("Say which company buys before you win the deal."), code="company_missing")
    if deal.origin != Origin.IMPORT and not deal.participants.exists():
        raise BusinessRuleError(_("Add at least one contact to the deal before you win it."), code="contacts_missing")
    if amount is None or amount <= 0:
        raise ValidationError({"amount": _("A deal won has its amount.")})
    values = {"amount": amount, "margin": deal.margin if margin is None else margin}
    return _close(deal, OpportunityState.WON, by=by, closed_on=closed_on, now=now, seen=opportunity, **values)


@transaction.atomic
def lose_opportunity(
    opportunity: Opportunity, *, by: User, reason: str, closed_on: date | None = None, now: datetime | None = None
) -> Opportunity:
    """The deal is lost, for a reason."""
    now = now or clock.now()
    deal = _lock(opportunity)
    OPPORTUNITY.check(deal.state, OpportunityState.LOST)
    if deal.company is None:
        raise BusinessRuleError(_("Say which company it was before you lose the deal."), code="company_missing")
    if reason not in LossReason.values or (reason == LossReason.NOT_RECORDED and deal.origin != Origin.IMPORT):
        raise ValidationError({"reason": _("Say why the deal was lost.")})
    return _close(
        deal, OpportunityState.LOST, by=by, closed_on=closed_on, now=now, seen=opportunity, loss_reason=reason
    )


@transaction.atomic
def reopen_opportunity(opportunity: Opportunity, *, by: User, reason: str, now: datetime | None = None) -> Opportunity:
    """The deal is open again at the stage it held; the reason stands on the timeline."""
    now = now or clock.now()
    deal = _lock(opportunity)
    OPPORTUNITY.check(deal.state, OpportunityState.OPEN)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the deal is opened again.")})
    if deal.company:
        log_activity(by=by, company=deal.company, kind=ActivityKind.NOTE, at=now, text=reason, opportunity=deal)
    return _change_state(deal, OpportunityState.OPEN, by=by, now=now, seen=opportunity, closed_on=None, loss_reason="")


@transaction.atomic
def set_stage(opportunity: Opportunity, *, by: User, stage: str, now: datetime | None = None) -> Opportunity:
    """An open deal stands at that stage."""
    deal = _lock(opportunity)
    _refuse_closed(deal)
    write_field(deal, "stage", Stage(stage).value, by=by, channel=Channel.PAGE, expected=deal.stage)
    opportunity.stage = deal.stage
    return deal


@transaction.atomic
def update_opportunity(
    opportunity: Opportunity,
    *,
    by: User,
    changes: Mapping[str, Any],
    contacts: Iterable[Contact] | None = None,
    channel: str = Channel.PAGE,
) -> Opportunity:
    """An open deal holds these values and these people; a closed one is reopened first."""
    deal = _lock(opportunity)
    _refuse_closed(deal)
    if "name" in changes:
        refuse_excess(str(changes["name"]), "name")
    for field, value in changes.items():
        write_field(deal, field, value, by=by, channel=channel, expected=getattr(deal, field, None))
    if contacts is not None:
        set_participants(deal, contacts)
    return deal


def set_participants(deal: Opportunity, contacts: Iterable[Contact]) -> None:
    wanted = {contact.pk: contact for contact in contacts}
    known = set(deal.participants.values_list("contact_id", flat=True))
    deal.participants.exclude(contact_id__in=wanted).delete()
    OpportunityContact.objects.bulk_create(
        [
            OpportunityContact(opportunity=deal, contact=contact, buying_role=contact.buying_role)
            for pk, contact in wanted.items()
            if pk not in known
        ]
    )


def _lock(opportunity: Opportunity) -> Opportunity:
    locked = Opportunity._base_manager.select_for_update(of=("self",)).select_related("company", "owner")
    return locked.get(pk=opportunity.pk)


def _refuse_closed(deal: Opportunity) -> None:
    if deal.state != OpportunityState.OPEN:
        raise BusinessRuleError(_("This deal is closed. Reopen it to change it."), code="closed")


def _close(
    deal: Opportunity, state: str, *, by: User, closed_on: date | None, now: datetime, seen: Opportunity, **values: Any
) -> Opportunity:
    day = closed_on or clock.local_day(now)
    if day > clock.local_day(now):
        raise ValidationError({"closed_on": _("A deal is not closed in the future.")})
    if deal.opened_on and day < deal.opened_on:
        raise ValidationError({"closed_on": _("A deal is not closed before it was opened.")})
    return _change_state(deal, state, by=by, now=now, seen=seen, closed_on=day, **values)


def _change_state(
    deal: Opportunity, state: str, *, by: User, now: datetime, seen: Opportunity, **values: Any
) -> Opportunity:
    """Writes state and values with their history, and rings the bell on commit."""
    before, rows = deal.state, []
    for field, value in {"state": state, **values}.items():
        if getattr(deal, field) != value:
            rows.append(_history(deal, field, value, by=by, now=now))
        setattr(deal, field, value)
        setattr(seen, field, value)
    deal.full_clean()
    deal.save(update_fields=["state", *values, "updated_at"])
    FieldChange.objects.bulk_create(rows)
    audit.record(f"opportunity.{state}", deal, by=by, before={"state": before}, after={"state": state})
    transaction.on_commit(partial(opportunity_state_changed.send_robust, sender=Opportunity, opportunity_id=deal.pk))
    return deal


def _history(deal: Opportunity, field: str, value: Any, *, by: User, now: datetime) -> FieldChange:
    return FieldChange(
        object_kind="opportunity", object_id=deal.pk, field=field, old=as_text(getattr(deal, field)),
        new=as_text(value), channel=Channel.PAGE, written_by=by, at=now,
    )  # fmt: skip
