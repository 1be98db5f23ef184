"""The views of lists that people of the demo keep under a name, for themselves or for those they work with."""

from config.seeding.people import Cast
from core.saved_views import save_view

VIEWS = (
    ("mkt_1", "leads:lead_list", "Nouveaux et très engagés", "tab=new&min_engagement=20", True),
    ("mkt_1", "leads:lead_list", "Chauds et sans commercial", "tab=unassigned&min_engagement=15", False),
    ("mkt_1", "leads:handoff_list", "Refus à relire", "decision=rejected", True),
    ("man_a", "leads:lead_list", "Acceptés par l’équipe", "accepted=true", True),
    ("rep_a1", "leads:lead_list", "Les plus prometteurs", "min_probability=30", False),
)


def keep_views(cast: Cast) -> None:
    for name, page, title, query, shared in VIEWS:
        save_view(by=cast.named[name], page=page, name=title, query=query, is_shared=shared)
