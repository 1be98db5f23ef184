"""Who is calling. Tokens are not given for a password: a signed-in person creates them on her profile."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.serializers import SessionSerializer


class SessionView(APIView):
    @extend_schema(responses=SessionSerializer)
    def get(self, request: Request) -> Response:
        return Response(SessionSerializer(request).data)
