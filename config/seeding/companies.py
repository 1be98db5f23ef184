"""Products, companies and contacts of the invented market."""

from config.seeding import words
from config.seeding.insert import analyze, catch_up_sequence, insert_select
from config.seeding.world import World
from crm.models import Company, Competitor, Contact, Product


def create_products() -> None:
    """The price list."""
    Competitor.objects.bulk_create([Competitor(name=name) for name in words.COMPETITORS], ignore_conflicts=True)
    Product.objects.bulk_create(
        [Product(name=name, list_price=price, series=series) for name, price, series in words.PRODUCTS],
        ignore_conflicts=True,
    )


def create_companies(world: World) -> None:
    """Each rep's portfolio in her territory; company i belongs to rep 1 + (i - 1) mod reps."""
    towns = [[town, postcode] for town, postcode, _ in words.TOWNS]
    insert_select(
        Company,
        {
            "id": "i",
            "name": "label",
            "sector": "(%(sectors)s::text[])[kind]",
            "employees": "(3 + power(pg_temp.draw(i, 14), 3) * 240)::int",
            "city": "(%(towns)s::text[][])[town][1]",
            "postcode": "(%(towns)s::text[][])[town][2]",
            "country": "'FR'",
            "segment": "CASE WHEN pg_temp.draw(i, 14) > 0.8 THEN 'grands comptes' ELSE 'artisans' END",
            "domain": "'societe-' || i || '.example'",
            "website": "'https://societe-' || i || '.example'",
            "phone": "'+334' || lpad(i::text, 8, '0')",
            "owner": "id",
            "name_key": "regexp_replace(core_fold(label), '\\m(de|du|des|la|le|les|et) ', '', 'g')",
            "search_document": "core_fold(concat_ws(' ', label, (%(towns)s::text[][])[town][1]))",
        },
        """FROM (SELECT i, r.id, kind, town, (%(kinds)s::text[])[kind] || ' ' || pg_temp.pick(%(places)s::text[], i, 12)
                     || ' ' || pg_temp.pick(%(surnames)s::text[], i, 13) AS label
                FROM generate_series(1, %(companies)s) i
                JOIN seed_rep r ON r.n = 1 + (i - 1) %% %(reps)s
                CROSS JOIN LATERAL (SELECT 1 + floor(pg_temp.draw(i, 11) * cardinality(%(kinds)s::text[]))::int AS kind,
                     1 + ((r.n - 1) %% 4) * 6 + floor(pg_temp.draw(i, 10) * 6)::int AS town) drawn) made ORDER BY i""",
        at="now() - interval '2 years'",
        companies=world.profile.companies,
        reps=world.profile.reps,
        kinds=[kind for kind, _ in words.COMPANY_KINDS],
        sectors=[sector for _, sector in words.COMPANY_KINDS],
        places=list(words.PLACES),
        surnames=list(words.SURNAMES),
        towns=towns,
    )
    catch_up_sequence(Company)
    analyze(Company)


def create_contacts(world: World) -> None:
    """One person at each company first, the others spread; told where their data come from."""
    insert_select(
        Contact,
        {
            "id": "i",
            "company": "company",
            "name": "first || ' ' || last",
            "email": "format('%%s.%%s@societe-%%s.example', core_fold(first || '.' || last), i, company)",
            "phone": "'+336' || lpad(i::text, 8, '0')",
            "role": "pg_temp.pick(%(jobs)s::text[], i, 23)",
            "buying_role": "pg_temp.pick(ARRAY['decision_maker', 'buyer', 'influencer', 'user'], i, 24)",
            "how_acquired": "pg_temp.pick(ARRAY['met', 'card', 'form', 'event'], i, 25)",
            "acquired_on": "first_day + floor(pg_temp.draw(i, 26) * 200)::int",
            "told_source": "true",
            "basis": "'legitimate_interest'",
            "language": "'fr'",
            "last_inbound_at": "(first_day + 200 + floor(pg_temp.draw(i, 27) * 120)::int)::timestamptz",
            "surname_key": "replace(core_fold(last), ' ', '') || ' ' || left(core_fold(first), 1)",
            "search_document": "core_fold(first || ' ' || last || ' ' || '@societe-' || company || '.example')",
        },
        """FROM (SELECT i, CASE WHEN i <= %(companies)s THEN i
                     ELSE 1 + floor(pg_temp.draw(i, 20) * %(companies)s)::int END AS company,
                     pg_temp.pick(%(firsts)s::text[], i, 21) AS first,
                     pg_temp.pick(%(surnames)s::text[], i, 22) AS last, (SELECT min(d) FROM seed_day) AS first_day
                FROM generate_series(1, %(contacts)s) i) made ORDER BY i""",
        at="now() - interval '2 years'",
        companies=world.profile.companies,
        contacts=world.profile.contacts,
        firsts=list(words.FIRST_NAMES),
        surnames=list(words.SURNAMES),
        jobs=list(words.JOBS),
    )
    catch_up_sequence(Contact)
    analyze(Contact)
