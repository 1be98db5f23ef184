"""The lists that operations administer: reasons and routing rules of the demo company."""

from config.seeding.people import Cast
from config.starting import write_reasons
from leads.models import RoutingRule

POSTCODES = {"Sud-Est": "69,38,26,13,06", "Sud-Ouest": "33,31,64,87,82", "Ouest": "44,35,29,49,72,14"}


def create_lists(cast: Cast) -> None:
    """Reasons in both languages; the owner of the company first, then the territory, then a round robin."""
    write_reasons()
    rules = [RoutingRule(rank=10, name="Propriétaire de la société", method="owner")]
    for rank, team in enumerate(cast.teams[:4]):
        territory = POSTCODES.get(team.territory, "75,59,51,67,57,80")
        rules.append(RoutingRule(rank=20 + rank, name=team.name, territory=territory, method="round_robin", team=team))
    RoutingRule.objects.bulk_create(rules)
