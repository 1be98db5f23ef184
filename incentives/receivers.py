"""Hears the bells of the floors below and nudges the settling of what rang."""

from typing import Any

from django.dispatch import receiver

from core.bells import ring
from debrief.signals import verdict_changed
from incentives import tasks
from leads.signals import handoff_decided, outcome_changed


@receiver(verdict_changed)
def on_verdict_changed(sender: Any, finding_id: int, **kwargs: Any) -> None:
    ring(tasks.settle_finding_points, finding_id)


@receiver(handoff_decided)
def on_handoff_decided(sender: Any, handoff_id: int, **kwargs: Any) -> None:
    ring(tasks.settle_handoff_points, handoff_id)


@receiver(outcome_changed)
def on_outcome_changed(sender: Any, lead_id: int, **kwargs: Any) -> None:
    ring(tasks.settle_lead_points, lead_id)
