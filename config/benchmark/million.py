"""Lists of leads, likely duplicates and searches at a million rows, on a vacuumed copy of the database."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db.models import Count

from accounts.models import User
from config.benchmark.multiply import make_million
from config.benchmark.pages import backend_cpu, backend_pid, measure, slowest, table
from core.search import search
from crm.models import Company, Contact
from crm.selectors.candidates import company_candidates, contact_candidates
from crm.selectors.search import (
    find_companies,
    find_contacts,
    find_opportunities,
    near_companies,
    near_contacts,
)
from leads.lead_filter import WRITTEN
from leads.models import Campaign, Lead
from leads.selectors.receivers import receivers

PROBES = 100
QUERIES = (
    "", "q=moulin", "q=camille+moulin", "q=zzzzzz", "tab=new", "tab=qualified", "tab=unassigned", "tab=routed",
    "tab=handed_off", "tab=working", "tab=converted", "tab=recycled", "tab=out", "state=won", "state=won&state=lost",
    "campaign={campaign}", "channel=event", "channel=partner", "owner={owner}", "interest=strong", "interest=weak",
    "min_fit=80", "min_fit=95", "min_fit=99", "min_engagement=80", "min_engagement=95",
    "min_probability=50", "cell=A1", "cell=D1", "cell=A1&cell=B2",
    "accepted=true", "left=true", "captured_from=2026-01-01", "captured_to=2025-06-30", "q=moulin&tab=new",
    "q=paul&tab=converted", "q=moulin&min_fit=80", "q=moulin&sort=fit",
    "sort=captured", "sort=-captured", "sort=fit", "sort=-fit", "sort=engagement", "sort=-engagement", "sort=cell",
    "sort=-cell", "sort=probability", "sort=-probability",
)  # fmt: skip
SELLING = ("rep", "sales_manager")
OTHERS = ("/companies/", "/companies/?q=boulangerie", "/contacts/", "/contacts/?q=moulin", "/search/?q=moulin")


def million(rounds: int, *, first: bool = False) -> str:
    """A table of pages, one of their slowest statements, and one of look-ups.

    With `first` each filter is asked for as if nobody had asked for its values before.
    """
    if first:
        WRITTEN.most = 1  # the page before took its place
    make_million()
    for role in SELLING:
        _give_campaign(_busiest(role))
    figures = measure(pages(), rounds)
    return "\n\n".join([table(figures), slowest(figures), lookups()])


def pages() -> list[tuple[str, str, User | None]]:
    """The reference; the list of leads, each filter and sort by itself; then a rep's own list and a team's."""
    everybody = User.objects.get(email="mkt_1@example.test")
    rep, manager = (_busiest(role) for role in SELLING)
    return [
        ("reference", "/reference/", None),
        *(("leads", path, everybody) for path in _addresses(everybody)),
        *(("others", path, everybody) for path in OTHERS),
        *(("own leads", path, rep) for path in _addresses(rep)),
        *(("team's leads", path, manager) for path in _addresses(manager)),
    ]


def _give_campaign(user: User) -> None:
    """From now on this person runs the campaign of most of the leads in reach that has no such owner yet: marketing
    runs them all in the load company, and who sees no campaign is offered no filter by one."""
    marketing = Campaign.objects.exclude(owner__role__in=SELLING)
    leads = Lead.objects.visible_to(user).filter(campaign__in=marketing).order_by()
    most = leads.values("campaign").annotate(held=Count("pk")).order_by("-held", "campaign")[0]
    Campaign.objects.filter(pk=most["campaign"]).update(owner=user)


def _addresses(user: User) -> list[str]:
    """Each filter and sort that the list offers this person: a campaign and an owner of their leads, if any is."""
    leads = Lead.objects.visible_to(user).order_by("-pk")
    campaign: Any = leads.filter(campaign__in=Campaign.objects.visible_to(user)).values_list("campaign", flat=True)
    owner: Any = leads.filter(owner__in=receivers(user)).values_list("owner", flat=True)
    words = {"campaign": campaign.first(), "owner": owner.first()}
    offered = [query for query in QUERIES if all(words[name] for name in words if f"{{{name}}}" in query)]
    return [f"/leads/?{query.format(**words)}" for query in offered]


def _busiest(role: str) -> User:
    """Of the people in this role, the one who sees most leads."""
    people = User.objects.active().in_role(role)
    seen = Count("leads") if role == "rep" else Count("managed_teams__leads")
    found: User = people.annotate(seen=seen).order_by("-seen", "pk")[0]
    return found


def lookups() -> str:
    """Likely duplicates of people and companies spread over the tables, and the search by name."""
    user = User.objects.get(email="mkt_1@example.test")
    top = Contact.objects.order_by("-pk")[0].pk
    spread = (Contact.objects.filter(pk__gt=n * top // PROBES).select_related("company") for n in range(PROBES))
    people = [row for rows in spread if (row := rows.order_by("pk").first())]
    looked: dict[str, Callable[[Contact], Any]] = {
        "duplicate candidates, a person with her company": lambda row: _twins(user, row, row.company),
        "duplicate candidates, a person without company": lambda row: _twins(user, row, None),
        "duplicate candidates, a company": lambda row: _firms(user, row.company),
        "people by name": lambda row: find_contacts(user, row.name, 8),
        "people by surname": lambda row: find_contacts(user, row.name.split()[-1], 8),
        "people by name, not finished": lambda row: find_contacts(user, row.name[: row.name.find(" ") + 4], 8),
        "people, no match": lambda row: find_contacts(user, f"zzyx{row.pk}", 8),
        "people, one letter missing": lambda row: near_contacts(user, row.name[:-3] + row.name[-2:], 8),
        "companies by name": lambda row: find_companies(user, row.company.name, 8),
        "companies, one letter missing": lambda row: near_companies(user, row.company.name.replace("e", "", 1), 8),
        "deals by company": lambda row: find_opportunities(user, row.company.name, 8),
        "the whole search box": lambda row: search(user, row.name),
    }
    head = "| look-up | n | p50 ms | p95 ms | CPU p95 ms |\n|---|---|---|---|---|"
    return "\n".join([head, *(_told(label, work, people) for label, work in looked.items())])


def _twins(user: User, row: Contact, company: Company | None) -> Any:
    return contact_candidates(user, name=row.name, email=row.email, phone=row.phone, company=company, exclude=row.pk)


def _firms(user: User, row: Company) -> Any:
    return company_candidates(user, name=row.name, siren=row.siren, website=row.website, phone=row.phone, city=row.city)


def _told(label: str, work: Callable[[Contact], Any], people: list[Contact]) -> str:
    """Milliseconds of waiting, and of CPU in all: what remains of them on a machine that does nothing else."""
    took, spent, pid = [], [], backend_pid()
    work(people[0])
    for row in people:
        postgres, python, started = backend_cpu(pid), time.process_time(), time.perf_counter()
        work(row)
        took.append((time.perf_counter() - started) * 1000)
        spent.append((time.process_time() - python) * 1000 + backend_cpu(pid) - postgres)
    p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    return f"| {label} | {len(took)} | {p50:.1f} | {p95:.1f} | {statistics.quantiles(spent, n=20)[-1]:.1f} |"
