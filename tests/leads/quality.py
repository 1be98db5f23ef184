"""A lead handed over, and a lead won, as the services leave them."""

from datetime import timedelta
from decimal import Decimal

from core import clock
from crm.services.opportunities import win_opportunity
from leads.services.conversion import convert_lead
from leads.services.handoff import accept_handoff, hand_off_lead
from leads.services.outcomes import settle_outcome


def hand(lead, by, to, now, **words):
    said = {"promise": "Cherche un four", "proof": "A demandé un devis", "opener": "Votre four actuel ?"} | words
    return hand_off_lead(lead, by=by, to=to, now=now, **said)


def won_lead(handoff, by, now, amount="1200.00"):
    """Accepted, converted and won by this rep, an hour and two days later."""
    lead = accept_handoff(handoff, by=by, now=now).lead
    deal = convert_lead(lead, by=by, name="Four", amount=Decimal(amount), now=now + timedelta(hours=1))
    later = now + timedelta(days=2)
    win_opportunity(deal, by=by, amount=Decimal(amount), margin=None, closed_on=clock.local_day(later), now=later)
    settle_outcome(deal.pk, now=later)
    return lead
