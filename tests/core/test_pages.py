"""Operations read the journal and the audit trail; others do not."""

from datetime import UTC, date, datetime

import pytest

from core import audit, due
from core.jobs import StepResult, run_job
from core.models import AuditEntry, ClosedMonth, JobRun

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)


@pytest.fixture
def night():
    run_job("leads.roi", DAY, StepResult)
    run_job(due.NIGHT, DAY, StepResult)
    return JobRun.objects.get(job=due.NIGHT)


def test_operations_read_the_journal(client_of, odile, night):
    page = client_of(odile).get("/journal/").content.decode()
    assert "leads.roi" in page
    assert f"/journal/{night.pk}/rerun/" in page


def test_operations_see_every_component(client_of, odile):
    assert client_of(odile).get("/styleguide/").status_code == 200


def test_a_fragment_is_only_the_rows(client_of, odile, night):
    answer = client_of(odile).get("/journal/?state=done", HTTP_HX_REQUEST="true")
    assert b"<html" not in answer.content
    assert b"leads.roi" in answer.content
    assert "HX-Request" in answer["Vary"]


def test_a_night_is_run_again_by_operations(client_of, odile, night, monkeypatch):
    monkeypatch.setattr(due, "_handlers", {})
    answer = client_of(odile).post(f"/journal/{night.pk}/rerun/")
    night.refresh_from_db()
    assert (answer.status_code, night.revision) == (302, 2)
    assert AuditEntry.objects.filter(action="job.rerun", actor=odile).count() == 1


def test_a_night_of_a_closed_month_is_not(client_of, odile, night, monkeypatch):
    monkeypatch.setattr(due, "_handlers", {})
    ClosedMonth.objects.create(month=date(2026, 11, 1), closed_at=datetime(2026, 12, 5, tzinfo=UTC), closed_by=odile)
    client_of(odile).post(f"/journal/{night.pk}/rerun/")
    night.refresh_from_db()
    assert night.revision == 1


@pytest.mark.parametrize("url", ["/journal/", "/audit/", "/audit/export/", "/styleguide/"])
def test_others_are_refused(client, client_of, alice, chloe, url):
    assert client.get(url).status_code == 302
    assert client_of(alice).get(url).status_code == 403
    assert client_of(chloe).get(url).status_code == 403


def test_the_trail_is_searched_and_taken_away(client_of, diane, alice):
    audit.record("debrief.filed", alice, by=alice, after={"state": "filed"})
    audit.record("lead.routed", alice, by=None)
    page = client_of(diane).get("/audit/?action=debrief").content.decode()
    assert "debrief.filed" in page
    assert "lead.routed" not in page
    answer = client_of(diane).get("/audit/export/?action=debrief&format=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "debrief.filed" in lines[1]


@pytest.mark.parametrize(
    "query", ["since=2026-11-01&until=2026-11-30", "since=x", "object_id=abc", "actor=0", "sort=at"]
)
def test_any_search_is_answered(client_of, diane, query):
    assert client_of(diane).get(f"/audit/?{query}").status_code == 200
