"""The books of a seeded company: outcomes, attribution, points, snapshots, and months closed by two people."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from config.seeding.bulk import without_indexes
from config.seeding.journal import write_journal
from config.seeding.people import Cast
from config.seeding.world import World
from core import clock
from core.jobs import StepResult
from core.periods import Month
from incentives.models import Period
from incentives.services.contributions import compute_contributions
from incentives.services.marketing_scores import compute_marketing_scores
from incentives.services.periods import approve_period, compute_period, lock_period, review_period
from incentives.services.settling import settle_all_points
from leads.models import RevenueAttribution
from leads.services.attribution import attribute_revenue
from leads.services.outcomes import settle_all_outcomes
from leads.services.roi import compute_campaign_roi
from leads.services.standing import compute_standings

RECENT_DAYS = 35
CHARTED_DAYS = 91  # a rep's contribution is charted over twelve weeks
Nights = dict[date, dict[str, StepResult]]


def close_books(world: World, cast: Cast) -> None:
    """Everything derived agrees with its sources; last month is approved and the earlier ones are locked."""
    now = clock.now()
    world.say("outcomes and attribution")
    with without_indexes(world, RevenueAttribution):
        attribute_revenue(None)
    settle_all_outcomes(now)
    world.say("returns and scores")
    nights = take_snapshots(world)
    compute_standings(world.today - timedelta(days=1))
    world.say("points")
    settle_all_points(now)
    world.say("contributions")
    for day in snapshot_days(world, CHARTED_DAYS):
        nights[day]["incentives.compute_contributions"] = compute_contributions(day)
    world.say("closed months")
    close_months(world, cast)
    if world.profile.recent:
        write_journal(nights, last=world.today - timedelta(days=2))


def snapshot_days(world: World, recent_days: int = RECENT_DAYS) -> list[date]:
    """The last day of each month of the history, then every recent day up to yesterday."""
    yesterday = world.today - timedelta(days=1)
    month, days = Month.of(world.days[0]), []
    while month.last < yesterday:
        days.append(month.last)
        month = month.next()
    recent = [yesterday - timedelta(days=back) for back in range(recent_days)]
    return sorted({*days, *(day for day in recent if day >= world.days[0])})


def take_snapshots(world: World) -> Nights:
    """Returns of campaigns and marketing scores, floor order, oldest day first; what each day's steps said."""
    nights: Nights = defaultdict(dict)
    for day in snapshot_days(world):
        nights[day]["leads.compute_campaign_roi"] = compute_campaign_roi(day)
        nights[day]["incentives.compute_marketing_scores"] = compute_marketing_scores(day)
    return nights


def close_months(world: World, cast: Cast) -> None:
    """The director approves, operations lock: two people, month after month."""
    director, operations = cast.named["dir_1"], cast.named["adm_1"]
    this_month = Month.of(world.today).first
    last_month = Month.of(world.today).previous().first
    for period in Period.objects.filter(month__lt=this_month).order_by("month"):
        now = min(clock.now(), _fifth_of_next(period.month))
        compute_period(period, by=operations, now=now)
        review_period(period, by=operations, now=now)
        approve_period(period, by=director, now=now + timedelta(hours=1))
        if period.month < last_month:
            lock_period(period, by=operations, now=now + timedelta(hours=2))


def _fifth_of_next(month: date) -> datetime:
    day = Month.of(month).next().first + timedelta(days=4)
    return datetime.combine(day, time(10), ZoneInfo(settings.APP_TZ))
