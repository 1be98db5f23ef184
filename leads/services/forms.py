"""Public forms: built, opened, closed; the words of the consent change by a new version only."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from leads.choices import CampaignState, FormState
from leads.models import Campaign, CaptureForm, ConsentText
from leads.rules import public_fields

TEXTS = (
    "name", "title_fr", "title_en", "intro_fr", "intro_en", "thanks_fr", "thanks_en", "redirect_url",
    "consent_required",
)  # fmt: skip


@transaction.atomic
def build_form(
    *,
    by: User,
    campaign: Campaign,
    texts: Mapping[str, Any],
    fields: Sequence[Mapping[str, Any]],
    consent: tuple[str, str],
    domains: Sequence[str] = (),
    now: datetime | None = None,
) -> CaptureForm:
    """A draft that nobody else can open yet, with the first version of its consent."""
    if campaign.state == CampaignState.CLOSED:
        raise BusinessRuleError(_("This campaign is closed."), code="campaign_closed", fields={"campaign": _CLOSED})
    form = CaptureForm(campaign=campaign, created_by=by, **{name: texts[name] for name in TEXTS if name in texts})
    _arrange(form, fields, domains)
    form.save()
    _say_consent(form, consent, by=by, now=now or clock.now())
    audit.record("form.built", form, by=by, after={"campaign": campaign.pk, "fields": _names(form)})
    return form


_CLOSED = _("This campaign is closed.")
BAD_LANDING = _("Write an address such as https://www.example.com/thanks, without a name before its host.")


@transaction.atomic
def change_form(
    form: CaptureForm,
    *,
    by: User,
    texts: Mapping[str, Any],
    fields: Sequence[Mapping[str, Any]],
    consent: tuple[str, str],
    domains: Sequence[str] = (),
    now: datetime | None = None,
) -> CaptureForm:
    """The form asks and says the new things; answers given before keep the words they were given under."""
    form = _lock(form)
    before = {"fields": _names(form), "consent": _version(form)}
    for name in TEXTS:
        setattr(form, name, texts.get(name, getattr(form, name)))
    _arrange(form, fields, domains)
    form.save()
    _say_consent(form, consent, by=by, now=now or clock.now())
    after = {"fields": _names(form), "consent": _version(form)}
    audit.record("form.changed", form, by=by, before=before, after=after)
    return form


def _arrange(form: CaptureForm, fields: Sequence[Mapping[str, Any]], domains: Sequence[str]) -> None:
    form.fields = [{"name": str(one["name"]), "required": bool(one["required"])} for one in fields]
    if not public_fields.reachable(form.fields):
        raise BusinessRuleError(_("Require the e-mail address or the phone number."), code="unreachable")
    form.domains = [public_fields.site(one) or one for one in domains]
    if wrong := [one for one in form.domains if not public_fields.site(one)]:
        message = _("“%(site)s” is not the address of a web site: write https://www.example.com.") % {"site": wrong[0]}
        raise BusinessRuleError(message, code="bad_domain", fields={"domains": message})
    if form.redirect_url and not public_fields.landing(form.redirect_url):
        raise BusinessRuleError(BAD_LANDING, code="bad_redirect", fields={"redirect_url": BAD_LANDING})
    if len(form.domains) > public_fields.MOST_DOMAINS:
        message = _("At most %(count)s web sites.") % {"count": public_fields.MOST_DOMAINS}
        raise BusinessRuleError(message, code="too_many_domains", fields={"domains": message})
    form.full_clean()


def _say_consent(form: CaptureForm, consent: tuple[str, str], *, by: User, now: datetime) -> None:
    """A new version when a word changed; empty words are a version too, once there was another."""
    french, english = (text.strip() for text in consent)
    last = form.consents.first()
    if (last.text_fr, last.text_en) == (french, english) if last else not french and not english:
        return
    text = ConsentText(
        form=form, version=(last.version if last else 0) + 1, text_fr=french, text_en=english, at=now, by=by
    )  # fmt: skip
    text.full_clean(exclude=[] if french else ["text_fr", "text_en"])
    text.save()


@transaction.atomic
def open_form(form: CaptureForm, *, by: User) -> CaptureForm:
    """Everybody who has the address may answer."""
    form = _lock(form)
    if form.campaign.state == CampaignState.CLOSED:
        raise BusinessRuleError(_CLOSED, code="campaign_closed")
    return _turn(form, FormState.LIVE, by=by)


@transaction.atomic
def close_form(form: CaptureForm, *, by: User) -> CaptureForm:
    """The address says that the form is closed; its answers stay."""
    return _turn(_lock(form), FormState.CLOSED, by=by)


def _turn(form: CaptureForm, state: FormState, *, by: User) -> CaptureForm:
    if form.state == state:
        return form
    before, form.state = form.state, state
    form.save(update_fields=["state", "updated_at"])
    audit.record(f"form.{state}", form, by=by, before={"state": before}, after={"state": state})
    return form


def _lock(form: CaptureForm) -> CaptureForm:
    held: CaptureForm = (
        CaptureForm.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=form.pk)
    )  # fmt: skip
    return held


def _names(form: CaptureForm) -> list[str]:
    return [field["name"] for field in form.fields]


def _version(form: CaptureForm) -> int:
    last = form.consents.first()
    return last.version if last else 0
