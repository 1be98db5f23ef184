"""What the nights learnt of a seeded history: models of some past nights, then the scores of every open lead."""

from datetime import timedelta

from config.seeding.insert import analyze
from config.seeding.people import Cast
from config.seeding.world import World
from core import clock
from leads.models import CurrentScore, Lead, LeadScore
from leads.rules.scoring import DEFAULT, Scoring
from leads.services.probability import train_probability
from leads.services.scoring import apply_new_rules, save_scoring, score_leads

NIGHTS_AGO = (43, 22, 1)
CHANGED_DAYS_AGO = 30


def score_history(world: World, cast: Cast) -> None:
    """A probability is shown, its figures have a history, and marketing has once changed the rules."""
    for back in NIGHTS_AGO:
        train_probability(world.today - timedelta(days=back))
    then = clock.now() - timedelta(days=CHANGED_DAYS_AGO)
    score_leads(list(Lead.objects.filter(captured_at__lt=then).values_list("pk", flat=True)), now=then)
    slower = Scoring.from_json(DEFAULT.as_json() | {"half_life": 21})
    save_scoring(slower, by=cast.named["mkt_1"], note="Nos cycles sont courts : les gestes vieillissent plus vite")
    apply_new_rules(clock.now())
    analyze(CurrentScore, LeadScore)
