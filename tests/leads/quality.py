"""A lead handed over, and a lead won, as the services leave them."""

from datetime import date, timedelta
from decimal import Decimal

from core import clock
from crm.services.opportunities import win_opportunity
from leads.services.campaigns import record_cost
from leads.services.conversion import convert_lead
from leads.services.handoff import accept_handoff, hand_off_lead, reject_handoff
from leads.services.intake import capture_lead
from leads.services.outcomes import settle_outcome
from leads.services.qualification import qualify_lead
from leads.services.standing import compute_standings
from tests.factories.leads import CampaignFactory, ReasonFactory


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


def two_months(campaign, *, by, reps, reason, noon):
    """Two campaigns and two reps; in March six handoffs, in February three, with what each month cost."""
    other, elsewhere = CampaignFactory(owner=by, name="Salon", channel="email"), ReasonFactory(code="timing")
    for month, at, lots in ((2, noon - timedelta(days=28), 3), (3, noon, 6)):
        for lot in range(lots):
            on, rep = (campaign, reps[0]) if lot % 2 else (other, reps[1])
            lead = _ready(on, by, f"{month}{lot}", at)
            _answered(hand(lead, by, rep, at), lot, reason if month == 3 else elsewhere, at)
        capture_lead(by=by, campaign=other, name=f"Neuf {month}", email=f"n{month}@client.test", now=at)
        for on, amount in ((campaign, "100.00"), (other, f"333.3{month}")):
            record_cost(on, by=by, day=date(2026, month, 20), amount=Decimal(amount), label="Stand", kind="spend")
    compute_standings(date(2026, 7, 31))


def _ready(campaign, by, number, at):
    lead, _new = capture_lead(
        by=by, campaign=campaign, name=f"Personne {number}", email=f"p{number}@client.test", now=at
    )
    return qualify_lead(lead, by=by, now=at)


def _answered(handoff, lot, reason, at):
    """Won, accepted, refused, won, accepted, and no answer yet, each some hours later than the one before."""
    later = at + timedelta(hours=1 + 7 * lot)
    if lot in (0, 3):
        won_lead(handoff, handoff.to, later)
    elif lot in (1, 4):
        accept_handoff(handoff, by=handoff.to, now=later)
    elif lot == 2:
        reject_handoff(handoff, by=handoff.to, reason=reason, now=later)
