"""What the night asks of people's sessions and tokens."""

from datetime import date

from accounts.services import sessions
from core import clock
from core.jobs import StepResult, hash_rows


def forget_sessions(_day: date) -> StepResult:
    """Sessions and tokens that are over are gone, and what was kept of the browsers they were opened in."""
    return StepResult(counts=sessions.forget_expired(now=clock.now()), sha=hash_rows(()))
