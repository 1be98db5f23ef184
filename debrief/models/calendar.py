"""The days on which a rep works: her team's working calendar, less her absences; loaded once for many days."""

from datetime import date, timedelta

from accounts.models import User
from core import working_time
from debrief.models.plan import Absence

LONGEST = 400  # days looked at on each side of a period away


class Diary:
    """Says of each day whether the rep is away or off; one query."""

    def __init__(self, rep: User, first: date, last: date) -> None:
        self.calendar = working_time.calendar_for(rep.team)
        rows = Absence.objects.filter(rep=rep).over(first - timedelta(days=LONGEST), last + timedelta(days=LONGEST))
        self.absences = list(rows.order_by("starts_on", "pk"))

    def is_away(self, day: date) -> bool:
        return any(absence.starts_on <= day <= absence.ends_on for absence in self.absences)

    def is_working(self, day: date) -> bool:
        return self.calendar.is_working_day(day) and not self.is_away(day)

    def carried(self, day: date) -> list[date]:
        """This day, and the days away just before it: what was promised for them waits for the return."""
        days, back = [day], day - timedelta(days=1)
        while len(days) < LONGEST and not self.is_working(back):
            if self.is_away(back):
                days.append(back)
            back -= timedelta(days=1)
        return days
