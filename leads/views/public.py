"""The public page of a form: no cookie, no session; a signed page number stands for the token of a session."""

import secrets
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner, b62_decode
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.client import visitor_of
from core.exceptions import BusinessRuleError
from leads.forms.public import TRAP, PublicForm
from leads.models import CaptureForm, ConsentText
from leads.rules.public_fields import landing
from leads.selectors.form_page import consent_in_force, consent_version, public_form
from leads.services.submissions import answer_form, too_many, utm_of

SIGNER = TimestampSigner(salt="leads.form")
OLDEST = 12 * 3600
QUICKEST = 2.0
LANGUAGES = ("fr", "en")


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGES else ("fr" if translation.get_language().startswith("fr") else "en")


@login_not_required
@csrf_exempt
@xframe_options_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def form_answer(request: HttpRequest, key: str) -> HttpResponseBase:
    """Nothing here depends on who is signed in, so that a forged request can do no more than its sender could."""
    asked = public_form(key)
    with translation.override(_language(request)):
        if asked is None:
            return _shown(request, None, "leads/public_closed.html", {}, status=404)
        if request.method == "POST":
            return _answered(request, asked)
        return _page(request, asked)


def _answered(request: HttpRequest, asked: CaptureForm) -> HttpResponseBase:
    now = clock.now()
    if too_many(visitor_of(request), now=now):
        sentence = _("Too many answers came from here: try again in ten minutes.")
        return _page(request, asked, sentence=sentence, status=429)
    try:
        nonce, consent, age = _read(request, asked)
    except BadSignature:
        return _page(request, asked, sentence=_("This page was open too long: please send it once more."), status=422)
    if age < QUICKEST and not request.POST.get(TRAP):
        return _page(request, asked, sentence=_("That was very quick: please check and send it once more."), status=422)
    form = _bound(request, asked, consent)
    robot = bool(request.POST.get(TRAP))
    if not robot and not form.is_valid():
        return _page(request, asked, form=form, status=422)
    values = {} if robot else {name: form.cleaned_data[name] for name in form.fields if name != "agreed"}
    given = {
        "values": values, "nonce": nonce, "agreed": bool(not robot and form.cleaned_data.get("agreed")),
        "consent": consent, "language": _language(request), "utm": utm_of(request.GET), "robot": robot,
        "embedded": "embed" in request.GET, "now": now,
    }  # fmt: skip
    return _kept(request, asked, form, given)


def _kept(request: HttpRequest, asked: CaptureForm, form: PublicForm, given: dict[str, Any]) -> HttpResponseBase:
    """Thanks, or the sentence beside the field that says too much."""
    try:
        answer_form(asked, **given)
    except ValidationError as error:
        for name, texts in getattr(error, "message_dict", {"__all__": error.messages}).items():
            for text in texts:
                form.add_error(name if name in form.fields else None, text)
        return _page(request, asked, form=form, status=422)
    except BusinessRuleError:
        return _shown(request, asked, "leads/public_closed.html", {}, status=409)
    return _thanks(request, asked)


def _read(request: HttpRequest, asked: CaptureForm) -> tuple[str, ConsentText | None, float]:
    """The number of the page, the words it showed, and how long it was open."""
    token = request.POST.get("page", "")
    value = SIGNER.unsign(token, max_age=OLDEST)
    number, nonce, version = value.split(".")
    if number != str(asked.pk):
        raise BadSignature
    age = clock.now().timestamp() - float(b62_decode(token.rsplit(":", 2)[1]))
    return nonce, consent_version(asked, version) if version != "0" else None, age


def _bound(request: HttpRequest, asked: CaptureForm, consent: ConsentText | None) -> PublicForm:
    return PublicForm(request.POST, asked=asked, consent=consent, language=_language(request))


def _page(
    request: HttpRequest, asked: CaptureForm, *, form: PublicForm | None = None, sentence: str = "", status: int = 200
) -> HttpResponse:
    """The form with what was already written in it, and a new page number."""
    consent = consent_in_force(asked)
    if form is None and request.method == "POST":
        form = _bound(request, asked, consent)
        form.full_clean()
    form = form or PublicForm(asked=asked, consent=consent, language=_language(request))
    value = f"{asked.pk}.{secrets.token_urlsafe(18)}.{consent.version if consent else 0}"
    context = {"form": form, "page": SIGNER.sign(value), "trap": TRAP, "sentence": sentence}
    return _shown(request, asked, "leads/public_form.html", context, status=status)


def _thanks(request: HttpRequest, asked: CaptureForm) -> HttpResponseBase:
    if landing(asked.redirect_url):
        response = HttpResponse(status=303, headers={"Location": iri_to_uri(asked.redirect_url)})
        return _guarded(response, asked)
    query = request.GET.copy()
    query["lang"] = _language(request)
    return redirect(f"{reverse('leads:form_thanks', args=[asked.key])}?{query.urlencode()}")


@login_not_required
@xframe_options_exempt
@require_safe
def form_thanks(request: HttpRequest, key: str) -> HttpResponse:
    """The same words for everybody: known, new, or somebody who had objected."""
    asked = public_form(key)
    with translation.override(_language(request)):
        if asked is None:
            return _shown(request, None, "leads/public_closed.html", {}, status=404)
        return _shown(request, asked, "leads/public_thanks.html", {})


def _shown(
    request: HttpRequest, asked: CaptureForm | None, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    texts = {what: asked.said(what) for what in ("title", "intro", "thanks")} if asked else {}
    here = {"embedded": "embed" in request.GET, "query": request.GET.urlencode(), "others": _others(request), **texts}
    html = render_to_string(template, {**here, **context})
    return _guarded(HttpResponse(html, status=status), asked)


def _others(request: HttpRequest) -> list[tuple[str, str, str]]:
    """The same page in the other languages: (code, name, address)."""
    found = []
    for code, name in (("fr", "Français"), ("en", "English")):
        if code != _language(request):
            query = request.GET.copy()
            query["lang"] = code
            found.append((code, name, f"?{query.urlencode()}"))
    return found


def _guarded(response: HttpResponse, asked: CaptureForm | None) -> HttpResponse:
    """Only the sites that the marketer listed may put the page in a frame; it may send itself and go to the thanks."""
    sites = list(asked.domains) if asked else []
    targets = ["'self'", *filter(None, [landing(asked.redirect_url) if asked else ""])]
    response._csp_replace = {"frame-ancestors": sites or ["'none'"], "form-action": targets}  # type: ignore[attr-defined]
    if not sites:
        response["X-Frame-Options"] = "DENY"
    add_never_cache_headers(response)
    return response
