"""Refuses to work as a database role that could switch the guards off."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

QUESTION = """
SELECT current_user, rolsuper OR rolbypassrls,
       EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_owner') AND pg_has_role(current_user, 'app_owner', 'MEMBER')
FROM pg_roles WHERE rolname = current_user
"""


def refuse_powerful_role(sender: object, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Hears each new connection: a superuser may never connect, the tables' owner only to migrate."""
    if connection.settings_dict["OPTIONS"].get("assume_role"):
        return
    with connection.cursor() as cursor:
        cursor.execute(QUESTION)
        role, superuser, owner = cursor.fetchone()
    if superuser or owner:
        raise ImproperlyConfigured(
            f"The database role {role} could switch the ledger's guards off. Connect as a login that is only in app_rw."
        )


def check_database_role() -> None:
    """The process ends here when its database role is too powerful; a database that is away is for /readyz to say."""
    try:
        connection.ensure_connection()
    except OperationalError:
        return
