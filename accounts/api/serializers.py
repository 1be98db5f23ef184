"""Shape of the session in JSON."""

from typing import Any

from django.middleware.csrf import get_token
from rest_framework import serializers


class SessionSerializer(serializers.Serializer[Any]):
    """Who is signed in, and the CSRF token that the phone sends with its next writes."""

    user = serializers.IntegerField(source="user.pk")
    name = serializers.CharField(source="user.name")
    role = serializers.CharField(source="user.role")
    csrf = serializers.SerializerMethodField()

    def get_csrf(self, request: Any) -> str:
        return get_token(request)
