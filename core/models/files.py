"""ImportRun with its lines, ImportMapping and ExportRecord: what came in from a file, and what went out in one."""

from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportState(models.TextChoices):
    READING = "reading", pgettext_lazy("import", "being read")
    DRAFT = "draft", pgettext_lazy("import", "columns to choose")
    CHECKING = "checking", pgettext_lazy("import", "being checked")
    CHECKED = "checked", pgettext_lazy("import", "checked")
    RUNNING = "running", pgettext_lazy("import", "coming in")
    DONE = "done", pgettext_lazy("import", "in")
    REFUSED = "refused", pgettext_lazy("import", "refused as a whole")
    FAILED = "failed", pgettext_lazy("import", "stopped")
    UNDOING = "undoing", pgettext_lazy("import", "being taken back")
    UNDONE = "undone", pgettext_lazy("import", "taken back")


class RowFate(models.TextChoices):
    CREATED = "created", pgettext_lazy("row", "created")
    UPDATED = "updated", pgettext_lazy("row", "completed")
    REJECTED = "rejected", pgettext_lazy("row", "rejected")
    UNDONE = "undone", pgettext_lazy("row", "taken back")
    KEPT = "kept", pgettext_lazy("row", "stays")


class ImportRunQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """One's own imports; all of them for whoever reads the journal."""
        if not user.has_perm("core.import_data"):
            return self.none()
        return self.all() if user.has_perm("core.view_jobs") else self.filter(by=user.pk)


class ImportRun(models.Model):
    """One file that comes in: how it is read, how far it is, what it changed, what it could not."""

    kind = models.CharField(_("kind"), max_length=40)
    source = models.CharField(_("source"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.DONE)
    file_name = models.CharField(_("file"), max_length=200)
    file_sha256 = models.CharField(_("fingerprint"), max_length=64)
    stored_as = models.CharField(_("kept as"), max_length=200, blank=True)
    headers = models.JSONField(_("headers"), default=list, blank=True)
    mapping = models.JSONField(_("columns"), default=dict, blank=True)
    words = models.JSONField(_("meaning of values"), default=dict, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    dry_run = models.BooleanField(_("rehearsal"), default=False)
    total = models.PositiveIntegerField(_("rows of the file"), default=0)
    read = models.PositiveIntegerField(_("read"), default=0)
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)
    rejects = models.JSONField(_("reasons"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    undone = models.PositiveIntegerField(_("taken back"), default=0)
    kept = models.JSONField(_("what stays, and why"), default=dict, blank=True)
    error = models.TextField(_("error"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    started_at = models.DateTimeField(_("started at"))
    beat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken back by"),
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        default_permissions = ()
        permissions = [("import_data", _("Can import files"))]
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["-started_at", "-id"], name="core_importrun_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"

    @property
    def unchanged(self) -> int:
        """Rows that brought nothing new."""
        return max(self.read - self.created - self.updated - self.rejected, 0)

    @property
    def busy(self) -> bool:
        return self.state in BUSY_STATES

    @property
    def share(self) -> int:
        """How much of the file is read, in percent."""
        return min(100, 100 * self.read // self.total) if self.total else 0


BUSY_STATES = (ImportState.READING, ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING)


class ImportedRow(models.Model):
    """What became of one line of a file: the record it made or completed, or why it was refused."""

    run = models.ForeignKey(
        ImportRun, models.CASCADE, related_name="lines", verbose_name=_("import"), db_index=False
    )  # the rows are unique by import and line: that index serves
    line = models.PositiveIntegerField(_("line"))
    fate = models.CharField(_("fate"), max_length=10, choices=RowFate)
    reason = models.TextField(_("reason"), blank=True)
    cells = models.JSONField(_("cells"), null=True, blank=True)  # of rejected lines only
    object_id = models.BigIntegerField(_("record number"), null=True, blank=True)
    filled = models.JSONField(_("fields filled"), null=True, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of imports")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="core_importedrow_once")]
        indexes = [models.Index(fields=["run", "fate", "line"], name="core_importedrow_fate")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.line}"


class ImportMapping(models.Model):
    """Which column of a source means what, and what its words mean: chosen once, remembered."""

    kind = models.CharField(_("kind"), max_length=40)
    source = models.CharField(_("source"), max_length=80)
    mapping = models.JSONField(_("columns"), default=dict)
    words = models.JSONField(_("meaning of values"), default=dict, blank=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("columns of a source")
        verbose_name_plural = _("columns of sources")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "source"], name="core_importmapping_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.source}"


class ExportRecord(models.Model):
    """One file that left: its number is printed on it, its fingerprint proves it."""

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    file_name = models.CharField(_("file"), max_length=200)
    format = models.CharField(_("format"), max_length=4)
    rows = models.PositiveBigIntegerField(_("rows"), default=0)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    filters = models.TextField(_("filters"), blank=True)
    raw = models.BooleanField(_("without protection of formulas"), default=False)
    as_of = models.DateTimeField(_("as of"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        default_permissions = ()
        permissions = [("export_data", _("Can export lists and reports"))]
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"E{self.number:06d}"
