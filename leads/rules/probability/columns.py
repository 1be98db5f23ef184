"""Columns of a table as a model reads them: numbers, categories, parts of dates; and those it never reads, with why."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import mean

NUMBER, CATEGORY = "number", "category"
Value = float | str | None

NOTHING = frozenset({"", "-", "--", "—", "?", "na", "n/a", "n.a.", "n.d.", "nd", "nan", "null", "none", "nil", "#n/a"})
NO_NUMBER = NOTHING | {"unknown", "inconnu", "inconnue", "missing", "other", "autre"}
PARSED = 0.95  # share of the filled cells that must read as a number or a date
MOSTLY_UNIQUE = 0.5
FEW_LEVELS = 20
LONG_TEXT = 40

CURRENCY = re.compile(r"[€$£%\s\u00a0\u202f'’]")
PLAIN = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)
CODE = re.compile(r"0\d+")
DATE = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[T ]+(\d{1,2}):(\d{2})(?::\d{2})?.*)?")
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-zà-ÿ]+|\d+")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SELLERS = frozenset({
    "rep", "reps", "agent", "seller", "sellers", "salesperson", "salesman", "saleswoman", "salesrep", "vendeur",
    "vendeuse", "commercial", "commerciale", "owner", "assignee", "assigned", "sdr", "bdr", "conseiller", "conseillere",
    "proprietaire", "closer",
})  # fmt: skip
NOT_SELLERS = frozenset({"home", "house", "car", "own", "land", "user"})


@dataclass(frozen=True, slots=True)
class Column:
    """One reading of a column: floats, or short texts; None where the cell says nothing."""

    name: str
    kind: str
    values: list[Value]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column that the model does not read; `why` is a code: constant, empty, identifier, free_text, seller."""

    name: str
    why: str


def words_of(name: str) -> list[str]:
    """The words of a header, folded: `closeDate`, `close_date` and `Close date` are the same."""
    accents = str.maketrans("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc")
    return [word.lower().translate(accents) for word in WORDS.findall(name)]


def read(name: str, texts: Sequence[str]) -> list[Column] | LeftOut:
    """What the texts of a column are worth to a model."""
    cells = [text.strip() for text in texts]
    filled = [cell for cell in cells if cell.lower() not in NOTHING]
    levels = Counter(filled)
    if not filled:
        return LeftOut(name, "empty")
    if len(levels) == 1 and len(filled) == len(cells):
        return LeftOut(name, "constant")
    if is_seller(name, len(levels)):
        return LeftOut(name, "seller")
    if numbers := _numbers(cells, filled):
        return LeftOut(name, "identifier") if _counts_rows(name, numbers) else [Column(name, NUMBER, numbers)]
    if (days := _dates(cells, filled)) is not None:
        return _parts(name, days)
    if len(levels) > max(FEW_LEVELS, MOSTLY_UNIQUE * len(filled)):
        return LeftOut(name, "free_text" if mean(map(len, filled)) > LONG_TEXT else "identifier")
    return [
        Column(name, CATEGORY, [None if cell.lower() in NOTHING else cell.lower()[: LONG_TEXT * 3] for cell in cells])
    ]


def _level(cell: str) -> str | None:
    folded = cell.lower()
    return None if folded in NOTHING else folded[: LONG_TEXT * 3]


def is_seller(name: str, levels: int) -> bool:
    """The person who sells is never what a lead is judged by."""
    words = set(words_of(name))
    return levels > 2 and bool(words & SELLERS) and not words & NOT_SELLERS


def to_number(text: str) -> float | None:
    """1 234,50 € and 1,234.50 and 12 % are numbers; a code with a leading zero is not."""
    bare = CURRENCY.sub("", text)
    if CODE.fullmatch(bare):
        return None
    if "," in bare and "." in bare:
        last = "," if bare.rfind(",") > bare.rfind(".") else "."
        bare = bare.replace("." if last == "," else ",", "").replace(last, ".")
    elif re.fullmatch(r"[-+]?\d{1,3}(,\d{3}){2,}", bare):
        bare = bare.replace(",", "")
    else:
        bare = bare.replace(",", ".")
    return float(bare) if PLAIN.fullmatch(bare) else None


def _numbers(cells: Sequence[str], filled: Sequence[str]) -> list[Value]:
    """The column as numbers, empty when it is not one."""
    told = [cell for cell in filled if cell.lower() not in NO_NUMBER]
    if not told or sum(to_number(cell) is not None for cell in told) < PARSED * len(told):
        return []
    if len(told) < len(filled) / 2:
        return []
    known = [to_number(cell) for cell in cells]
    return [value if value is not None and abs(value) < 1e15 else None for value in known]


def _counts_rows(name: str, numbers: Sequence[Value]) -> bool:
    """Whole numbers that never repeat and name a row: a running number says when, not who."""
    known = [value for value in numbers if isinstance(value, float)]
    whole = all(value.is_integer() for value in known)
    if not whole or len(known) < FEW_LEVELS or len(set(known)) < len(known):
        return False
    rising = all(a < b for a, b in zip(known, known[1:], strict=False))
    falling = all(a > b for a, b in zip(known, known[1:], strict=False))
    named = {"id", "no", "num", "number", "numero", "ref", "reference", "key", "index", "row"} & set(words_of(name))
    return rising or falling or bool(named)


def to_date(text: str, day_first: bool = True) -> datetime | None:
    found = DATE.fullmatch(text)
    if found is None:
        return None
    first, middle, last = found[1], found[2], found[3]
    if len(first) == 4:
        year, month, day = int(first), int(middle), int(last)
    elif len(last) in (2, 4):
        year = int(last) + (2000 if len(last) == 2 else 0)
        day, month = (int(first), int(middle)) if day_first else (int(middle), int(first))
    else:
        return None
    try:
        return datetime(year, month, day, min(int(found[4] or 0), 23))  # noqa: DTZ001  a wall clock without a place
    except ValueError:
        return None


def _dates(cells: Sequence[str], filled: Sequence[str]) -> list[datetime | None] | None:
    """The column as dates, day before month unless that cannot be; nothing when it is not one."""
    if DATE.fullmatch(filled[0]) is None:
        return None
    for day_first in (True, False):
        if sum(to_date(cell, day_first) is not None for cell in filled) >= PARSED * len(filled):
            return [to_date(cell, day_first) for cell in cells]
    return None


def days_of(texts: Sequence[str]) -> list[date | None] | None:
    """The column as days, to put rows in order; nothing when it holds no dates."""
    cells = [text.strip() for text in texts]
    filled = [cell for cell in cells if cell.lower() not in NOTHING]
    found = _dates(cells, filled) if filled else None
    return [day.date() if day else None for day in found] if found is not None else None


def _parts(name: str, days: Sequence[datetime | None]) -> list[Column]:
    """Month and weekday come back; the year never does, so it is not read."""
    columns = [
        Column(f"{name}: month", CATEGORY, [f"{day.month:02}" if day else None for day in days]),
        Column(f"{name}: weekday", CATEGORY, [WEEKDAYS[day.weekday()] if day else None for day in days]),
    ]
    return [column for column in columns if len(set(column.values)) > 1]


def is_date_part(name: str) -> bool:
    return name.endswith((": month", ": weekday"))


def source(name: str) -> str:
    """The header a reading comes from."""
    return name.rpartition(": ")[0] if is_date_part(name) else name


def take(columns: Sequence[Column], rows: Sequence[int]) -> list[Column]:
    return [Column(one.name, one.kind, [one.values[row] for row in rows]) for one in columns]


def without(columns: Sequence[Column], names: set[str]) -> list[Column]:
    return [one for one in columns if source(one.name) not in names]
