"""When somebody must be told that we keep data about her (GDPR articles 13 and 14).

Data obtained from the person herself: at the time she gives them (13.1). Obtained elsewhere, or from her but not said
at once: within a reasonable time and at the latest within one month (14.3 a). The clock starts on the debrief's day.
"""

import calendar
from datetime import date, timedelta

FROM_HER = frozenset({"met", "card", "event", "form"})
DAYS = 30


def told_at_collection(how_acquired: str, told: bool) -> bool:
    """She gave the data herself and was told there and then."""
    return told and how_acquired in FROM_HER


def notice_due(obtained_on: date, how_acquired: str = "", told: bool = False) -> date:
    """The last day to inform her: that very day when she was told, else thirty days on and never past one month."""
    if told_at_collection(how_acquired, told):
        return obtained_on
    return min(obtained_on + timedelta(days=DAYS), month_after(obtained_on))


def month_after(day: date) -> date:
    """The same day of the next month, or its last."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
