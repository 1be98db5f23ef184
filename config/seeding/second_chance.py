"""Leads that one rep refused and another won: what the calibration of refusals counts."""

from datetime import timedelta
from decimal import Decimal

from config.seeding import words
from config.seeding.people import Cast
from config.seeding.world import World, at
from core import clock
from crm.services.opportunities import win_opportunity
from leads.choices import HandoffDecision, LeadState
from leads.models import Handoff
from leads.services.conversion import convert_lead
from leads.services.handoff import accept_handoff, hand_off_lead
from leads.services.qualification import qualify_lead

WON = 3
MATURED = timedelta(days=95)


def win_what_was_refused(world: World, cast: Cast) -> None:
    """Refused months ago, matured, offered to somebody else, won in the last weeks."""
    marketer, day = cast.named["mkt_1"], world.days[-12]
    refused = (
        Handoff.objects.filter(decision=HandoffDecision.REJECTED, lead__state=LeadState.RECYCLED)
        .filter(decided_at__lt=clock.start_utc(day) - MATURED)
        .exclude(lead__name__contains="CANARY")
        .exclude(lead__company=None)
        .select_related("lead", "to__team")
        .order_by("-decided_at", "-pk")[:WON]
    )
    for number, handoff in enumerate(refused):
        rep = next(one for one in cast.reps if one.pk != handoff.to_id and one.team_id == handoff.to.team_id)
        lead = qualify_lead(handoff.lead, by=marketer, now=at(day, 9.5))
        second = hand_off_lead(
            lead, by=marketer, to=rep, promise=words.PROMISES[number % len(words.PROMISES)], now=at(day, 10.0),
            proof="A rouvert le catalogue deux fois", opener="Votre projet a-t-il avancé depuis l’été ?",
        )  # fmt: skip
        lead = accept_handoff(second, by=rep, now=at(day, 14.0)).lead
        amount = Decimal(9800 + 2100 * number)
        deal = convert_lead(lead, by=rep, name="Four de fournil", amount=amount, now=at(world.days[-8], 11.0))
        closed = at(world.days[-3], 16.0)
        win_opportunity(deal, by=rep, amount=amount, margin=None, closed_on=clock.local_day(closed), now=closed)
