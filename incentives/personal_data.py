"""The ledger holds no prospect: points are kept under the employee's number, the source is erased on its own floor."""

from typing import Any

from core.personal_data import PersonalDataSource
from core.personal_data import register as hang


def export(contact_id: int) -> list[dict[str, Any]]:
    """Nothing about a contact is kept here: a line names its source by number only."""
    return []


def erase(contact_id: int) -> int:
    """Points and sums stay as they are: no hashed field holds a name."""
    return 0


def register() -> None:
    hang(PersonalDataSource("incentives", export, erase))
