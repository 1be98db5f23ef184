"""What operations find on the first day: the nights of the last weeks, files that came in and files that left."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.test import RequestFactory

from accounts.models import User
from config.seeding.people import Cast
from core import clock, due, jobs
from core.exports.report import Report
from core.exports.response import export_response
from core.fingerprints import fingerprint_of
from core.imports.map import mapping_for
from core.imports.once import run_import
from core.imports.read import read_table
from core.jobs import StepResult
from core.models import JobAttempt, JobEvent, JobRun, JobState
from crm.exports import companies_report, contacts_report
from crm.models import Company, Contact
from crm.services.importing.contacts import ContactImporter
from incentives.services.night import points_sha, verify_step
from leads.exports import campaigns_report
from leads.models import Campaign

NIGHTS = 14
VISITORS = (
    ("Maud Lefranc", "maud.lefranc@salon.example", "Responsable des achats"),
    ("Yves Caradec", "yves.caradec@salon.example", "Gérant"),
    ("Nadia Ferrand", "nadia.ferrand(at)salon.example", "Directrice technique"),
    ("Luc Bertin", "luc.bertin@salon.example", "Chef boulanger"),
)


def write_journal(nights: dict[date, dict[str, StepResult]], last: date) -> None:
    """The runs of the nights whose figures were just computed; last night itself is left to the first tick."""
    days = [last - timedelta(days=back) for back in range(NIGHTS - 1, -1, -1)]
    told = [day for day in days if len(nights.get(day, {})) == 3]
    if not told:
        return
    seal = verify_step(told[-1])
    idle = StepResult(sha=jobs.hash_rows(()))
    runs = []
    for day in told:
        steps = {
            **nights[day],
            "accounts.forget_sessions": idle,
            "core.forget_old_counts": idle,
            "core.forget_old_imports": idle,
            "leads.settle_all_outcomes": idle,
            "leads.forget_form_calls": idle,
            "incentives.settle_all_points": StepResult(sha=points_sha(day)),
            "incentives.verify_ledger": seal,
        }
        runs += [_run(name, day, steps[name], number) for number, name in enumerate(due.steps()) if name in steps]
        rows = {name: step.rows for name, step in steps.items()}
        sha = jobs.hash_rows((name, steps[name].sha) for name in due.steps() if name in steps)
        runs.append(_run(due.NIGHT, day, StepResult(rows, sha, sum(rows.values())), len(steps)))
    JobRun.objects.bulk_create(runs)
    JobAttempt.objects.bulk_create([attempt for run in runs for attempt in _attempts(run)])


def _attempts(run: JobRun) -> list[JobAttempt]:
    finished = run.finished_at or run.started_at
    return [
        JobAttempt(run=run, number=1, event=JobEvent.STARTED, at=run.started_at),
        JobAttempt(run=run, number=1, event=JobEvent.DONE, at=finished, revision=1, sha=run.sha),
    ]


def _run(name: str, day: date, result: StepResult, number: int) -> JobRun:
    begun = clock.end_utc(day) + timedelta(hours=2, seconds=20 + 3 * number)
    return JobRun(
        job=name, day=day, state=JobState.DONE, attempts=1, revision=1, sha=result.sha, rows=result.rows,
        counts=result.counts, starts_utc=clock.start_utc(day), ends_utc=clock.end_utc(day),
        tz_name=str(clock.zone()), started_at=begun, finished_at=begun + timedelta(seconds=2),
    )  # fmt: skip


def bring_files(cast: Cast, today: date) -> None:
    """A list of a trade fair came in, one line of it refused; three files left, numbered and fingerprinted."""
    host = Company.objects.exclude(name__contains="CANARY").order_by("pk")[0]
    lines = [f"{host.name};{name};{mail};{job}" for name, mail, job in VISITORS]
    content = "\n".join(["Société;Nom complet;E-mail;Fonction", *lines]).encode()
    table = read_table(content)
    importer = ContactImporter(by=cast.named["adm_1"], now=clock.now())
    mapping = mapping_for(importer.kind, "", table.headers, importer.fields)
    name = f"visiteurs-salon-{today:%Y-%m}.csv"
    run_import(table, mapping, importer, file_name=name, file_sha256=fingerprint_of(BytesIO(content)))
    marketer, operations = cast.named["mkt_1"], cast.named["adm_1"]
    _export(marketer, campaigns_report(marketer, Campaign.objects.visible_to(marketer)), "xlsx", "campaigns")
    _export(operations, contacts_report(Contact.objects.visible_to(operations).live(), ""), "csv", "contacts")
    companies = Company.objects.visible_to(marketer).live().with_figures()
    _export(marketer, companies_report(companies.filter(city="Lyon"), "Ville Lyon"), "pdf", "companies")


def _export(by: User, report: Report, kind: str, filename: str) -> None:
    request = RequestFactory().get("/", {"format": kind})
    request.user = by
    response: Any = export_response(request, report, filename=filename)
    response.file_to_stream.close()  # the response's own close() would end the database connection too
