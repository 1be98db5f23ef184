"""A calendar is previewed, planned once per event, and refused with a sentence when it is hostile."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from debrief.models import VisitPlan
from debrief.services.importing import import_calendar, preview_calendar
from tests.factories.debrief import DAY, EVENING, company

pytestmark = pytest.mark.django_db
WEEKLY = """BEGIN:VEVENT
UID:tour-1@agenda
SUMMARY:Visite FOURNIL D'ANNA
LOCATION:12 rue de la Gare, Lyon
DTSTART;TZID=Europe/Paris:20260310T093000
DTEND;TZID=Europe/Paris:20260310T103000
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=Europe/Paris:20260317T093000
END:VEVENT
"""
PRIVATE = """BEGIN:VEVENT
UID:private-1@agenda
SUMMARY:Garage
DTSTART:20260312T080000Z
END:VEVENT
BEGIN:VEVENT
UID:private-2@agenda
SUMMARY:Chimio de maman, dépression
DTSTART:20260313T080000Z
END:VEVENT
"""


def ics(*events):
    return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//agenda//FR\n" + "".join(events) + "END:VCALENDAR\n"


def load(rep, text, **options):
    counts = import_calendar(rep=rep, by=rep, content=text, now=EVENING, **options)
    return (counts.created, counts.updated, counts.removed, counts.unchanged)


def planned():
    return list(VisitPlan.objects.running().order_by("starts_on").values_list("starts_on", "at"))


@pytest.fixture
def anna(alice):
    return company(alice, "Fournil d’Anna SARL")


def test_the_preview_recognises_companies_and_writes_nothing(alice, anna):
    found = preview_calendar(rep=alice, by=alice, content=ics(WEEKLY, PRIVATE), now=EVENING)
    assert [(one.event.title, one.company, one.chosen) for one in found] == [
        ("Visite FOURNIL D'ANNA", anna, True),
        ("Garage", None, False),
    ]
    assert not VisitPlan.objects.exists()


def test_an_event_that_comes_back_is_planned_on_its_days_at_the_rep_s_hour(alice, anna):
    assert load(alice, ics(WEEKLY, PRIVATE)) == (3, 0, 0, 0)
    assert planned() == [(DAY + timedelta(weeks=n), time(9, 30)) for n in (0, 2, 3)]
    assert set(VisitPlan.objects.values_list("company", flat=True)) == {anna.pk}


def test_the_same_file_again_changes_nothing(alice, anna):
    load(alice, ics(WEEKLY))
    before = list(VisitPlan.objects.order_by("pk").values())
    assert load(alice, ics(WEEKLY)) == (0, 0, 0, 3)
    assert list(VisitPlan.objects.order_by("pk").values()) == before


def test_a_newer_file_moves_and_cancels_what_it_had_planned(alice, anna):
    load(alice, ics(WEEKLY))
    moved = WEEKLY.replace("COUNT=4", "COUNT=3").replace("T093000", "T140000").replace("T103000", "T150000")
    assert load(alice, ics(moved)) == (2, 0, 3, 0)
    assert planned() == [(DAY + timedelta(weeks=n), time(14)) for n in (0, 2)]
    assert load(alice, ics(moved.replace("END:VEVENT", "STATUS:CANCELLED\nEND:VEVENT"))) == (0, 0, 2, 0)
    assert planned() == []
    assert load(alice, ics(moved)) == (0, 2, 0, 0)


def test_a_private_event_is_planned_only_when_chosen(alice, anna):
    assert load(alice, ics(PRIVATE), uids=["private-1@agenda"]) == (1, 0, 0, 0)
    made = VisitPlan.objects.get()
    assert (made.company, made.company_name, made.at) == (None, "Garage", time(9))


def test_a_title_the_guard_stops_is_never_kept(alice):
    assert load(alice, ics(PRIVATE), uids=["private-2@agenda"]) == (0, 0, 0, 0)
    assert not VisitPlan.objects.exists()


def test_a_whole_day_event_has_no_hour(alice, anna):
    event = "BEGIN:VEVENT\nUID:x\nSUMMARY:Fournil d'Anna\nDTSTART;VALUE=DATE:20260320\nEND:VEVENT\n"
    load(alice, ics(event))
    assert planned() == [(date(2026, 3, 20), None)]


ENDLESS = WEEKLY.replace("FREQ=WEEKLY;COUNT=4", "FREQ=SECONDLY")
FINE = WEEKLY.replace("FREQ=WEEKLY;COUNT=4", "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2")
ZONE = (
    "BEGIN:VTIMEZONE\nTZID:Evil\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\n"
    "RRULE:FREQ=MINUTELY\nEND:STANDARD\nEND:VTIMEZONE\n"
)
MANY = "".join(
    f"BEGIN:VEVENT\nUID:{n}\nSUMMARY:a\nDTSTART:19700101T080000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n" for n in range(100)
)


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "<html>not a calendar</html>",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:nonsense\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR\n",
        ics("BEGIN:VEVENT\nUID:x\nSUMMARY:never closed\n"),
        ics(ENDLESS),
        ics(FINE),
        ics(ZONE),
        ics(MANY),
        ics(WEEKLY.replace("20260310T093000", "00010101T093000")),
        b"BEGIN:VCALENDAR\n\xff\xfe\x00END:VCALENDAR",
        "BEGIN:VCALENDAR\n" + "x" * 1_000_001,
    ],
)
def test_a_hostile_calendar_is_refused_with_a_sentence(alice, hostile):
    with pytest.raises(ValidationError) as refusal:
        import_calendar(rep=alice, by=alice, content=hostile, now=EVENING)
    assert refusal.value.message_dict["calendar"][0]
    assert not VisitPlan.objects.exists()
