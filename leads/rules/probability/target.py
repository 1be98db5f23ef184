"""Which rows were won and which were lost; the others have no outcome yet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from leads.rules.probability.columns import NOTHING

WON = ("won", "win", "yes", "y", "true", "1", "oui", "o", "vrai", "gagne", "gagné", "gagnée", "gagnee", "converted",
       "converti", "convertie", "closed won", "success", "succès", "succes", "positive", "positif", "bought", "signed",
       "signé", "accepted", "accepté", "acceptée", "client", "customer")  # fmt: skip
LOST = ("lost", "loss", "no", "n", "false", "0", "non", "faux", "perdu", "perdue", "not converted", "non converti",
        "closed lost", "failure", "échec", "echec", "negative", "négatif", "negatif", "refused", "refusé", "refusée",
        "rejected", "rejeté", "prospect")  # fmt: skip
MOST_LISTED = 6


class TargetRefused(ValueError):  # noqa: N818
    """The column says no outcome with two values; `code`, and what a sentence needs."""

    def __init__(self, code: str, **told: object) -> None:
        super().__init__(code)
        self.code, self.told = code, told


@dataclass(frozen=True, slots=True)
class Target:
    """Per row: 1 won, 0 lost, None no outcome yet; and the two values as the file writes them."""

    values: list[int | None]
    positive: str
    negative: str

    @property
    def decided(self) -> list[int]:
        return [row for row, value in enumerate(self.values) if value is not None]


def read(texts: Sequence[str], positive: str = "", negative: str = "") -> Target:
    """Two values, or the two that are named, or the two known words among several."""
    cells = [" ".join(text.split()).lower() for text in texts]
    counts = Counter(cell for cell in cells if cell not in NOTHING)
    if not counts:
        raise TargetRefused("target_empty")
    won, lost = _sides(counts, positive.strip().lower(), negative.strip().lower())
    values = [1 if cell == won else 0 if cell == lost else None for cell in cells]
    return Target(values, _as_written(texts, won), _as_written(texts, lost))


def _as_written(texts: Sequence[str], folded: str) -> str:
    return next((found for text in texts if (found := " ".join(text.split())).lower() == folded), folded)


def _sides(counts: Counter[str], positive: str, negative: str) -> tuple[str, str]:
    for asked in (positive, negative):
        if asked and asked not in counts:
            raise TargetRefused("value_unknown", value=asked, values=_listed(counts))
    if positive and negative:
        return positive, negative
    if len(counts) == 1:
        raise TargetRefused("one_value", value=next(iter(counts)))
    if positive or negative:
        others = [value for value in counts if value not in (positive, negative)]
        if len(others) == 1:
            return (positive, others[0]) if positive else (others[0], negative)
        raise TargetRefused("many_values", count=len(counts), values=_listed(counts))
    return _known(counts)


def _known(counts: Counter[str]) -> tuple[str, str]:
    won = [word for word in WON if word in counts]
    lost = [word for word in LOST if word in counts]
    if won and lost and (len(counts) == 2 or len(won) == len(lost) == 1):
        return won[0], lost[0]
    if len(counts) > 2:
        raise TargetRefused("many_values", count=len(counts), values=_listed(counts))
    first, second = sorted(counts)
    if won or second in LOST:
        return (won[0], next(v for v in counts if v != won[0])) if won else (first, second)
    if lost:
        return next(value for value in counts if value != lost[0]), lost[0]
    if _float(first) is not None and _float(second) is not None:
        return (first, second) if (_float(first) or 0) > (_float(second) or 0) else (second, first)
    return (first, second) if counts[first] < counts[second] else (second, first)


def _float(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _listed(counts: Counter[str]) -> str:
    names = [value[:40] for value, _count in counts.most_common(MOST_LISTED)]
    return ", ".join(names) + ("…" if len(counts) > MOST_LISTED else "")
