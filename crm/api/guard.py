"""The comment guard through the API: what it makes of a text, its lists, and each change of them."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from crm.api.views import read
from crm.models import GuardList
from crm.rules.guard import OVERRIDABLE, reworded
from crm.rules.lexicon import LANGUAGES
from crm.selectors.guard import versions
from crm.services.guard_lists import LISTED, add_words, allow_words, drop_words, restore_lists
from crm.services.guarding import hits_in


class VersionOut(serializers.ModelSerializer[GuardList]):
    class Meta:
        model = GuardList
        fields = ("number", "allowed", "added", "change", "reason", "by", "at")


class AllowIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=80)
    reason = serializers.CharField(max_length=200)


class AddIn(AllowIn):
    category = serializers.ChoiceField(choices=LISTED)
    language = serializers.ChoiceField(choices=sorted(LANGUAGES))


class DropIn(AllowIn):
    kind = serializers.ChoiceField(choices=("allow", "add"))


class RestoreIn(serializers.Serializer[Any]):
    number = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    reason = serializers.CharField(max_length=200)


class TextIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=500)


class HitOut(serializers.Serializer[Any]):
    category = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    better = serializers.CharField(source="rewording")
    never = serializers.SerializerMethodField()

    def get_never(self, hit: Any) -> bool:
        return hit.category not in OVERRIDABLE


class ReadingOut(serializers.Serializer[Any]):
    hits = HitOut(many=True)
    reworded = serializers.CharField()


class GuardCheckView(APIView):
    @extend_schema(request=TextIn, responses=ReadingOut)
    def post(self, request: Request) -> Response:
        """What the guard stops in this text today, and the objective wording; nothing is kept."""
        text = read(TextIn, request)["text"]
        hits = hits_in(text)
        return Response(ReadingOut({"hits": hits, "reworded": reworded(text, hits) if hits else ""}).data)


class GuardListView(APIView):
    @extend_schema(responses=VersionOut(many=True))
    def get(self, request: Request) -> Response:
        """The versions of the lists, the one in force first."""
        return Response(VersionOut(versions(), many=True).data)


class GuardActView(APIView):
    """One act on the lists: a new version, in force at once."""

    body: Any = AllowIn
    act: Any = staticmethod(allow_words)

    def post(self, request: Request) -> Response:
        given = read(self.body, request)
        first = given.pop("number", None)
        positional = (given.pop("text"),) if first is None else (first,)
        return Response(VersionOut(self.act(*positional, by=request.user, **given)).data, status=201)


@extend_schema(request=AllowIn, responses={201: VersionOut})
class GuardAllowView(GuardActView):
    pass


@extend_schema(request=AddIn, responses={201: VersionOut})
class GuardAddView(GuardActView):
    body = AddIn
    act = staticmethod(add_words)


@extend_schema(request=DropIn, responses={201: VersionOut})
class GuardDropView(GuardActView):
    body = DropIn
    act = staticmethod(drop_words)


@extend_schema(request=RestoreIn, responses={201: VersionOut})
class GuardRestoreView(GuardActView):
    body = RestoreIn
    act = staticmethod(restore_lists)
