"""Celery entries of the leads floor, and what the night and the sweep ask of it."""

from datetime import date, datetime, timedelta

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from core import clock, due
from core.jobs import StepResult, hash_rows
from leads.models import Outcome, ProbabilityModel
from leads.services import campaigns, outcomes, overdue, probability, roi, scoring, standing, submissions

SWEPT = timedelta(hours=1)


@shared_task(acks_late=True)  # type: ignore[untyped-decorator]
def settle_outcome(opportunity_id: int) -> int:
    return outcomes.settle_outcome(opportunity_id)


def settle_night(day: date) -> StepResult:
    """The rows of the step are the live outcomes of that day, so that a second run has the same fingerprint."""
    counts = outcomes.settle_all_outcomes()
    live = Outcome.objects.live().filter(decided_on=day).order_by("lead_id")
    rows = list(live.values_list("lead_id", "opportunity_id", "result", "amount", "margin"))
    return StepResult(counts=counts, sha=hash_rows(rows), rows=len(rows))


def score_night(day: date) -> StepResult:
    """Every open lead has the scores of this moment; a second run has the same fingerprint: rules, model, that day."""
    changed = scoring.score_leads(now=clock.now())
    model = ProbabilityModel.objects.shown()
    sha = hash_rows([(day, scoring.current_version().number, model.day if model else "")])
    return StepResult(counts={"leads": changed}, sha=sha, rows=0)


def sweep_scoring(now: datetime) -> int:
    return scoring.apply_new_rules(now)


def sweep_outcomes(now: datetime) -> int:
    return outcomes.settle_all_outcomes(now, looking_back=SWEPT)["outcomes"]


def sweep_handoffs(now: datetime) -> int:
    return overdue.expire_overdue_handoffs(now)


def forget_form_calls(_day: date) -> StepResult:
    """Fingerprints of visitors of days that are over are gone."""
    return StepResult(counts={"forgotten": submissions.forget_calls(clock.now())}, sha=hash_rows(()))


def sweep_campaigns(now: datetime) -> int:
    return campaigns.start_due_campaigns(now)


def register() -> None:
    due.register("leads.settle_all_outcomes", settle_night, _("Outcomes of leads and their attribution"))
    due.register("leads.compute_campaign_roi", roi.compute_campaign_roi, _("Return of each campaign"))
    due.register("leads.forget_form_calls", forget_form_calls, _("Visitors of public forms forgotten"))
    due.register("leads.compute_standings", standing.compute_standings, _("How leads and handoffs stand"))
    due.register("leads.train_probability", probability.train_probability, _("Model of probability"))
    due.register("leads.score_leads", score_night, _("Scores of leads"))
    due.register_sweep("leads.apply_scoring_rules", sweep_scoring)
    due.register_sweep("leads.expire_overdue_handoffs", sweep_handoffs)
    due.register_sweep("leads.settle_all_outcomes", sweep_outcomes)
    due.register_sweep("leads.start_due_campaigns", sweep_campaigns)
