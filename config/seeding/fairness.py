"""Appeals, second opinions, a substitute and the state of records: what the pages of fairness show on the first day."""

from datetime import timedelta
from decimal import Decimal

from config.seeding.people import Cast
from config.seeding.world import World
from core import clock
from debrief.choices import REFUSED
from debrief.models import SecondReview, Verdict
from debrief.services.appeals import open_appeal, overturn_verdict, uphold_verdict
from debrief.services.completeness import count_work, measure_records
from debrief.services.second_reviews import give_second_opinion, set_review_rules
from debrief.services.substituting import name_substitute

REASONS = (
    "Le devis est en photo dans le dossier : le prix est vérifiable.",
    "J’ai rappelé le gérant, il confirme ce que j’avais noté.",
    "Ce n’est pas le même four : celui-ci est à l’étage.",
)
SAVED = 4  # one refusal in so many would have been kept by the second reviewer
DOUBTED = 0.35  # findings kept that the second reviewer would refuse, for each refusal: a kappa of about 0.7


def set_rules(cast: Cast) -> None:
    """A visitor sees enough second opinions for a figure."""
    set_review_rules(
        by=cast.named["adm_1"], second_percent=Decimal(15), second_hours=40, appeal_days=15, appeal_hours=16
    )


def look_again(world: World, cast: Cast) -> None:
    """Three refusals are appealed against (one waits), most second opinions are given, a reviewer is away next week."""
    appeal(cast)
    if len(cast.marketers) > 1:
        second(cast)
        first, other = cast.marketers[:2]
        day = world.today + timedelta(days=7)
        name_substitute(by=first, absent=first, substitute=other, starts_on=day, ends_on=day + timedelta(days=4))
    yesterday = clock.local_day() - timedelta(days=1)
    measure_records(yesterday)
    count_work(yesterday - timedelta(days=30), clock.local_day())


def appeal(cast: Cast) -> None:
    refused = Verdict.objects.live().filter(decision="rejected", decided_at__gte=clock.now() - timedelta(days=12))
    refused = refused.filter(finding__kind__in=("opinion", "remark", "market_signal"))
    refused = refused.exclude(finding__value__contains="CANARY").select_related("finding__visit__debrief__rep")
    now, hers = clock.now(), cast.named["rep_a1"]
    latest = refused.order_by("-pk")
    waiting = latest.filter(finding__visit__debrief__rep=hers)[:1]
    contested = [*waiting, *latest.exclude(finding__visit__debrief__rep=hers)[: 3 - len(waiting)]]
    opened = [
        open_appeal(verdict, by=verdict.finding.visit.debrief.rep, reason=reason, now=now - timedelta(hours=20))
        for verdict, reason in zip(contested, REASONS, strict=False)
    ]
    operations = cast.named["adm_1"]
    for number, one in enumerate(opened[1:]):
        if number:
            uphold_verdict(one, by=operations, answer="Le dossier ne contient pas de pièce.", now=now)
        else:
            overturn_verdict(one, by=operations, answer="Le gérant confirme au téléphone.", now=now)


def second(cast: Cast) -> None:
    """All but the last few are given, by somebody who did not judge first."""
    given = list(SecondReview.objects.waiting().select_related("verdict").order_by("pk"))[:-3]
    differing = differ(given)
    for one in given:
        reviewer = next(person for person in cast.marketers if person.pk != one.verdict.reviewer_id)
        decision = one.verdict.decision
        if one in differing:
            decision = "accepted" if decision in REFUSED else "rejected"
        reason = (one.verdict.reason or "too_vague") if decision == "rejected" else ""
        give_second_opinion(one, by=reviewer, decision=decision, reason=reason)


def differ(reviews: list[SecondReview]) -> list[SecondReview]:
    """Those whose second opinion says otherwise, spread evenly over both kinds of first decisions."""
    refused = [one for one in reviews if one.verdict.decision in REFUSED]
    kept = [one for one in reviews if one.verdict.decision not in REFUSED]
    doubts = round(DOUBTED * len(refused))
    return refused[SAVED - 1 :: SAVED] + (kept[:: max(1, len(kept) // doubts)][:doubts] if doubts else [])
