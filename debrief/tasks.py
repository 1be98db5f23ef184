"""What the sweep asks of the debrief floor."""

from core import due
from debrief.services import reminding, weekly


def register() -> None:
    due.register_sweep("debrief.remind_unfiled", reminding.remind_unfiled)
    due.register_sweep("debrief.tell_weekly_impact", weekly.tell_weekly_impact)
