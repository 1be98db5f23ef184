"""Rows that belong to the people of the contract, each marked CANARY-<owner>-<n>, to see where they show."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from config.seeding.people import Cast
from config.seeding.world import at, working_days
from crm.models import Company
from crm.services.activities import log_activity
from crm.services.companies import create_company
from crm.services.contacts import create_contact
from crm.services.opportunities import open_opportunity
from debrief.models import Finding, Visit
from debrief.services.filing import file_payload
from debrief.services.reviewing import start_review
from debrief.services.verdicts import accept_finding
from leads.models import Campaign
from leads.services.campaigns import plan_campaign, record_cost
from leads.services.handoff import hand_off_lead
from leads.services.intake import capture_lead
from leads.services.qualification import qualify_lead
from leads.services.routing import assign_lead

OWNERS = ("rep_a1", "rep_a2", "rep_b1")
Objects = dict[str, dict[str, list[int]]]


def create_objects(cast: Cast, today: date) -> Objects:
    """Every kind of row for each rep of the contract, through the services; ids by kind and owner."""
    made: Objects = defaultdict(lambda: defaultdict(list))
    marketer = cast.named["mkt_1"]
    yesterday = working_days(1, today)[0]
    campaign = _campaign(marketer, yesterday)
    made["campaign"]["mkt_1"].append(campaign.pk)
    for name in OWNERS:
        rep = cast.named[name]
        company = _crm(name, rep, yesterday, made)
        _lead(name, rep, marketer, campaign, company, yesterday, made)
        _debrief(name, rep, marketer, company, yesterday, made)
    return {kind: dict(owners) for kind, owners in made.items()}


def canary(name: str, number: int) -> str:
    return f"CANARY-{name}-{number}"


def host(name: str) -> str:
    return f"{name.replace('_', '-')}.example"


def _campaign(marketer: User, day: date) -> Campaign:
    campaign = plan_campaign(
        by=marketer, name=canary("mkt_1", 1), channel="web", owner=marketer, starts_on=day - timedelta(days=700),
        ends_on=day, budget=Decimal("1000"),
    )  # fmt: skip
    record_cost(campaign, by=marketer, day=day, amount=Decimal("250.00"), kind="spend", label=canary("mkt_1", 2))
    return campaign


def _crm(name: str, rep: User, day: date, made: Objects) -> Company:
    company = create_company(by=rep, name=f"Boulangerie {canary(name, 1)}", owner=rep, city="Lyon", postcode="69003")
    contact = create_contact(
        by=rep, company=company, name=f"Camille {canary(name, 2)}", email=f"camille@{host(name)}",
        role="Gérante", how_acquired="met", acquired_on=day, channel="page", told_source=True,
    )  # fmt: skip
    deal = open_opportunity(
        by=rep, owner=rep, company=company, name=f"Four {canary(name, 3)}", amount=Decimal("12400"),
        contacts=[contact], opened_on=day,
    )  # fmt: skip
    note = log_activity(by=rep, company=company, kind="note", at=at(day, 11), text=canary(name, 4))
    for kind, row in (("company", company), ("contact", contact), ("opportunity", deal), ("activity", note)):
        made[kind][name].append(row.pk)
    return company


def _lead(name: str, rep: User, marketer: User, campaign: Campaign, company: Company, day: date, made: Objects) -> None:
    now = at(day, 16)
    lead, _ = capture_lead(
        by=marketer, campaign=campaign, name=f"Paul {canary(name, 5)}", email=f"paul@{host(name)}",
        company_name=company.name, channel="form", now=now,
    )  # fmt: skip
    qualify_lead(lead, by=marketer, now=now)
    lead = assign_lead(lead, by=marketer, to=rep, now=now)
    handoff = hand_off_lead(
        lead, by=marketer, to=rep, promise=f"Devis demandé {canary(name, 6)}",
        proof="Formulaire rempli hier soir", opener="Souhaitez-vous voir le four en marche ?", now=now,
    )  # fmt: skip
    made["lead"][name].append(lead.pk)
    made["handoff"][name].append(handoff.pk)


def _debrief(name: str, rep: User, marketer: User, company: Company, day: date, made: Objects) -> None:
    payload = {
        "work_date": day.isoformat(),
        "seconds": 60,
        "visits": [
            {
                "company": company.pk,
                "kind": "visit",
                "state": "done",
                "nobody_met": True,
                "result": "follow_up",
                "next_step": "call",
                "note": canary(name, 7),
                "findings": [
                    {"kind": "opinion", "value": f"Trouve le four fiable {canary(name, 8)}", "how_known": "heard"},
                    {"kind": "remark", "value": f"Livraison le lundi {canary(name, 9)}", "how_known": "heard"},
                ],
            }
        ],
    }
    debrief = file_payload(rep=rep, payload=payload, key=uuid5(NAMESPACE_URL, canary(name, 7)), now=at(day, 18))
    made["debrief"][name].append(debrief.pk)
    made["visit"][name] = list(Visit.objects.filter(debrief=debrief).values_list("pk", flat=True))
    findings = list(Finding.objects.filter(visit__debrief=debrief).order_by("pk"))
    made["finding"][name] = [finding.pk for finding in findings]
    if name == "rep_a1":
        start_review(debrief, by=marketer, now=at(day, 18.2))
        verdict = accept_finding(findings[0], by=marketer, now=at(day, 18.3))
        made["verdict"][name] = [verdict.pk]
