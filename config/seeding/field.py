"""What the reps told, day by day: debriefs, visits, findings, verdicts, and what went into the CRM."""

from dataclasses import asdict

from config.seeding import words
from config.seeding.bulk import without_indexes
from config.seeding.insert import analyze, catch_up_sequence, insert_select, run, statement
from config.seeding.world import World
from crm.models import Activity, Fact
from debrief.models import Debrief, Finding, Integration, Verdict, Visit

DEBRIEFS = statement("field_debriefs")
VISITS = statement("field_visits")
FINDINGS = statement("field_findings")
EXACT = statement("field_exact")


def draw_field(world: World) -> None:
    """seed_debrief, seed_visit and seed_finding hold the whole history before it is written."""
    size = world.profile
    run("DROP TABLE IF EXISTS seed_debrief, seed_visit, seed_finding")
    run(DEBRIEFS, marketers=size.marketers)
    run(
        VISITS,
        contacts=size.contacts,
        reps=size.reps,
        portfolio=size.companies // size.reps,
        visits=size.visits,
    )
    said = [(topic, text) for topic, texts in words.FACTS.items() for text in texts]
    run(
        FINDINGS,
        signals=[text for _, text in said],
        topics=[topic for topic, _ in said],
        opinions=list(words.OPINIONS),
        remarks=list(words.REMARKS),
        second=size.second,
        third=size.third,
    )
    if size.exact:
        for step in EXACT.split(";"):
            run(step, **asdict(size.exact))
    for table in ("seed_debrief", "seed_visit", "seed_finding"):
        run(f"ANALYZE {table}")


def create_debriefs(world: World) -> None:
    """Days closed by marketing, three visits each."""
    insert_select(
        Debrief,
        {
            "id": "id",
            "rep": "rep",
            "work_date": "d",
            "state": "'closed'",
            "outcome": "'worked'",
            "filed_at": "filed_at",
            "captured_at": "filed_at",
            "received_at": "filed_at",
            "timeliness": "timeliness",
            "seconds_spent": "seconds",
            "reviewer": "reviewer",
            "review_started_at": "closed_at - interval '4 hours'",
            "review_due_at": "closed_at + (0.92 - pg_temp.draw(id, 56)) * interval '2 hours'",
            "closed_at": "closed_at",
        },
        "FROM seed_debrief ORDER BY id",
        at="filed_at",
    )
    insert_select(
        Visit,
        {
            "id": "id",
            "debrief": "debrief",
            "position": "position",
            "company": "company",
            "state": "'done'",
            "nobody_met": "contact IS NULL",
            "planned_at": "time '07:30' + position * interval '150 minutes'",
            "result": "pg_temp.pick(ARRAY['follow_up', 'follow_up', 'quote', 'not_now', 'sale'], id, 63)",
            "next_step": "pg_temp.pick(ARRAY['call', 'quote', 'visit', 'nothing'], id, 64)",
            "done_at": "d + time '08:30' + position * interval '150 minutes'",
        },
        "FROM seed_visit ORDER BY id",
        at="filed_at",
    )
    run(
        "INSERT INTO debrief_visitcontact (visit_id, contact_id, name, email, phone, role, how_acquired, told_source)"
        " SELECT id, contact, '', '', '', '', 'met', true FROM seed_visit WHERE contact IS NOT NULL ORDER BY id"
    )
    catch_up_sequence(Debrief, Visit)
    analyze(Debrief, Visit)


def create_findings(world: World) -> None:
    """Findings and marketing's verdicts on them."""
    with without_indexes(world, Finding, Verdict):
        _write_findings()
    catch_up_sequence(Finding, Verdict)
    analyze(Finding, Verdict)


def _write_findings() -> None:
    insert_select(
        Finding,
        {
            "id": "id",
            "visit": "visit",
            "company": "company",
            "contact": "CASE WHEN kind = 'contact' THEN contact END",
            "kind": "kind",
            "topic": "topic",
            "field": "CASE kind WHEN 'company_fact' THEN 'employees' ELSE '' END",
            "value": "value",
            "amount": "amount",
            "on_date": "on_date",
            "how_known": "pg_temp.pick(ARRAY['seen', 'heard', 'heard', 'guess'], id, 78)",
            "observed_on": "d",
            "state": "CASE fate WHEN 'pending' THEN 'removed' ELSE 'decided' END",
            "novelty": "novelty",
            "normal_form": "core_fold(value)",
        },
        "FROM seed_finding ORDER BY id",
        at="filed_at",
    )
    insert_select(
        Verdict,
        {
            "id": "id",
            "finding": "id",
            "decision": "fate",
            "value": "value",
            "reason": "CASE fate WHEN 'rejected' THEN"
            " pg_temp.pick(ARRAY['too_vague', 'not_verifiable', 'already_known'], id, 79) ELSE '' END",
            "grade": "grade",
            "reviewer": "reviewer",
            "decided_at": "decided_at",
        },
        "FROM seed_finding WHERE fate <> 'pending' ORDER BY id",
        at="decided_at",
    )


KEPT = "FROM seed_finding WHERE fate IN ('accepted', 'amended') AND "


def create_knowledge(world: World) -> None:
    """What acceptance wrote: facts of the market, notes on the company, and the link back to each verdict."""
    with without_indexes(world, Fact, Activity, Integration):
        _write_knowledge()
    catch_up_sequence(Fact, Activity)
    analyze(Fact, Activity, Integration)


def _write_knowledge() -> None:
    insert_select(
        Fact,
        {
            "id": "id",
            "company": "company",
            "topic": "topic",
            "value": "value",
            "normal_form": "core_fold(value)",
            "amount": "amount",
            "on_date": "on_date",
            "how_known": "'heard'",
            "heard_from": "rep",
            "written_by": "reviewer",
            "confirmed_at": "decided_at",
            "expires_on": "d + CASE topic WHEN 'project' THEN 90 WHEN 'equipment' THEN 730 ELSE 180 END",
        },
        KEPT + "kind = 'market_signal' ORDER BY id",
        at="decided_at",
    )
    insert_select(
        Activity,
        {
            "id": "id",
            "company": "company",
            "kind": "'note'",
            "at": "decided_at",
            "by": "rep",
            "text": "value",
            "external_key": "'finding:' || id",
        },
        KEPT + "kind IN ('opinion', 'remark') ORDER BY id",
        at="decided_at",
    )
    insert_select(
        Integration,
        {
            "verdict": "id",
            "fact": "CASE kind WHEN 'market_signal' THEN id END",
            "activity": "CASE WHEN kind IN ('opinion', 'remark') THEN id END",
            "contact": "CASE kind WHEN 'contact' THEN contact END",
        },
        KEPT + "kind <> 'company_fact' ORDER BY id",
        at="decided_at",
    )
