"""How much each profile holds."""

from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True)
class Exact:
    findings: int
    verdicts: int
    earning: int
    deals: int
    won: int


@dataclass(frozen=True)
class Profile:
    """Counts of rows; `days` are working days of history, the last `recent` of which go through the services.

    A day of the history has `visits` visits; each teaches one thing, a second one with the chance `second` and a third
    one with the chance `third`. `handed` and `bought` are the chances of a handoff for a lead and of a deal for an
    accepted one; `kin` is the chance up to which a touch belongs to a campaign of the lead's own marketer.
    `exact` says how many findings, verdicts, verdicts that earn, deals and won deals the history has to the unit;
    without it they are as they were drawn. The rows of the people of the contract come on top.
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
    third: float = 1 / 6
    cheats: int = 0
    handed: float = 0.53
    bought: float = 0.63
    kin: float = 0.5
    exact: Exact | None = None


TINY = Profile("tiny", 2, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0)
DEMO = Profile("demo", 4, 24, 5, 36, 720, 2_000, 4_200, 378, 14, 4, 160, visits=2, second=0.3, third=0.05)
LOAD = Profile(
    "load", 40, 400, 20, 200, 20_000, 100_000, 100_000, 501, 0, 94, 18_000, third=0.18, cheats=20,
    handed=0.29, bought=0.9, kin=0.995,
    exact=Exact(findings=1_300_000, verdicts=1_250_000, earning=950_000, deals=30_000, won=12_000),
)  # fmt: skip
PROFILES = {profile.name: profile for profile in (TINY, DEMO, LOAD)}


def scaled(profile: Profile, scale: float) -> Profile:
    """The same company with a share of its people and rows, over the same days."""
    if scale == 1:
        return profile
    counts = ("teams", "reps", "marketers", "campaigns", "companies", "contacts", "leads", "own_deals", "cheats")
    exact = {name: round(count * scale) for name, count in asdict(profile.exact).items()} if profile.exact else None
    smaller = {name: max(2, round(getattr(profile, name) * scale)) for name in counts}
    return replace(profile, **smaller, exact=Exact(**exact) if exact else None)
