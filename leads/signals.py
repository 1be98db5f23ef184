"""What the leads floor announces after commit; a bell says "look", never "do"."""

from django.dispatch import Signal

handoff_decided = Signal()  # handoff_id
outcome_changed = Signal()  # lead_id
