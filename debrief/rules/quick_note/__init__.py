"""A quick note becomes proposals: what the rep wrote or dictated, as findings to keep, change or drop."""

from debrief.rules.quick_note.reading import read_note
from debrief.rules.quick_note.shape import Lists, Proposal, Reading

__all__ = ["Lists", "Proposal", "Reading", "read_note"]
