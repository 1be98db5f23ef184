"""A session with everything that each page asks about its person, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.utils import timezone

from accounts.models import User
from core.notifications import MOST_COUNTED

SQL = """
SELECT s.session_data,
    CASE WHEN u.is_superuser THEN NULL ELSE ARRAY(
        SELECT t.app_label || '.' || p.codename
        FROM accounts_user_groups g
        JOIN auth_group_permissions gp ON gp.group_id = g.group_id
        JOIN auth_permission p ON p.id = gp.permission_id
        JOIN django_content_type t ON t.id = p.content_type_id
        WHERE g.user_id = u.id
    ) END,
    ARRAY(SELECT id FROM accounts_team WHERE manager_id = u.id),
    (SELECT count(*) FROM (
        SELECT 1 FROM core_notification n WHERE n.to_id = u.id AND n.read_at IS NULL LIMIT {most}
    ) news),
    {columns}
FROM accounts_browsersession s LEFT JOIN accounts_user u ON u.id = s.user_id
WHERE s.session_key = %s AND s.expire_date > %s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What a session holds, sealed, and the person it names."""

    data: str
    person: User | None


@lru_cache(maxsize=1)
def _question() -> tuple[str, tuple[str, ...]]:
    fields = User._meta.concrete_fields
    columns = ", ".join(f'u."{field.column}"' for field in fields)
    return SQL.format(columns=columns, most=MOST_COUNTED + 1), tuple(field.attname for field in fields)


def read(key: str | None) -> Found | None:
    """The session of this key while it lasts; its person with rights, managed teams and number of unread news."""
    sql, names = _question()
    with connection.cursor() as cursor:
        cursor.execute(sql, [key, timezone.now()])
        row = cursor.fetchone()
    if row is None:
        return None
    data, rights, managed, unread, *values = row
    if values[0] is None:
        return Found(data, None)
    person: User = User.from_db(connection.alias, names, values)
    if rights is not None:
        person.rights = frozenset(rights)
    person.managed_ids = tuple(managed)
    person.unread_news = unread
    return Found(data, person)
