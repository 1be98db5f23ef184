"""Companies, contacts and leads as a large CRM holds them: copies of those there are, committed, vacuumed, analyzed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from django.db import connection, models

from config.benchmark.copied import COPY
from config.benchmark.jobs import score_every_lead
from crm.models import Company, Contact
from crm.rules.phonetics import phonetic_key
from crm.services.documents import index_companies, index_contacts
from leads.models import CurrentScore, Lead

MILLION = 1_000_000
COMPANIES = 200_000
STRIDE = 10_000_000  # more than any table holds before it is multiplied
ENDING = "(ARRAY['', 'el', 'in', 'ard', 'on', 'eau', 'ot', 'ier', 'as', 'ac', 'oz', 'ert'])[1 + mod(n, 12)]"
SOUND = f"(SELECT sound FROM pg_temp.sounds s WHERE s.name = crm_contact.name || {ENDING})"  # noqa: S608
EVERY_NAME = f"SELECT DISTINCT name || {ENDING} FROM unnest(%s::text[]) name, generate_series(0, 11) n"  # noqa: S608
FIRM = "(SELECT c.name FROM crm_company c WHERE c.id = crm_contact.company_id)"


def make_million() -> None:
    """Names vary over twelve endings, each company keeps its few people; done once, and only in a copy."""
    if connection.settings_dict["NAME"] != COPY:
        raise CommandError(f"A million rows are made in the database {COPY} only: `make bench ARGS=--only-million`.")
    if Lead.objects.count() >= MILLION // 2:
        return
    score_every_lead()
    index_companies(Company.objects.all())
    index_contacts(Contact.objects.all())
    _hear(sorted({name for (name,) in Contact.objects.values_list("name").distinct()}))
    number, mail = f"id + n::bigint * {STRIDE}", "n || '.' || email"
    call = "CASE WHEN phone = '' THEN '' ELSE phone || n END"
    web = "CASE WHEN domain = '' THEN '' ELSE n || '.' || domain END"
    own = {"id": number, "name": f"name || {ENDING}", "phone": call}
    alone = {"merged_into": "NULL", "external_ref": "''"}
    firms = _multiply(
        Company,
        COMPANIES,
        {
            **own,
            **alone,
            "siren": "''",
            "siret": "''",
            "domain": web,
            "name_key": f"name_key || {ENDING}",
            "search_document": f"core_fold(concat_ws(' ', name || {ENDING}, city, postcode, {web}, {call}))",
        },
    )
    _multiply(
        Contact,
        MILLION,
        {
            **own,
            **alone,
            "company": f"company_id + mod(n, {firms + 1})::bigint * {STRIDE}",
            "email": mail,
            "surname_key": f"replace(surname_key, ' ', {ENDING} || ' ')",
            "phonetic_key": SOUND,
            "search_document": f"core_fold(concat_ws(' ', name || {ENDING}, {mail}, {call}, role, {FIRM}))",
        },
    )
    with connection.cursor() as cursor:  # a lead brings a score that says nothing: here its own is copied
        cursor.execute("ALTER TABLE leads_lead DISABLE TRIGGER USER")
    _multiply(Lead, MILLION, {**own, "email": mail})
    _multiply(CurrentScore, MILLION, {"lead": f"lead_id + n::bigint * {STRIDE}"})


def _hear(names: list[str]) -> None:
    """How each name sounds, with each of its endings."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE sounds (name text PRIMARY KEY, sound text)")
        cursor.execute(EVERY_NAME, [names])
        heard = [(name, phonetic_key(name)) for (name,) in cursor.fetchall()]
        cursor.execute(
            "INSERT INTO sounds SELECT * FROM unnest(%s::text[], %s::text[]) ON CONFLICT DO NOTHING",
            [[name for name, _sound in heard], [sound for _name, sound in heard]],
        )
        cursor.execute("UPDATE crm_contact c SET phonetic_key = sound FROM sounds s WHERE s.name = c.name")


def _multiply(model: type[models.Model], total: int, changed: dict[str, str]) -> int:
    """Copies of each row, as many as make `total`, and how many; `changed` says in SQL what copy `n` has of its own."""
    times = max(0, round(total / max(1, model._default_manager.count())) - 1)
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    values = ", ".join(changed.get(field.name, f'"{field.column}"') for field in fields)
    names = ", ".join(f'"{field.column}"' for field in fields)
    name = model._meta.db_table
    with connection.cursor() as cursor:
        with _without_indexes(cursor, name):
            cursor.execute(
                f'INSERT INTO "{name}" ({names}) OVERRIDING SYSTEM VALUE SELECT {values} FROM "{name}" '  # noqa: S608
                "CROSS JOIN generate_series(1, %s) n",
                [times],
            )
        cursor.execute(f'VACUUM (ANALYZE) "{name}"')
    return times


@contextmanager
def _without_indexes(cursor: Any, table: str) -> Iterator[None]:
    """Inside, the table has no index but its key: made again at the end, as a backup that is read in makes them."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid = %s::regclass AND NOT indisprimary",
        [table],
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for _name, definition in indexes:
        cursor.execute(definition)
