"""Every screen that people open, by who opens it; `{noun}` stands for an object in that person's reach.

SCREENS are looked at in both languages, each wide and narrow, light and dark; FORMS, made of the same pieces, once in
each language. A page that is in neither fails tests/house/test_screens_swept.py.
"""

SCREENS = {
    "anonymous": ("/accounts/login/", "/accounts/password/reset/", "/offline/"),
    "rep_a1": (
        "/today/",
        "/today/days/",
        "/visits/{visit}/",
        "/visits/new/",
        "/visits/card/?company={company}",
        "/debriefs/{debrief}/",
        "/tour/",
        "/handoffs/",
        "/handoffs/{handoff}/",
        "/findings/",
        "/questions/",
        "/questions/{question}/",
        "/appeals/",
        "/appeals/{appeal}/",
        "/notifications/",
        "/points/",
        "/statements/",
        "/statements/{statement}/",
        "/disputes/{dispute}/",
        "/search/?q=a",
        "/profile/",
        "/missing-page/",
        "/people/",
    ),
    "mkt_1": (
        "/review/",
        "/review/{debrief}/",
        "/review/substitutes/",
        "/contradictions/",
        "/second-reviews/",
        "/second-reviews/{second}/",
        "/fairness/",
        "/impact/",
        "/completeness/",
        "/completeness/companies/",
        "/guard/log/",
        "/merges/",
        "/questions/",
        "/questions/new/",
        "/questions/{question}/",
        "/appeals/",
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
        "/forms/",
        "/forms/new/",
        "/forms/{form}/",
        "/imports/{import_run}/",
        "/stand/",
        "/roi/",
        "/scores/",
        "/market/",
        "/companies/",
        "/companies/{company}/",
        "/contacts/",
        "/contacts/{contact}/",
        "/opportunities/",
        "/opportunities/{opportunity}/",
        "/opportunities/pipeline/",
        "/search/?q=a",
    ),
    "man_a": (
        "/team/",
        "/mirror/",
        "/debriefs/",
        "/debriefs/missing/",
        "/periods/",
        "/periods/{period}/",
        "/points/export/",
        "/disputes/",
    ),
    "adm_1": (
        "/journal/",
        "/audit/",
        "/people/",
        "/people/{user}/",
        "/teams/",
        "/guard/",
        "/plans/",
        "/plans/{plan}/",
        "/plans/versions/{version}/",
        "/leads/routing/",
        "/leads/routing/versions/",
        "/leads/reasons/",
        "/imports/",
        "/imports/columns/",
        "/styleguide/",
    ),
    "dir_1": ("/proof/", "/roi/", "/roi/deals/"),
    "norole": ("/",),
}
FORMS = {
    "anonymous": (
        "/accounts/inactive/",
        "/accounts/signup/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/3rdparty/login/cancelled/",
    ),
    "rep_a1": (
        "/tour/new/",
        "/tour/import/",
        "/visits/business-card/",
        "/visits/{visit}/shared/",
        "/debriefs/{debrief}/answer/",
        "/debriefs/{debrief}/add/",
        "/findings/{finding}/appeal/",
        "/points/lines/{line}/dispute/",
        "/statements/{statement}/dispute/",
        "/companies/new/",
        "/companies/{company}/edit/",
        "/companies/{company}/history/",
        "/contacts/new/",
        "/contacts/{contact}/edit/",
        "/contacts/{contact}/history/",
        "/contacts/{contact}/objection/",
        "/opportunities/new/",
        "/opportunities/{opportunity}/edit/",
        "/opportunities/{opportunity}/history/",
        "/opportunities/{opportunity}/win/",
        "/opportunities/{opportunity}/lose/",
        "/opportunities/{opportunity}/reopen/",
        "/leads/{lead}/start-work/",
        "/leads/{lead}/step/",
        "/leads/{lead}/rate/",
        "/leads/{lead}/recycle/",
        "/leads/{lead}/convert/",
        "/accounts/password/change/",
        "/accounts/reauthenticate/",
        "/accounts/2fa/",
        "/accounts/3rdparty/",
        "/accounts/logout/",
        "/companies/?q=%00",
    ),
    "mkt_1": (
        "/questions/{question}/edit/",
        "/campaigns/new/",
        "/campaigns/{campaign}/edit/",
        "/leads/new/",
        "/imports/new/?kind=leads",
        "/leads/bulk/",
        "/leads/{lead}/edit/",
        "/leads/{lead}/disqualify/",
        "/leads/{lead}/assign/",
        "/leads/{lead}/hand-off/",
        "/leads/{lead}/merge/",
        "/companies/{company}/merge/",
        "/contacts/{contact}/merge/",
    ),
    "adm_1": (
        "/people/invite/",
        "/teams/new/",
        "/teams/{team}/",
        "/contacts/{contact}/erase/",
        "/leads/routing/new/",
        "/leads/routing/{routing}/",
        "/leads/routing/capacities/{capacity}/",
        "/leads/reasons/new/",
        "/leads/reasons/{reason}/",
        "/points/adjust/",
        "/plans/new/",
        "/500/",
        "/503/",
    ),
}
STATUS = {"/missing-page/": 404, "/companies/?q=%00": 400, "/500/": 500, "/503/": 503}
REFUSED = {("rep_a1", "/people/"): 403, ("norole", "/"): 403}
PHONE_ONLY = frozenset(
    {
        "/today/",
        "/today/days/",
        "/tour/",
        "/tour/new/",
        "/visits/{visit}/",
        "/visits/new/",
        "/visits/card/?company={company}",
        "/handoffs/",
        "/findings/",
        "/points/",
        "/questions/",
        "/questions/{question}/",
    }
)


def paths():
    """Every swept address, as written."""
    return {path for listed in (*SCREENS.values(), *FORMS.values()) for path in listed}


def status_of(path, who):
    """How the page must answer."""
    return REFUSED.get((who, path)) or STATUS.get(path, 200)


def address(path, who, world):
    """The path with the numbers of this person's objects, or else of the rep's, or else of anybody's."""
    for noun, owned in world.items():
        if f"{{{noun}}}" in path:
            row = owned.get(who) or owned.get("rep_a1") or next(iter(owned.values()))
            path = path.replace(f"{{{noun}}}", str(row.pk))
    return path
