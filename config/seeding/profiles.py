"""How much each profile holds."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Profile:
    """Counts of rows; `days` are working days of history, the last `recent` of which go through the services.

    A day of the history has `visits` visits; each teaches one thing, and a second one with the chance `second`.
    """

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
    visits: int = 3
    second: float = 1.0
    cheats: int = 0


TINY = Profile("tiny", 2, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0)
DEMO = Profile("demo", 4, 16, 4, 36, 640, 1_800, 4_200, 378, 20, 4, 160, visits=2, second=0.3)
LOAD = Profile("load", 40, 400, 20, 200, 20_000, 100_000, 100_000, 501, 0, 94, 4_000, cheats=20)
PROFILES = {profile.name: profile for profile in (TINY, DEMO, LOAD)}


def scaled(profile: Profile, scale: float) -> Profile:
    """The same company with a share of its people and rows, over the same days."""
    if scale == 1:
        return profile
    counts = ("teams", "reps", "marketers", "campaigns", "companies", "contacts", "leads", "own_deals", "cheats")
    return replace(profile, **{name: max(2, round(getattr(profile, name) * scale)) for name in counts})
