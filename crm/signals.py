"""What the crm floor announces."""

from django.dispatch import Signal

opportunity_state_changed = Signal()  # opportunity_id
