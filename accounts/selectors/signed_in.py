"""A session with everything that each page asks about its person, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.utils import timezone

from accounts.models import Team, User
from core.notifications import MOST_COUNTED
from core.postgres import prepared

SQL = """
SELECT s.session_data,
    CASE WHEN u.is_superuser THEN NULL ELSE ARRAY(
        SELECT k.app_label || '.' || p.codename
        FROM accounts_user_groups g
        JOIN auth_group_permissions gp ON gp.group_id = g.group_id
        JOIN auth_permission p ON p.id = gp.permission_id
        JOIN django_content_type k ON k.id = p.content_type_id
        WHERE g.user_id = u.id
    ) END,
    ARRAY(SELECT id FROM accounts_team WHERE manager_id = u.id),
    (SELECT count(*) FROM (
        SELECT 1 FROM core_notification n WHERE n.to_id = u.id AND n.read_at IS NULL LIMIT {most}
    ) news),
    ARRAY(SELECT DISTINCT page FROM core_savedview v WHERE v.user_id = u.id OR v.is_shared),
    {columns}
FROM accounts_browsersession s
LEFT JOIN accounts_user u ON u.id = s.user_id
LEFT JOIN accounts_team t ON t.id = u.team_id
WHERE s.session_key = %s AND s.expire_date > %s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What a session holds, sealed, and the person it names."""

    data: str
    person: User | None


@lru_cache(maxsize=1)
def _question() -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    person, team = User._meta.concrete_fields, Team._meta.concrete_fields
    columns = [f'u."{field.column}"' for field in person] + [f't."{field.column}"' for field in team]
    sql = SQL.format(columns=", ".join(columns), most=MOST_COUNTED + 1)
    return sql, tuple(field.attname for field in person), tuple(field.attname for field in team)


def read(key: str | None) -> Found | None:
    """The session of this key while it lasts; its person with rights, team, managed teams, number of unread news and
    the lists that may have a saved view for her."""
    sql, names, team_names = _question()
    with prepared() as cursor:
        cursor.execute(sql, [key, timezone.now()])
        row = cursor.fetchone()
    if row is None:
        return None
    data, rights, managed, unread, pages, *values = row
    if values[0] is None:
        return Found(data, None)
    person: User = User.from_db(connection.alias, names, values[: len(names)])
    person.team = Team.from_db(connection.alias, team_names, values[len(names) :]) if person.team_id else None
    if rights is not None:
        person.rights = frozenset(rights)
    person.managed_ids = tuple(managed)
    person.unread_news = unread
    person.view_pages = frozenset(pages)
    return Found(data, person)
