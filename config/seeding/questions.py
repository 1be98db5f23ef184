"""Marketing's questions to the field: one of each standing, with answers that take and share a bounty."""

from datetime import date, timedelta

from django.db.models import F

from accounts.models import User
from config.seeding import desks
from config.seeding.people import Cast
from config.seeding.world import World, at
from core.models import Notification
from crm.models import Company
from debrief.models import Finding, Question
from debrief.models.agenda import planned_stops
from debrief.services.asking import QuestionEntry, ask_for_gap, ask_question, close_question
from debrief.services.reviewing import close_debrief, start_review
from debrief.services.verdicts import accept_finding

READ_AFTER = timedelta(hours=3)


def ask_and_answer(world: World, cast: Cast) -> None:
    """Before the last weeks are lived: three reps answer, two of them the same thing."""
    marketer, days = cast.named["mkt_1"], world.days
    found = answerers(cast)
    if found is None:
        return
    first, second, third = found
    company = seen(first)
    who = ask(
        marketer, days[-9], world.today + timedelta(days=20), "Quel concurrent équipe {company} aujourd’hui ?",
        "Which competitor equips {company} today?", points=30, about="company", company=company, kind="market_signal",
        topic="competitor",
    )  # fmt: skip
    price = ask(
        marketer, days[-8], world.today + timedelta(days=12), "À quel prix Fourvallier place-t-il son four à sole ?",
        "At what price does Fourvallier sell its deck oven?", points=25, quota=3, kind="market_signal", topic="price",
    )  # fmt: skip
    said = {"kind": "market_signal", "topic": "competitor", "value": "Fourvallier", "how_known": "seen"}
    answer(first, days[-5], company, [said | {"question": who.pk}], marketer, days[-4])
    answer(second, days[-4], company, [said | {"question": who.pk}], marketer, days[-3])
    heard = {"kind": "market_signal", "topic": "price", "value": "Four à sole à 13 400 €", "how_known": "heard"}
    told = heard | {"amount": "13400", "question": price.pk}
    answer(third, days[-4], seen(third), [told], marketer, days[-3])
    hers = cast.named["rep_a1"]
    also = heard | {"value": "Four à sole à 12 900 €, pose comprise", "amount": "12900", "question": price.pk}
    answer(hers, days[-6], seen(hers), [also], marketer, days[-5])
    over = ask(
        marketer, days[-16], days[-8], "Vos clients connaissent-ils notre offre de location ?",
        "Do your customers know our rental offer?", points=10, quota=5, kind="opinion",
    )  # fmt: skip
    close_question(over, by=marketer, now=at(days[-7], 10))


def ask_today(world: World, cast: Cast) -> None:
    """Once the desks are furnished: what waits for the rep of the contract before her next visit."""
    marketer, rep = cast.named["mkt_1"], cast.named["rep_a1"]
    ask(
        marketer, world.days[-1], world.today + timedelta(days=15), "Que reprochent vos clients à leur four actuel ?",
        "What do your customers dislike about their present oven?", points=15, quota=10, kind="opinion",
        audience="teams", teams=(rep.team,),
    )  # fmt: skip
    stops = [stop for stop in planned_stops(rep, world.today) if stop.company]
    company = stops[0].company if stops else seen(rep)
    if company:
        ask_for_gap("no_buyer", company, by=marketer, now=at(world.days[-1], 11))
    Notification.objects.filter(created_at__lt=at(world.days[-1], 9)).update(read_at=F("created_at") + READ_AFTER)


def answerers(cast: Cast) -> tuple[User, User, User] | None:
    """Three reps of one team who have no other part in the story; none in a very small company."""
    busy = {user.pk for user in (*cast.named.values(), *desks.tellers(cast))}
    free = [rep for rep in cast.reps if rep.pk not in busy]
    for rep in free:
        mates = [mate for mate in free if mate.team_id == rep.team_id]
        if len(mates) >= 3:
            return mates[0], mates[1], mates[2]
    return None


def seen(rep: User) -> Company:
    company: Company = Company.objects.filter(owner=rep).exclude(name__contains="CANARY").order_by("-pk")[0]
    return company


def ask(by: User, day: date, until: date, text_fr: str, text_en: str, **fields: object) -> Question:
    company = fields.get("company")
    name = company.name if isinstance(company, Company) else ""
    texts = {"text_fr": text_fr.format(company=name), "text_en": text_en.format(company=name)}
    entry = QuestionEntry(expires_on=until, **texts, **fields)  # type: ignore[arg-type]
    return ask_question(by=by, entry=entry, now=at(day, 9.5))


def answer(rep: User, day: date, company: Company, findings: list[dict[str, object]], by: User, judged: date) -> None:
    """A day filed with its answer, then reviewed."""
    debrief = desks.told(rep, day, company, findings)  # type: ignore[arg-type]
    start_review(debrief, by=by, now=at(judged, 9.1))
    for finding in Finding.objects.filter(visit__debrief=debrief, state="pending").order_by("pk"):
        accept_finding(finding, by=by, now=at(judged, 9.2))
    close_debrief(debrief, by=by, now=at(judged, 9.3))
