"""What a visit teaches of a company record: a field nobody had filled, a value that changed, one still true."""

from random import Random

from config.seeding.world import World
from crm.models import Company


class Lessons:
    """One finding on the record for some visits, from a chance of its own: the days around stay what they were."""

    def __init__(self, world: World) -> None:
        self.chance = Random(world.seed + 1)  # noqa: S311
        self.sizes: dict[int, int] = {}

    def lesson(self, company: Company) -> dict[str, object] | None:
        """Two visits in five: once a company's size has been told, later visits say the same."""
        if self.chance.random() > 0.4:
            return None
        if company.pk not in self.sizes:
            grown = self.chance.random() < 0.6
            self.sizes[company.pk] = (company.employees or 4) + (1 + self.chance.randrange(6) if grown else 0)
        told: dict[str, object] = {"kind": "company_fact", "field": "employees", "value": str(self.sizes[company.pk])}
        who = self.chance.choice(("", "La gérante", "Le chef d’atelier"))
        return told | {"how_known": "heard" if who else "seen", "said_by": who}
