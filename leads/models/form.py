"""CaptureForm with its consent texts: what a person is asked on a public page; FormSubmission: proof of an answer."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.addresses import row_url
from core.models import TimeStamped
from leads.choices import FormState, SubmissionFate
from leads.querysets import CaptureFormQuerySet, FormSubmissionQuerySet


def new_key() -> str:
    """What the address of a form ends with: nobody guesses it."""
    return get_random_string(16, "abcdefghjkmnpqrstuvwxyz23456789")


class CaptureForm(TimeStamped):
    """A form of a campaign, on its own page or inside somebody's web site; texts in both languages."""

    campaign = models.ForeignKey("leads.Campaign", models.PROTECT, related_name="forms", verbose_name=_("campaign"))
    name = models.CharField(_("name"), max_length=120, help_text=_("Only you see it."))
    key = models.CharField(_("address"), max_length=20, unique=True, default=new_key, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=FormState, default=FormState.DRAFT)
    fields = models.JSONField(_("fields"), default=list)  # [{"name": "email", "required": true}, …] in their order
    title_fr = models.CharField(_("title in French"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    intro_fr = models.TextField(_("introduction in French"), max_length=600, blank=True)
    intro_en = models.TextField(_("introduction in English"), max_length=600, blank=True)
    thanks_fr = models.CharField(_("thanks in French"), max_length=300)
    thanks_en = models.CharField(_("thanks in English"), max_length=300)
    redirect_url = models.URLField(_("page shown afterwards"), blank=True, max_length=300)
    domains = models.JSONField(_("web sites that may show it"), default=list, blank=True)
    consent_required = models.BooleanField(_("the consent is required"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("created by")
    )

    objects = CaptureFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        ordering = ("-created_at", "-pk")
        default_permissions = ()
        permissions = [
            ("manage_form", _("Can build public forms")),
            ("capture_at_stand", _("Can note people at a stand")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name"],
                name="leads_form_once",
                violation_error_message=_("This campaign already has a form of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("leads:form_detail", self.pk)

    def said(self, what: str) -> str:
        """One of its texts in the language of the page."""
        language = "fr" if (get_language() or "fr").startswith("fr") else "en"
        return str(getattr(self, f"{what}_{language}"))


class ConsentText(models.Model):
    """The words under the box, one version after the other: only added, so that each answer keeps its proof."""

    form = models.ForeignKey(CaptureForm, models.PROTECT, related_name="consents", verbose_name=_("form"))
    version = models.PositiveSmallIntegerField(_("version"))
    text_fr = models.TextField(_("consent in French"), max_length=1000)
    text_en = models.TextField(_("consent in English"), max_length=1000)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ("form", "-version")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["form", "version"], name="leads_consenttext_once")]

    def __str__(self) -> str:
        return f"{self.form} · {self.version}"

    def said(self, language: str) -> str:
        return self.text_fr if language.startswith("fr") else self.text_en


class FormSubmission(models.Model):
    """One answer: when, from which page, which words were agreed to; the person herself is in the lead only."""

    form = models.ForeignKey(CaptureForm, models.PROTECT, related_name="submissions", verbose_name=_("form"))
    nonce = models.CharField(_("page shown"), max_length=40)  # the same page sent twice is one answer
    at = models.DateTimeField(_("at"))
    fate = models.CharField(_("fate"), max_length=10, choices=SubmissionFate)
    lead = models.ForeignKey(
        "leads.Lead", models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name=_("lead")
    )
    consent = models.ForeignKey(
        ConsentText, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("consent text shown")
    )
    agreed = models.BooleanField(_("agreed"), default=False)
    language = models.CharField(_("language"), max_length=5)
    utm: Any = models.JSONField(_("campaign tags"), default=dict, blank=True)
    embedded = models.BooleanField(_("inside a web site"), default=False)

    objects = FormSubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("-at", "-pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["form", "nonce"], name="leads_submission_once"),
            models.CheckConstraint(
                condition=Q(agreed=False) | Q(consent__isnull=False),
                name="leads_submission_proof",
                violation_error_message=_("Who agrees agreed to a text."),
            ),
        ]
        indexes = [
            models.Index(fields=["form", "-at", "-id"], name="leads_submission_newest"),
            models.Index(fields=["lead"], condition=Q(lead__isnull=False), name="leads_submission_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.form} · {self.at:%Y-%m-%d}"


class FormCalls(models.Model):
    """How often one visitor, known by a salted fingerprint of the day only, sent a form in the current window."""

    visitor = models.CharField(_("visitor"), max_length=64, primary_key=True)
    window = models.BigIntegerField(_("window"))
    count = models.PositiveIntegerField(_("calls"))

    class Meta:
        verbose_name = _("calls of a form")
        verbose_name_plural = _("calls of forms")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.visitor[:8]}: {self.count}"
