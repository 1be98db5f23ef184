"""Touchpoints: what campaigns did around each lead, and the visits as touches of the field."""

from config.seeding.bulk import without_indexes
from config.seeding.insert import analyze, catch_up_sequence, insert_select
from config.seeding.world import World
from leads.models import Touchpoint

LEAD_TOUCHES = """FROM seed_lead CROSS JOIN generate_series(1, %(touches)s) t CROSS JOIN LATERAL (
    SELECT least(captured_at + CASE t WHEN 1 THEN interval '0' ELSE (pg_temp.draw(i, 700 + t) * 100 - 60)
        * interval '1 day' END, %(end)s::timestamp - interval '1 hour') AS at) drawn
    ORDER BY drawn.at, i, t"""  # as they happened, so that the index of the night finds the newest in few pages


def create_touches(world: World) -> None:
    """Every lead has the form that made it and other touches of campaigns around it; every visit is one too."""
    with without_indexes(world, Touchpoint, kinds="fu"):
        insert_select(
            Touchpoint,
            {
                "kind": (
                    "CASE t WHEN 1 THEN 'form' ELSE"
                    " pg_temp.pick(ARRAY['click', 'click', 'reply', 'attendance'], i, 100 + t) END"
                ),
                "source": "'campaign'",
                "campaign": "CASE WHEN t = 1 OR pg_temp.draw(i, 300 + t) < 0.5 THEN k"
                " WHEN pg_temp.draw(i, 300 + t) < %(kin)s THEN  -- of the same marketer\n"
                " 1 + (k - 1 + %(marketers)s * floor(pg_temp.draw(i, 500 + t) * %(campaigns)s)::int) %% %(campaigns)s"
                " ELSE 1 + floor(pg_temp.draw(i, 500 + t) * %(campaigns)s)::int END",
                "lead": "i",
                "contact": "contact",
                "at": "drawn.at",
                "recorded_at": "drawn.at",
                "external_key": "'lead:' || i || ':' || t",
            },
            LEAD_TOUCHES,
            campaigns=world.profile.campaigns,
            marketers=world.profile.marketers,
            kin=world.profile.kin,
            touches=world.profile.touches_per_lead,
            end=world.end,
        )
        insert_select(
            Touchpoint,
            {
                "kind": "'visit'",
                "source": "'field'",
                "contact": "contact",
                "met_by": "rep",
                "at": "d + time '08:30' + position * interval '150 minutes'",
                "recorded_at": "filed_at",
                "external_key": "'visit:' || id",
            },
            "FROM seed_visit WHERE contact IS NOT NULL ORDER BY filed_at, id",
        )
    catch_up_sequence(Touchpoint)
    analyze(Touchpoint)
