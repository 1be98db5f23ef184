"""What a rep does on her phone in every journey: opens a visit, tells it, saves it, waits until it is sent."""

from datetime import timedelta

from core import clock
from debrief.models import Visit
from debrief.services.filing import file_debrief, open_day
from debrief.services.visits import nothing_new
from tests.factories.debrief import PersonEntry, company, contact, filed, visit

AT_HAND = """async (paths) => {
  const there = async () => (await Promise.all(paths.map((path) => caches.match(path)))).every(Boolean);
  for (let tries = 0; tries < 100 && !(await there()); tries++) await new Promise((next) => setTimeout(next, 200));
  return there();
}"""
QUEUE = "async () => (await Outbox.all('outbox')).length"


def promised(rep, name="Boulangerie Martin", person="Camille Roy"):
    """A visit of this company, promised yesterday for today; → the company."""
    today, now = clock.local_day(), clock.now()
    where = company(rep, name, city="Lyon")
    known = contact(rep, where, person)
    entry = visit(where, people=[PersonEntry(contact=known)], next_step="visit", next_step_on=today)
    filed(rep, entry, day=today - timedelta(days=1), now=now)
    return where


def fill(page, result="À relancer", note=""):
    page.get_by_role("link", name="Boulangerie Martin").click()
    tell(page, result)
    if note:
        page.locator("#id_note").fill(note)


def save(page):
    page.get_by_role("button", name="Enregistrer la visite").click()


def keep_at_hand(page, name="Boulangerie Martin"):
    """The worker has My day and its visit, as two seconds after the page was opened."""
    href = page.get_by_role("link", name=name).first.get_attribute("href")
    assert page.evaluate(AT_HAND, ["/today/", href])


def settle_elsewhere(rep):
    """The same day told with nothing new and filed from another screen; → the day."""
    day = open_day(rep=rep, day=clock.local_day(), by=rep)
    for stop in day.visits.all():
        nothing_new(stop, by=rep)
    return file_debrief(day, by=rep, now=clock.now())


def told_today():
    """The visits of the day that are told."""
    return Visit.objects.filter(state="done", debrief__work_date=clock.local_day()).select_related("debrief__rep")


def queue_of(page):
    """The keys of what waits on the phone."""
    return page.evaluate("async () => (await Outbox.all('outbox')).map((item) => item.client_id)")


def tell(page, result="À relancer", step="Rien"):
    """The taps every visit needs."""
    page.get_by_role("radio", name=result, exact=True).check()
    page.locator("[data-field=next_step]").get_by_role("radio", name=step, exact=True).check()


def learn(page, what, words):
    """A finding of this kind, in the next line of its chip."""
    page.locator(".finding-lines summary", has_text=what).first.click()
    page.locator('[data-line=findings][open] input[name$="-value"]').last.fill(words)


def queued(page):
    """One visit waits on the phone, and the page it left behind is there."""
    page.wait_for_url(lambda url: "/visits/" not in url)


def synced(page):
    """Nothing waits on the phone any more."""
    page.locator("#sync").wait_for()
    for _second in range(60):
        if page.evaluate(QUEUE) == 0:
            return
        page.wait_for_timeout(1000)
    raise AssertionError("something still waits on the phone")
