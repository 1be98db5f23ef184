"""Who shares the bounties of a question.

A question pays `quota` bounties of `points` each. The first accepted answer takes a bounty; the same answer
(same company, same normal form) accepted from somebody else confirms it and shares that bounty: the first keeps
two parts, each of at most three others one part, by largest remainder. The total is never above the bounty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.splitting import split_points

FIRST_PARTS, OTHER_PARTS = 2, 1
MOST_OTHERS = 3
ACCEPTED = ("accepted", "amended")
Key = tuple[str, str]


@dataclass(frozen=True)
class Answer:
    """A live verdict on an answer given in time; `earns` is False when its author had already brought it."""

    verdict_id: int
    finding_id: int
    author_id: int
    place: str
    form: str
    decision: str
    of_id: int | None = None
    earns: bool = True

    @property
    def key(self) -> Key:
        return (self.place, self.form)


@dataclass
class Slot:
    """One bounty taken: the first accepted answer, then those that confirm it."""

    key: Key
    answers: list[Answer] = field(default_factory=list)

    def holds(self, author_id: int) -> bool:
        return any(answer.author_id == author_id for answer in self.answers)


def slots(answers: Iterable[Answer], quota: int) -> list[Slot]:
    """The bounties taken, in the order of the verdicts; one per rep and company, at most `quota`."""
    ordered = sorted((answer for answer in answers if answer.earns), key=lambda answer: answer.verdict_id)
    taken: dict[Key, Slot] = {}
    accepted = [answer for answer in ordered if answer.decision in ACCEPTED]
    for answer in accepted:
        if slot := taken.get(answer.key):
            _join(slot, answer)
        elif len(taken) < quota and not _has_one_there(taken.values(), answer):
            taken[answer.key] = Slot(answer.key, [answer])
    keys = {answer.finding_id: answer.key for answer in accepted}
    for answer in ordered:
        if answer.decision == "duplicate" and (slot := taken.get(keys.get(answer.of_id or 0, ("", "")))):
            _join(slot, answer)
    return list(taken.values())


def shares(answers: Iterable[Answer], quota: int, points: int) -> dict[int, int]:
    """Points by verdict; a verdict that is absent earns nothing."""
    parts: dict[int, int] = {}
    for slot in slots(answers, quota):
        weights: Sequence[int] = [FIRST_PARTS, *[OTHER_PARTS] * (len(slot.answers) - 1)]
        parts |= dict(zip((answer.verdict_id for answer in slot.answers), split_points(points, weights), strict=True))
    return parts


def _join(slot: Slot, answer: Answer) -> None:
    if not slot.holds(answer.author_id) and len(slot.answers) <= MOST_OTHERS:
        slot.answers.append(answer)


def _has_one_there(taken: Iterable[Slot], answer: Answer) -> bool:
    return any(slot.key[0] == answer.place and slot.answers[0].author_id == answer.author_id for slot in taken)
