"""Hot, warm or cold, from the working day and the hour of filing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

AHEAD = timedelta(minutes=5)
TRUSTED = timedelta(hours=24)


def capture_moment(captured_at: datetime | None, received_at: datetime) -> datetime:
    """When it was told: the phone's hour if received within 24 hours and never ahead of ours, else ours."""
    if captured_at is None or received_at - captured_at > TRUSTED:
        return received_at
    return min(captured_at, received_at + AHEAD)


def timeliness(work_date: date, told_at: datetime, zone: ZoneInfo, next_working_day: date) -> str:
    """Hot until the end of the working day in the rep's zone, warm until the end of the next one, then cold."""
    day = told_at.astimezone(zone).date()
    if day <= work_date:
        return "hot"
    return "warm" if day <= next_working_day else "cold"
