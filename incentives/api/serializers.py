"""Shape of points in JSON: read-only, save the words of a dispute."""

from rest_framework import serializers

from incentives.models import ContributionSnapshot, Dispute, LedgerLine, MarketingScoreSnapshot, Statement


class LedgerLineSerializer(serializers.ModelSerializer):
    period = serializers.CharField(source="period.key", read_only=True)
    component = serializers.CharField(source="component.code", default=None, read_only=True)
    source = serializers.CharField(read_only=True)
    hash = serializers.SerializerMethodField()

    class Meta:
        model = LedgerLine
        fields = (
            "id", "seq", "period", "person", "kind", "component", "points", "source", "reason", "reverses",
            "occurred_on", "posted_on", "created_at", "hash",
        )  # fmt: skip
        read_only_fields = fields

    def get_hash(self, line: LedgerLine) -> str:
        return bytes(line.hash).hex()


class ContributionSerializer(serializers.ModelSerializer):
    class Meta:
        model = ContributionSnapshot
        fields = (
            "id", "person", "as_of", "score", "points_part", "acceptance_part", "handoff_part", "n_points",
            "n_acceptance", "n_handoff", "points", "formula_version",
        )  # fmt: skip
        read_only_fields = fields


class MarketingScoreSerializer(serializers.ModelSerializer):
    class Meta:
        model = MarketingScoreSnapshot
        fields = (
            "id", "person", "as_of", "score", "roi", "roi_part", "handoff_part", "review_part", "n_roi", "n_handoff",
            "n_review", "formula_version",
        )  # fmt: skip
        read_only_fields = fields


class StatementSerializer(serializers.ModelSerializer):
    period = serializers.CharField(source="period.key", read_only=True)
    state = serializers.CharField(source="period.state", read_only=True)

    class Meta:
        model = Statement
        fields = (
            "id", "person", "period", "state", "version", "opening", "points", "capped_points", "adjustments",
            "carried_in", "carried_out", "point_value", "target", "amount", "lines_count", "issued_at", "approved_at",
        )  # fmt: skip
        read_only_fields = fields


class DisputeWordsSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=1000)


class DisputeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Dispute
        fields = ("id", "line", "statement", "state", "reason", "opened_at", "answer", "answered_at")
        read_only_fields = fields
