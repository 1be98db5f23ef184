"""What two accounts of one person say differently: her role, telephone or e-mail."""

from collections.abc import Mapping
from typing import Any

from debrief.rules.novelty import normal_form

PARTS = ("role", "phone", "email")


def parts_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Each part that was told, in the form by which two spellings are one."""
    forms = {name: normal_form(name, str(data.get(name) or "")) for name in PARTS}
    return {name: form for name, form in forms.items() if form}


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> frozenset[str]:
    """The parts that both tell, and tell differently; a part only one tells contradicts nobody."""
    return frozenset(name for name in PARTS if name in one and name in other and one[name] != other[name])
