"""Sign-out: the session ends, and the browser is told to forget what it kept of ours."""

from allauth.account import views as account
from django.http import HttpRequest, HttpResponse

FORGET = '"cache", "storage"'  # not "cookies": the choice of language stays


def sign_out(request: HttpRequest) -> HttpResponse:
    """The page of allauth; once signed out, drafts, waiting debriefs and kept pages go, whatever scripts did."""
    response: HttpResponse = account.logout(request)
    if request.method == "POST" and not request.user.is_authenticated:
        response["Clear-Site-Data"] = FORGET
    return response
