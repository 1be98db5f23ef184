"""What an import is told as, and what is sent to bring a file in."""

from typing import Any

from rest_framework import serializers

from core.imports.engine import POLICIES, Importer
from core.imports.kinds import options_of
from core.models import ImportedRow, ImportRun


class ImportSerializer(serializers.ModelSerializer[Any]):
    share = serializers.IntegerField(read_only=True, help_text="How much of the file is read, in percent.")

    class Meta:
        model = ImportRun
        fields = (
            "id", "kind", "source", "state", "file_name", "file_sha256", "headers", "mapping", "words", "options",
            "total", "read", "share", "created", "updated", "unchanged", "rejected", "rejects", "undone", "kept",
            "error", "by", "started_at", "finished_at", "undone_at",
        )  # fmt: skip
        read_only_fields = fields


class RejectSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = ImportedRow
        fields = ("line", "reason", "cells")
        read_only_fields = fields


class UploadSerializer(serializers.Serializer[Any]):
    """Beside these, what a kind asks for: `campaign` for leads (see the kinds)."""

    file = serializers.FileField()
    kind = serializers.CharField()
    source = serializers.CharField(required=False, help_text="Its columns are read the same way next time.")
    policy = serializers.CharField(required=False, help_text="Of those we already know; the first of the kind if none.")
    campaign = serializers.IntegerField(required=False)


class ColumnsSerializer(serializers.Serializer[Any]):
    mapping = serializers.DictField(child=serializers.CharField(max_length=1000), help_text="field → header")
    words = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField(allow_blank=True, max_length=100)),
        required=False, default=dict,
        help_text="field → word of the file → our value; “?” refuses its rows, an empty text leaves the cell out; "
        "a word that is not named keeps its guess",
    )  # fmt: skip


class BringSerializer(serializers.Serializer[Any]):
    whole = serializers.BooleanField(default=False, help_text="All rows or none.")


class ChoiceSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    label = serializers.CharField()


class FieldSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    label = serializers.CharField()
    required = serializers.BooleanField()
    choices = serializers.SerializerMethodField()

    def get_choices(self, field: Any) -> list[dict[str, str]]:
        return [{"value": str(value), "label": str(label)} for value, label in field.choices]


class KindSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    label = serializers.CharField()
    policies = ChoiceSerializer(many=True)
    options = serializers.ListField(child=serializers.CharField())
    fields = FieldSerializer(many=True)  # type: ignore[assignment]


class WordSerializer(serializers.Serializer[Any]):
    word = serializers.CharField(source="text")
    meaning = serializers.CharField()


class ColumnSerializer(serializers.Serializer[Any]):
    field = FieldSerializer()  # type: ignore[assignment]
    header = serializers.CharField()
    missing = serializers.BooleanField()
    examples = serializers.ListField(child=serializers.CharField())
    words = WordSerializer(many=True)


class PreviewSerializer(serializers.Serializer[Any]):
    columns = ColumnSerializer(many=True, source="choices")
    unused = serializers.ListField(child=serializers.CharField())
    heads = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


def kind_told(importer: type[Importer]) -> dict[str, Any]:
    options = options_of(importer.kind)
    return {
        "kind": importer.kind, "label": importer.label, "fields": importer.fields,
        "policies": [{"value": one, "label": POLICIES[one]} for one in importer.policies],
        "options": list(options().fields) if options else [],
    }  # fmt: skip
