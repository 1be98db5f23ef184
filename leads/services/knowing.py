"""Who is already a lead of a campaign: the same address, or the same number under the same name; for one or many."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Lower

from crm.rules import matching
from leads.choices import LeadState
from leads.models import Campaign, Lead

LOCKS = 7745


class Known:
    """The leads of a campaign by address and by number, for the people asked about."""

    def __init__(self, campaign: Campaign | None, people: Iterable[tuple[str, str]], *, hold: bool = False) -> None:
        self.by_email: dict[str, Lead] = {}
        self.by_phone: dict[tuple[str, str], Lead] = {}
        asked = list(people)
        emails, phones = {email for email, _phone in asked if email}, {phone for _email, phone in asked if phone}
        if campaign is None or not (emails or phones):
            return
        for lead in self._found(campaign, emails, phones, hold=hold):
            self.keep(lead)

    @staticmethod
    def _found(campaign: Campaign, emails: set[str], phones: set[str], *, hold: bool) -> Iterable[Lead]:
        mine = Lead.objects.filter(campaign=campaign).exclude(state=LeadState.MERGED).order_by("-pk")
        if hold:
            mine = mine.select_for_update(of=("self",), no_key=True)
        if emails:  # as the index that keeps an address once says it
            yield from mine.exclude(email="").alias(folded=Lower("email")).filter(folded__in=emails)
        if phones:
            yield from mine.filter(~Q(phone=""), phone__in=phones)

    def keep(self, lead: Lead) -> None:
        if lead.email:
            self.by_email[lead.email.lower()] = lead
        if lead.phone:
            self.by_phone[lead.phone, matching.fold(lead.name)] = lead

    def find(self, email: str, phone: str, name: str) -> Lead | None:
        """The lead this person already is."""
        if email and (found := self.by_email.get(email.lower())):
            return found
        return self.by_phone.get((phone, matching.fold(name))) if phone else None


def hold_person(campaign: Campaign | None, *keys: str) -> None:
    """Until the end of the transaction nobody else captures this address or number in this campaign."""
    if campaign is None:
        return
    with connection.cursor() as cursor:
        for key in sorted({key for key in keys if key}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCKS, f"{campaign.pk}:{key}"])


def filled_from(known: Lead, again: Any, names: Iterable[str]) -> dict[str, Any]:
    """What was empty is filled, nothing is replaced; the fields filled."""
    filled = {name: value for name in names if not getattr(known, name) and (value := getattr(again, name))}
    for name, value in filled.items():
        setattr(known, name, value)
    return filled
