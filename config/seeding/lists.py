"""The lists that operations administer: reasons and routing rules of the demo company."""

from config.seeding.people import Cast
from leads.models import Reason, RoutingRule

REASONS = (
    ("reject", "wrong_fit", "Hors cible", "Not our target"),
    ("reject", "no_project", "Pas de projet", "No project"),
    ("reject", "unreachable", "Injoignable", "Cannot be reached"),
    ("reject", "wrong_data", "Coordonnées fausses", "Wrong contact data"),
    ("reject", "known_customer", "Déjà en cours d’affaire", "Deal already under way"),
    ("disqualify", "competitor", "Concurrent", "Competitor"),
    ("disqualify", "student", "Étudiant ou particulier", "Student or private person"),
    ("disqualify", "spam", "Fausse demande", "Fake request"),
)
POSTCODES = {"Sud-Est": "69,38,26,13,06", "Sud-Ouest": "33,31,64,87,82", "Ouest": "44,35,29,49,72,14"}


def create_lists(cast: Cast) -> None:
    """Reasons in both languages; the owner of the company first, then the territory, then a round robin."""
    Reason.objects.bulk_create(
        [
            Reason(kind=kind, code=code, label_fr=french, label_en=english, rank=10 * (rank + 1))
            for rank, (kind, code, french, english) in enumerate(REASONS)
        ],
        ignore_conflicts=True,
    )
    rules = [RoutingRule(rank=10, name="Propriétaire de la société", method="owner")]
    for rank, team in enumerate(cast.teams[:4]):
        territory = POSTCODES.get(team.territory, "75,59,51,67,57,80")
        rules.append(RoutingRule(rank=20 + rank, name=team.name, territory=territory, method="round_robin", team=team))
    RoutingRule.objects.bulk_create(rules)
