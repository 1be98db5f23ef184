"""What the guard shows on the first day: a word added where it stood, a request of a rep, a note nobody has read."""

from datetime import timedelta

from accounts.models import User
from config.seeding.people import Cast
from config.seeding.world import World, at
from core import clock
from crm.choices import ActivityKind
from crm.models import Company
from crm.services.activities import log_activity
from crm.services.guard_lists import add_words
from crm.services.guard_marks import rescan_texts
from debrief.models.agenda import planned_stops
from debrief.services.entries import VisitEntry
from debrief.services.filing import open_day
from debrief.services.visits import complete_visit

WORD = "pinailleur"
NOTE = "Acheteur pinailleur : préparer le détail du devis avant jeudi."
HARSH = "Le concurrent traite le gérant d’escroc devant ses clients"
WHY = "Ce sont les mots du concurrent, utiles pour préparer la réponse."
UNREAD = "Vu Mme Lemoine, acheteuse, 06 12 34 56 78. Fourvallier en place, devis à 11 900 € avant vendredi."


def watch(world: World, cast: Cast) -> None:
    """Marketing finds a text to reword and a request to answer; one rep has a note nobody has read yet."""
    operations, marketer, rep = cast.named["adm_1"], cast.named["mkt_1"], cast.named["rep_a2"]
    company = Company.objects.filter(owner=rep).exclude(name__contains="CANARY").order_by("pk")[0]
    log_activity(by=marketer, company=company, kind=ActivityKind.NOTE, at=at(world.days[-1], 10), text=NOTE)
    add_words(WORD, category="insult", language="fr", by=operations, reason="Trois fois dans des notes du mois")
    rescan_texts(clock.local_day() - timedelta(days=1))
    rescan_texts(clock.local_day())
    leave_unread(rep)


def leave_unread(rep: User) -> None:
    """Her first visit of today is told with a note whose proposals wait."""
    day = clock.local_day(tz=rep.zone)
    if not any(stop.company for stop in planned_stops(rep, day)):
        return
    first = open_day(rep=rep, day=day, by=rep).visits.exclude(company=None).order_by("position").first()
    if first is not None:
        entry = VisitEntry(company=first.company, nobody_met=True, result="follow_up", next_step="call", note=UNREAD)
        complete_visit(first, by=rep, entry=entry)


def ask_to_keep() -> dict[str, str]:
    """A finding of the desks' days that asks to be kept as it was said."""
    return {"kind": "opinion", "about": "competitor", "value": HARSH, "how_known": "heard", "keep_reason": WHY}
