"""JobRun and JobAttempt: the journal of what ran for which day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class JobRun(models.Model):
    """One job of one day: done once, and again only when an open day is replayed."""

    job = models.CharField(_("job"), max_length=80)
    day = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.RUNNING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    sha = models.CharField(_("fingerprint"), max_length=64, blank=True)
    rows = models.PositiveBigIntegerField(_("rows"), default=0)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    error = models.TextField(_("error"), blank=True)
    starts_utc = models.DateTimeField(_("the day begins"))
    ends_utc = models.DateTimeField(_("the day ends"))
    tz_name = models.CharField(_("time zone"), max_length=60)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("job of a day")
        verbose_name_plural = _("journal of jobs")
        default_permissions = ()
        permissions = [("view_jobs", _("Can read the journal of jobs and run a job again"))]
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["job", "day"], name="core_jobrun_once"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(finished_at__isnull=False),
                name="core_jobrun_done_finished",
            ),
        ]
        indexes = [models.Index(fields=["-day", "-id"], name="core_jobrun_day")]

    def __str__(self) -> str:
        return f"{self.job} {self.day}"

    @property
    def early(self) -> bool:
        """Done before its day was over: what happened later that day is missing."""
        return self.finished_at is not None and self.finished_at < self.ends_utc

    @property
    def seconds(self) -> float | None:
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at else None


class JobEvent(models.TextChoices):
    STARTED = "started", _("started")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class JobAttempt(models.Model):
    """What happened to one attempt; append-only, so a killed attempt keeps its beginning."""

    run = models.ForeignKey(JobRun, models.PROTECT, related_name="history", verbose_name=_("job of a day"))
    number = models.PositiveIntegerField(_("attempt"))
    event = models.CharField(_("event"), max_length=10, choices=JobEvent.choices)
    at = models.DateTimeField(_("at"))
    revision = models.PositiveIntegerField(_("revision"), default=0)
    sha = models.CharField(_("fingerprint"), max_length=64, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("attempt of a job")
        verbose_name_plural = _("attempts of jobs")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.run_id} #{self.number} {self.event}"
