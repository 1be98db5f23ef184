"""The book of the set-based history: what settling would post, one statement a month, through the same triggers."""

from django.db import connection

from config.seeding.bulk import without_indexes
from config.seeding.insert import analyze, insert_select, run, statement
from config.seeding.world import World
from incentives.models import LedgerLine, Period

LINES = statement("ledger_lines")


def post_history(world: World) -> None:
    """Every verdict, review and answer of the history has its line; wins and returns are left to settling."""
    run("DROP TABLE IF EXISTS seed_line")
    run(LINES)
    run("CREATE INDEX ON seed_line (month)")
    run("ANALYZE seed_line")
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT month FROM seed_line ORDER BY month")
        months = [month for (month,) in cursor.fetchall()]
    Period.objects.bulk_create([Period(month=month) for month in months], ignore_conflicts=True)
    with without_indexes(world, LedgerLine):
        for period in Period.objects.filter(month__in=months).order_by("month"):
            post_month(period)
    analyze(LedgerLine)


def post_month(period: Period) -> None:
    """The triggers number and chain the lines in this order."""
    insert_select(
        LedgerLine,
        {
            "period": "%(period)s",
            "person": "person",
            "kind": "'earned'",
            "component": "component",
            "points": "points",
            "verdict": "verdict",
            "handoff": "handoff",
            "occurred_on": "occurred_on",
            "posted_on": "posted_on",
            "created_at": "now()",
            "hash": "''::bytea",
        },
        "FROM seed_line WHERE month = %(month)s ORDER BY posted_on, verdict, handoff, person",
        period=period.pk,
        month=period.month,
    )
