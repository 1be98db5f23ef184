"""Touchpoints: what campaigns did around each lead, and the visits as touches of the field."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from config.seeding.insert import analyze, catch_up_sequence, insert_select, run, statement
from config.seeding.world import World
from leads.models import Touchpoint

DEFINITIONS = statement("touches_definitions")
MANY = 10_000
LEAD_TOUCHES = """FROM seed_lead CROSS JOIN generate_series(1, %(touches)s) t CROSS JOIN LATERAL (
    SELECT least(captured_at + CASE t WHEN 1 THEN interval '0' ELSE (pg_temp.draw(i, 700 + t) * 100 - 60)
        * interval '1 day' END, %(end)s::timestamp - interval '1 hour') AS at) drawn"""


@contextmanager
def without_indexes(world: World) -> Iterator[None]:
    """The table's own indexes are built once, after the rows, when there are millions of them (as app_owner)."""
    if world.profile.leads < MANY:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(DEFINITIONS)
        definitions = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT indexname FROM pg_indexes JOIN pg_class i ON i.relname = indexname JOIN pg_index x ON"
            " x.indexrelid = i.oid WHERE tablename = 'leads_touchpoint' AND NOT x.indisprimary"
            " AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid)"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = 'leads_touchpoint'::regclass AND contype IN ('f', 'u')"
        )
        constraints = cursor.fetchall()
        for name, _ in constraints:
            cursor.execute(f'ALTER TABLE leads_touchpoint DROP CONSTRAINT "{name}"')
    yield
    for name, definition in constraints:
        run(f'ALTER TABLE leads_touchpoint ADD CONSTRAINT "{name}" {definition}')
    for definition in definitions:
        run(definition)


def create_touches(world: World) -> None:
    """Every lead has the form that made it and other touches of campaigns around it; every visit is one too."""
    with without_indexes(world):
        insert_select(
            Touchpoint,
            {
                "kind": (
                    "CASE t WHEN 1 THEN 'form' ELSE"
                    " pg_temp.pick(ARRAY['click', 'click', 'reply', 'attendance'], i, 100 + t) END"
                ),
                "source": "'campaign'",
                "campaign": "CASE WHEN t = 1 OR pg_temp.draw(i, 300 + t) < 0.5 THEN k"
                " ELSE 1 + floor(pg_temp.draw(i, 500 + t) * %(campaigns)s)::int END",
                "lead": "i",
                "contact": "contact",
                "at": "drawn.at",
                "recorded_at": "drawn.at",
                "external_key": "'lead:' || i || ':' || t",
            },
            LEAD_TOUCHES,
            campaigns=world.profile.campaigns,
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
            "FROM seed_visit WHERE contact IS NOT NULL",
        )
    catch_up_sequence(Touchpoint)
    analyze(Touchpoint)
