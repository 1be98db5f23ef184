"""What the guard and the journal of merges show a visitor: lists completed, a text set aside, a merge."""

from datetime import datetime, timedelta

from accounts.models import User
from config.seeding.people import Cast
from core import clock
from crm.choices import HowAcquired
from crm.models import Company
from crm.services.companies import create_company, merge_companies
from crm.services.contacts import create_contact
from crm.services.guard_lists import add_words, allow_words
from debrief.models import Finding
from debrief.services.guarding import release_finding


def tidy(cast: Cast) -> None:
    """Operations completed the lists, marketing let one text through, and two records of one company became one."""
    operations, marketer, now = cast.named["adm_1"], cast.named["mkt_1"], clock.now()
    add_words("casse-bonbons", category="insult", language="fr", by=operations, reason="Lu dans une note de tournée")
    allow_words("pain bâtard", by=operations, reason="Un pain, chez nos clients boulangers")
    set_aside(marketer, now)
    merge_twins(cast.named["rep_a1"], marketer)


def set_aside(marketer: User, now: datetime) -> None:
    """Two findings written before the lists knew better: one waits for marketing, one was let through with a reason."""
    waiting = Finding.objects.filter(state="pending", kind="remark").exclude(value__startswith="CANARY").order_by("-pk")
    texts = (
        ("Le gérant est en plein divorce, rappeler en fin de mois", "private_life"),
        ("Le fournisseur précédent était un escroc, dit le chef", "offence"),
    )
    for finding, (text, category) in zip(waiting[:2], texts, strict=False):
        Finding.objects.filter(pk=finding.pk).update(value=text, state="quarantined", guard_category=category)
        if category == "offence":
            release_finding(finding, by=marketer, reason="Parle d’une société condamnée, pas d’une personne.", now=now)


def merge_twins(rep: User, marketer: User) -> None:
    """The same bakery was entered twice, each time with somebody: the merge can be split from its journal."""
    kept = Company.objects.filter(owner=rep).exclude(name__startswith="CANARY").order_by("pk").first()
    if kept is None:
        return
    twin = create_company(by=rep, name=f"{kept.name} SARL", city=kept.city, postcode=kept.postcode, owner=rep)
    create_contact(
        by=rep, company=twin, name="Nadège Perrot", role="Responsable achats", how_acquired=HowAcquired.MET,
        acquired_on=clock.local_day() - timedelta(days=12), told_source=True,
    )  # fmt: skip
    merge_companies(kept, twin, by=marketer, choices={"name": "keep"})
