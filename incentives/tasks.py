"""Celery entries of this floor: ids and dates in, one service, counts out."""

from datetime import date

from celery import shared_task

from core import clock, due
from incentives.services import settling


@shared_task(name="incentives.settle_finding_points")
def settle_finding_points(finding_id: int) -> int:
    return settling.settle_finding_points(finding_id, now=clock.now())


@shared_task(name="incentives.settle_handoff_points")
def settle_handoff_points(handoff_id: int) -> int:
    return settling.settle_lead_points(handoff_id=handoff_id, now=clock.now())


@shared_task(name="incentives.settle_lead_points")
def settle_lead_points(lead_id: int) -> int:
    return settling.settle_lead_points(lead_id=lead_id, now=clock.now())


@shared_task(name="incentives.settle_all_points")
def settle_all_points() -> dict[str, int]:
    return settling.settle_all_points(clock.now())


@shared_task(name="incentives.run_nightly")
def run_nightly(day: str) -> str:
    return due.run_night(date.fromisoformat(day)).state
