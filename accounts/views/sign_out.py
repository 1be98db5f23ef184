"""Sign-out: the session ends, and the browser is told to forget what it kept of ours."""

from allauth.account import views as account
from django.http import HttpRequest, HttpResponse

FORGET = '"cache", "storage"'  # not "cookies": the choice of language stays
KEEP = '"cache"'  # a script removed what was of this person; what another one has not sent stays sealed


def sign_out(request: HttpRequest) -> HttpResponse:
    """The page of allauth; once signed out, drafts, waiting debriefs and kept pages go, whatever scripts did.

    Only when the page says that another person's debriefs wait on this phone does its store stay.
    """
    response: HttpResponse = account.logout(request)
    if request.method == "POST" and not request.user.is_authenticated:
        response["Clear-Site-Data"] = KEEP if request.POST.get("others") == "wait" else FORGET
    return response
