"""How much each profile holds (decisions.md, section 8)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """Counts of rows; `days` are working days of history, the last `recent` of which go through the services."""

    name: str
    teams: int
    reps: int
    marketers: int
    campaigns: int
    companies: int
    contacts: int
    leads: int
    days: int
    recent: int
    touches_per_lead: int
    own_deals: int
    cheats: int = 0


TINY = Profile("tiny", 2, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0)
DEMO = Profile("demo", 4, 24, 5, 36, 900, 2_400, 4_200, 378, 20, 4, 160)
LOAD = Profile("load", 40, 400, 20, 200, 20_000, 100_000, 100_000, 500, 0, 100, 4_000, cheats=20)
PROFILES = {profile.name: profile for profile in (TINY, DEMO, LOAD)}
