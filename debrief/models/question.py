"""Question: what marketing wants to know from the field, where, until when, and the bounty it pays."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from crm.choices import FactTopic
from debrief.choices import Audience, CompanyField, FindingKind, Gap, QuestionAbout, QuestionState
from debrief.querysets import QuestionQuerySet

MOST_POINTS = 50
MOST_ANSWERS = 50
VALUED = (QuestionAbout.SEGMENT, QuestionAbout.SECTOR, QuestionAbout.CITY)


class Question(TimeStamped):
    text_fr = models.CharField(_("question in French"), max_length=300, blank=True)
    text_en = models.CharField(_("question in English"), max_length=300, blank=True)
    about = models.CharField(_("about"), max_length=8, choices=QuestionAbout, default=QuestionAbout.ALL)
    company = models.ForeignKey(
        "crm.Company", models.PROTECT, null=True, blank=True, related_name="questions", verbose_name=_("company")
    )
    about_value = models.CharField(_("which one"), max_length=120, blank=True)
    audience = models.CharField(_("asked to"), max_length=5, choices=Audience, default=Audience.ALL)
    teams = models.ManyToManyField("accounts.Team", related_name="questions", blank=True, verbose_name=_("teams"))
    reps = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="questions", blank=True, verbose_name=_("reps")
    )
    kind = models.CharField(_("kind of answer"), max_length=14, choices=FindingKind)
    topic = models.CharField(_("topic"), max_length=10, choices=FactTopic, blank=True)
    field = models.CharField(_("field"), max_length=40, choices=CompanyField, blank=True)
    points = models.PositiveSmallIntegerField(
        _("points"), default=20, validators=[MinValueValidator(1), MaxValueValidator(MOST_POINTS)]
    )
    quota = models.PositiveSmallIntegerField(
        _("answers paid"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_ANSWERS)]
    )
    expires_on = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=9, choices=QuestionState, default=QuestionState.OPEN)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="asked_questions", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    gap = models.CharField(_("gap it fills"), max_length=12, choices=Gap, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to the field")
        verbose_name_plural = _("questions to the field")
        ordering = ("-asked_at", "-pk")
        permissions = (("ask_question", "Can ask the field a question"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(text_fr="", text_en=""),
                name="debrief_question_has_text",
                violation_error_message=_("Write the question, in one language at least."),
            ),
            models.CheckConstraint(
                condition=Q(about="company", company__isnull=False, about_value="")
                | (Q(about__in=VALUED, company__isnull=True) & ~Q(about_value=""))
                | Q(about="all", company__isnull=True, about_value=""),
                name="debrief_question_says_about_what",
                violation_error_message=_("Say what the question is about."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="market_signal") & ~Q(topic="") & Q(field=""))
                | (Q(kind="company_fact") & ~Q(field="") & Q(topic=""))
                | (Q(kind__in=("contact", "opinion", "remark")) & Q(topic="", field="")),
                name="debrief_question_says_which_answer",
                violation_error_message=_("Say which answer is expected."),
            ),
            models.CheckConstraint(
                condition=Q(points__gte=1, points__lte=MOST_POINTS, quota__gte=1, quota__lte=MOST_ANSWERS),
                name="debrief_question_bounded",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="debrief_question_closed_has_date",
            ),
            models.UniqueConstraint(
                fields=("gap", "company"), condition=Q(state="open") & ~Q(gap=""), name="debrief_question_gap_once"
            ),
        )
        indexes = (
            models.Index(fields=("expires_on",), condition=Q(state="open"), name="debrief_question_open"),
            models.Index(fields=("company", "gap"), name="debrief_question_company"),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """In the reader's language when it was typed in it."""
        first, second = (self.text_en, self.text_fr) if get_language() == "en" else (self.text_fr, self.text_en)
        return first or second

    @property
    def language(self) -> str:
        """The language `text` is written in, for whoever reads it aloud."""
        return "fr" if self.text == self.text_fr else "en"

    def is_open_on(self, day: date) -> bool:
        return self.state == QuestionState.OPEN and day <= self.expires_on

    def fits(self, company: Any) -> bool:
        """Whether a visit to this company (None: one nobody knows yet) may answer."""
        if self.about == QuestionAbout.ALL:
            return True
        if company is None:
            return False
        if self.about == QuestionAbout.COMPANY:
            return bool(self.company_id == company.pk)
        return str(getattr(company, self.about) or "").casefold() == self.about_value.casefold()

    def get_absolute_url(self) -> str:
        return reverse("debrief:question_detail", args=[self.pk])
