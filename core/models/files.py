"""ImportRun, ImportMapping and ExportRecord: what came in from a file, and what went out in one."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One file read: what it held, what it changed, what it could not."""

    kind = models.CharField(_("kind"), max_length=40)
    source = models.CharField(_("source"), max_length=80, blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    file_sha256 = models.CharField(_("fingerprint"), max_length=64)
    mapping = models.JSONField(_("columns"), default=dict, blank=True)
    dry_run = models.BooleanField(_("rehearsal"), default=False)
    read = models.PositiveIntegerField(_("read"), default=0)
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)
    rejects = models.JSONField(_("reasons"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        default_permissions = ()
        permissions = [("import_data", _("Can import files"))]
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"


class ImportMapping(models.Model):
    """Which column of a source means what: chosen once, remembered."""

    kind = models.CharField(_("kind"), max_length=40)
    source = models.CharField(_("source"), max_length=80)
    mapping = models.JSONField(_("columns"), default=dict)
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
