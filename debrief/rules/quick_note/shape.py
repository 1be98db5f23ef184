"""What goes in beside the note, and what comes out of it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from debrief.rules.quick_note.amounts import Amount
from debrief.rules.quick_note.contacts import Found
from debrief.rules.quick_note.dates import Day
from debrief.rules.quick_note.names import Listed, Person


@dataclass(frozen=True)
class Lists:
    """The names the CRM knows, each with its number; the company visited is not among them."""

    companies: tuple[tuple[int, str], ...] = ()
    competitors: tuple[tuple[int, str], ...] = ()
    products: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Proposal:
    """One thing to keep, change or drop. `what` is a kind of line of the visit, else person, amount or next_step."""

    what: str
    value: str
    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    field: str = ""
    amount: Decimal | None = None
    on_date: date | None = None
    how: str = "heard"
    said_by: str = ""
    step: str = ""
    contact: int = 0


@dataclass(frozen=True)
class Reading:
    """Every mention found, then what it is proposed to keep of them."""

    people: list[Person] = field(default_factory=list)
    phones: list[Found] = field(default_factory=list)
    emails: list[Found] = field(default_factory=list)
    companies: list[Listed] = field(default_factory=list)
    competitors: list[Listed] = field(default_factory=list)
    products: list[Listed] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    dates: list[Day] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
