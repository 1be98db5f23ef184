"""The versions of the guard's lists, the one in force first."""

from crm.models import GuardList

SHOWN = 30


def versions() -> list[GuardList]:
    """The latest thirty, with who made them."""
    return list(GuardList.objects.select_related("by")[:SHOWN])
