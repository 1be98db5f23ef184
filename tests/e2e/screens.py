"""Every screen that people open, by who opens it; `{noun}` stands for an object in that person's reach."""

REP_PAGES = (
    "/today/",
    "/visits/{visit}/",
    "/visits/new/",
    "/handoffs/",
    "/handoffs/{handoff}/",
    "/findings/",
    "/questions/",
    "/visits/card/?company={company}",
    "/notifications/",
    "/points/",
    "/statements/",
    "/statements/{statement}/",
    "/search/?q=a",
)
SCREENS = {
    "anonymous": ("/accounts/login/", "/accounts/password/reset/", "/offline/"),
    "rep_a1": (*REP_PAGES, "/profile/"),
    "mkt_1": (
        "/review/",
        "/review/{debrief}/",
        "/questions/",
        "/questions/new/",
        "/leads/",
        "/leads/{lead}/",
        "/leads/board/",
        "/leads/steps/",
        "/leads/unassigned/",
        "/leads/routing/",
        "/leads/routing/trial/",
        "/leads/routing/capacities/",
        "/handoffs/questions/",
        "/campaigns/",
        "/campaigns/{campaign}/",
        "/roi/",
        "/market/",
        "/companies/",
        "/companies/{company}/",
        "/contacts/{contact}/",
        "/opportunities/",
        "/opportunities/pipeline/",
        "/search/?q=a",
    ),
    "man_a": ("/team/", "/debriefs/", "/debriefs/missing/", "/periods/", "/periods/{period}/", "/points/export/"),
    "adm_1": ("/journal/", "/audit/", "/people/", "/people/{user}/", "/plans/", "/imports/", "/styleguide/"),
    "dir_1": ("/proof/", "/roi/"),
}
OWNER = {  # whose object a person opens
    "mkt_1": "rep_a1",
    "man_a": "rep_a1",
    "adm_1": "rep_a1",
    "dir_1": "rep_a1",
    "rep_a1": "rep_a1",
}
PHONE_ONLY = frozenset(
    {"/today/", "/visits/{visit}/", "/visits/new/", "/handoffs/", "/findings/", "/points/", "/questions/"}
)


def address(path, who, objects):
    """The path with the numbers of this person's objects."""
    for noun, owned in objects.items():
        if f"{{{noun}}}" in path:
            row = owned.get(OWNER.get(who, who)) or owned.get(who) or next(iter(owned.values()))
            path = path.replace(f"{{{noun}}}", str(row.pk))
    return path
