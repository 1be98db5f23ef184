"""What this floor announces."""

from django.dispatch import Signal

verdict_changed = Signal()  # finding_id, sent after commit
