"""How well the comment guard does on remarks of which people said whether they should be refused."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from crm.rules.guard import Rules, check

RECALL, ALARMS = 0.90, 0.01
YES = frozenset({"1", "true", "yes", "y", "oui", "o", "vrai", "x"})
NO = frozenset({"0", "false", "no", "n", "non", "faux"})


@dataclass(slots=True)
class Figures:
    """Counts by category; a remark nobody decided upon (neither yes nor no) is counted apart and judged by nobody."""

    flagged: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    ordinary: int = 0
    alarmed: int = 0
    undecided: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float | None:
        total = sum(self.flagged.values())
        return sum(self.found.values()) / total if total else None

    @property
    def alarm_rate(self) -> float | None:
        return self.alarmed / self.ordinary if self.ordinary else None

    @property
    def good(self) -> bool:
        """Enough is found and little is refused for nothing; a file without one kind of remark is not judged on it."""
        recall, rate = self.recall, self.alarm_rate
        return (recall is None or recall >= RECALL) and (rate is None or rate <= ALARMS)

    def as_json(self) -> dict[str, Any]:
        return {
            "recall": self.recall,
            "false_alarm_rate": self.alarm_rate,
            "flagged": sum(self.flagged.values()),
            "found": sum(self.found.values()),
            "ordinary": self.ordinary,
            "false_alarms": self.alarmed,
            "undecided": self.undecided,
            "by_category": {
                name: {"flagged": total, "found": self.found[name], "recall": self.found[name] / total}
                for name, total in sorted(self.flagged.items())
            },
            "false_alarms_by_category": dict(sorted(self.alarms.items())),
            "missed": self.missed,
            "refused_for_nothing": self.wrong,
        }


def measure(rows: Iterable[tuple[str, str, str]], rules: Rules | None = None) -> Figures:
    """The figures of rows (text, should it be refused, category as the file names it or nothing)."""
    figures = Figures()
    for text, wanted, category in rows:
        said = wanted.strip().lower()
        hits = check(text, rules)
        kinds = {hit.category for hit in hits}
        if said in YES:
            name = category or next(iter(sorted(kinds)), "?")
            figures.flagged[name] += 1
            figures.found[name] += bool(hits)
            if not hits:
                figures.missed.append(text)
        elif said in NO:
            figures.ordinary += 1
            figures.alarmed += bool(hits)
            figures.alarms.update(kinds)
            if hits:
                figures.wrong.append(text)
        else:
            figures.undecided += 1
    return figures
