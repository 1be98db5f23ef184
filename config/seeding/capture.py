"""How leads come in: two public forms with their answers, people noted at a fair, lists imported and one taken back."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from accounts.models import User
from config.seeding.people import Cast
from config.seeding.world import at
from core.fingerprints import fingerprint_of
from core.imports.map import guess
from core.imports.once import Outcome, run_import
from core.imports.queue import go_on
from core.imports.read import read_table
from core.imports.undo import ask_undo
from leads.choices import TouchKind
from leads.models import Campaign, CaptureForm
from leads.rules.public_fields import arranged
from leads.selectors.form_page import consent_in_force
from leads.services.campaigns import plan_campaign
from leads.services.forms import build_form, open_form
from leads.services.importing import LeadImporter
from leads.services.intake import capture_lead
from leads.services.submissions import answer_form

CONSENT = (
    "J’accepte de recevoir par e-mail les offres de Maison Levant. Je peux m’y opposer à tout moment.",
    "I agree to receive offers by e-mail. I may object at any time.",
)
VISITORS = (
    ("Aline Mercier", "aline.mercier@fournil-mercier.example", "Fournil Mercier", "Quel délai pour un four à sole ?"),
    ("Bruno Castel", "bruno.castel@castel-pains.example", "Castel Pains", ""),
    ("Chantal Vasseur", "c.vasseur@vasseur-traiteur.example", "Vasseur Traiteur", "Nous ouvrons une deuxième cuisine."),
    ("Denis Aubin", "denis@aubin-glaces.example", "Aubin Glaces", "Merci de me rappeler le matin."),
    (
        "Aline Mercier",
        "aline.mercier@fournil-mercier.example",
        "Fournil Mercier",
        "Je reviens vers vous pour un devis.",
    ),
)
NOTED = (
    ("Estelle Roux", "06 51 20 33 41", "Chez Estelle", "strong"),
    ("Farid Kaci", "06 51 20 33 42", "Kaci Pâtisserie", "medium"),
    ("Gilles Tanguy", "06 51 20 33 43", "Tanguy & Fils", ""),
)
HEAD = "Prénom;Nom;Courriel;Mobile;Société;Ville;Intérêt;Origine;Accord"
FAIR = (
    "Hélène;Prat;helene.prat@prat.example;06 52 10 20 31;Prat;Valence;Chaud;Salon;Oui",
    "Ismaël;Dory;i.dory@dory.example;;Dory;Lyon;Tiède;Salon;Non",
    "Jeanne;Foucher;jeanne.foucher(at)foucher.example;;Foucher;Dijon;;Salon;Oui",
    "Karim;Lamy;;;Lamy;Nîmes;;Salon;Oui",
    "Lise;Morand;lise@morand.example;06 52 10 20 33;Morand;Annecy;bouillant;Salon;Oui",
)
OLD_LIST = (
    "Marc;Nallet;marc@nallet.example;;Nallet;Grenoble;;Site;",
    "Nora;Ollier;nora@ollier.example;;Ollier;Mâcon;;Site;",
    "Odon;Pichon;odon@pichon.example;;Pichon;Vienne;;Site;",
)


def capture(cast: Cast, today: date) -> None:
    """Everything of the last days, through the services."""
    marketer = cast.named["mkt_1"]
    fair = plan_campaign(
        by=marketer, name="Salon Sirha, stand B12", channel="event", owner=marketer,
        starts_on=today - timedelta(days=3), ends_on=today + timedelta(days=3), budget=Decimal(8000),
    )  # fmt: skip
    Campaign.objects.filter(pk=fair.pk).update(state="running")
    fair.refresh_from_db()
    _answer(_catalogue(marketer, fair, today), at(today - timedelta(days=2), 9))
    _appointment(marketer, fair, today)
    yesterday = today - timedelta(days=1)
    for number, (name, phone, company, interest) in enumerate(NOTED):
        capture_lead(
            by=cast.named["rep_a1"], campaign=fair, name=name, email="", phone=phone, company_name=company,
            interest=interest, channel="stand", kind=TouchKind.ATTENDANCE, now=at(yesterday, 10 + number),
        )  # fmt: skip
    _bring(marketer, fair, FAIR, "salon-sirha.csv", "Salon Sirha")
    undone = _bring(marketer, fair, OLD_LIST, "ancienne-liste.csv", "Ancien fichier").run
    ask_undo(undone, by=marketer)
    go_on(undone.pk)


def _catalogue(by: User, campaign: Campaign, today: date) -> CaptureForm:
    texts = {
        "name": "Catalogue fours", "title_fr": "Recevoir le catalogue des fours", "title_en": "Get the oven catalogue",
        "intro_fr": "Une page, deux minutes : nous vous l’envoyons dans la journée.",
        "intro_en": "One page, two minutes: we send it the same day.",
        "thanks_fr": "Le catalogue part dans la journée.", "thanks_en": "The catalogue leaves today.",
    }  # fmt: skip
    fields = arranged([(1, "name", True), (2, "email", True), (3, "company_name", False), (4, "message", False)])
    form = build_form(
        by=by, campaign=campaign, texts=texts, fields=fields, consent=CONSENT, domains=["https://www.levant.example"],
        now=at(today - timedelta(days=3), 9),
    )  # fmt: skip
    return open_form(form, by=by)


def _appointment(by: User, campaign: Campaign, today: date) -> None:
    """A second form, still a draft."""
    texts = {
        "name": "Rendez-vous au salon", "title_fr": "Prendre rendez-vous au salon",
        "title_en": "Meet us at the fair", "thanks_fr": "Nous vous confirmons l’heure par téléphone.",
        "thanks_en": "We confirm the time by phone.",
    }  # fmt: skip
    fields = arranged([(1, "name", True), (2, "phone", True), (3, "company_name", False)])
    build_form(by=by, campaign=campaign, texts=texts, fields=fields, consent=("", ""), now=at(today, 8))


def _answer(form: CaptureForm, first: datetime) -> None:
    consent = consent_in_force(form)
    for number, (name, email, company, message) in enumerate(VISITORS):
        answer_form(
            form, values={"name": name, "email": email, "company_name": company, "message": message},
            nonce=f"demo-{number}", agreed=number % 2 == 0, consent=consent, language="fr",
            utm={"utm_source": "infolettre" if number < 3 else "salon"}, embedded=number == 1,
            now=first + timedelta(hours=7 * number),
        )  # fmt: skip


def _bring(by: User, campaign: Campaign, lines: tuple[str, ...], name: str, source: str) -> Outcome:
    content = "\n".join([HEAD, *lines]).encode()
    table = read_table(content)
    importer = LeadImporter(by=by, now=at(campaign.starts_on, 17), options={"campaign": campaign.pk})
    columns = guess(table.headers, importer.fields)
    return run_import(
        table, columns, importer, file_name=name, file_sha256=fingerprint_of(BytesIO(content)), source=source
    )  # fmt: skip
