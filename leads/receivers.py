"""Hears that a deal changed state and nudges the task that makes outcomes agree."""

from typing import Any

from core import bells
from crm.signals import opportunity_state_changed
from leads import tasks


def on_opportunity_state_changed(sender: Any, opportunity_id: int, **_kwargs: Any) -> None:
    bells.ring(tasks.settle_outcome, opportunity_id)


def connect() -> None:
    opportunity_state_changed.connect(on_opportunity_state_changed, dispatch_uid="leads.settle_outcome")
