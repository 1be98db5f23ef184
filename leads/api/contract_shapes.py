"""Shape of JSON in and out: the questions between both sides of a handoff."""

from typing import Any

from rest_framework import serializers

from leads.models import HandoffQuestion


class QuestionSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = HandoffQuestion
        fields = (
            "id", "handoff", "clock", "asked_by", "asked_at", "question", "answer_due_at", "breached_at", "answer",
            "answered_at", "answered_by", "closed_at",
        )  # fmt: skip


class AskSerializer(serializers.Serializer[Any]):
    question = serializers.CharField(max_length=500)


class AnswerSerializer(serializers.Serializer[Any]):
    answer = serializers.CharField(max_length=500)
