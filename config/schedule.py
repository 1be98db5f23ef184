"""The one table of what is due when, read by the tick. Beat is only a metronome: it knows no hour."""

from dataclasses import dataclass

TICK_SECONDS = 300
DISPATCH_SECONDS = 10


@dataclass(frozen=True)
class Due:
    """Work due once per local day, `hour` hours after that day ended in the company's time zone."""

    name: str
    hour: int
    why: str


SCHEDULE = (Due("nightly", 2, "Late sends have arrived; everything of the day is counted, scored and sealed."),)
