"""Imports over the API: a file sent once per key, its columns, its check, its rows, its rejects, and taking it back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from core import bells, tasks
from core.api import import_shapes as shapes
from core.api.answers import shape
from core.api.parsers import StrictJSONParser
from core.api.viewsets import ScopedViewSet
from core.fingerprints import fingerprint_of
from core.forms.imports import UploadForm
from core.idempotency import canonical_fingerprint, run_once, valid_key
from core.imports import runs, showing, undo
from core.imports.kinds import kinds, kinds_for
from core.imports.read import refuse_large
from core.imports.receive import keep_file, opened, refuse_unread
from core.imports.table import FileRefused
from core.models import ImportRun, ImportState

KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, required=True)


class ImportViewSet(ScopedViewSet):
    serializer_class = shapes.ImportSerializer
    reads = showing.RUNS
    parser_classes = (MultiPartParser, StrictJSONParser)

    @extend_schema(
        request={"multipart/form-data": shapes.UploadSerializer},
        parameters=[KEY],
        responses={201: shapes.ImportSerializer, 200: OpenApiResponse(shapes.ImportSerializer, "Replayed")},
    )
    def create(self, request: Request) -> Response:
        """The file waits with its columns guessed; nothing of it is in yet.

        A workbook of more than 10 MB once unpacked, or sent while another is read, is `reading` first: ask again until
        it is `draft`, or `failed`. Workbooks are read one at a time; one that waits already is not kept twice.
        """
        key = valid_key(request.headers.get("Idempotency-Key"))
        if key is None:
            raise ParseError(_("An Idempotency-Key header with a UUID is needed."))
        kind, form = _form(request)
        if not form.is_valid():
            raise ValidationError(dict(form.errors))
        file, source, options = form.cleaned_data["file"], form.cleaned_data["source"], form.options()

        def work() -> tuple[str, dict[str, Any]]:
            refuse_large(file.size)
            run = keep_file(file, kind=kind, source=source, options=options, by=request.user)
            if run.state == ImportState.READING:
                _ring(run)
            return f"import:{run.pk}", dict(shapes.ImportSerializer(run).data)

        told = {"kind": kind, "source": source, "options": options, "sha256": fingerprint_of(file)}
        try:
            done = run_once(
                user=request.user, key=key, fingerprint=canonical_fingerprint(told, leave_out=set()), work=work
            )
        except FileRefused as error:
            return Response(shape(error.code, error.message, {"file": [str(error.message)]}), status=422)
        return Response(done.body, status=done.status, headers=done.headers)

    @extend_schema(responses=shapes.KindSerializer(many=True))
    @action(detail=False, methods=["get"], pagination_class=None)
    def kinds(self, request: Request) -> Response:
        """What may be imported, the fields of each kind, and what is chosen besides the file."""
        found = [shapes.kind_told(one) for one in kinds_for(request.user).values()]
        return Response(shapes.KindSerializer(found, many=True).data)

    @extend_schema(responses=shapes.PreviewSerializer)
    @action(detail=True, methods=["get"])
    def preview(self, request: Request, pk: int) -> Response:
        """Each field with its column and what its words mean, and the first rows as they would be read."""
        run = self.get_object()
        refuse_unread(run)
        with opened(run) as table:
            return Response(shapes.PreviewSerializer(showing.columns_page(run, table)).data)

    @extend_schema(request=shapes.ColumnsSerializer, responses=shapes.ImportSerializer)
    @action(detail=True, methods=["post"])
    def columns(self, request: Request, pk: int) -> Response:
        """The columns and the words mean this; the next file of this source is read the same way."""
        run, told = self.get_object(), _read(shapes.ColumnsSerializer, request)
        refuse_unread(run)
        held = ImportRun(kind=run.kind, source=run.source, mapping=told["mapping"], words=run.words)
        with opened(run) as table:
            guessed = runs.words_of(held, table)
        words = {key: {**known, **told["words"].get(key, {})} for key, known in guessed.items()}
        return self._told(runs.choose(run, mapping=told["mapping"], words=words, by=request.user))

    @extend_schema(request=None, responses=shapes.ImportSerializer)
    @action(detail=True, methods=["post"])
    def check(self, request: Request, pk: int) -> Response:
        """A worker reads every row and writes nothing; `rejected` and `rejects` then say what would be refused."""
        return self._asked(runs.ask(self.get_object(), ImportState.CHECKING, by=request.user))

    @extend_schema(request=shapes.BringSerializer, responses=shapes.ImportSerializer)
    @action(detail=True, methods=["post"])
    def bring(self, request: Request, pk: int) -> Response:
        """A worker brings the rows in: every good one, or with `whole` all or none."""
        told = _read(shapes.BringSerializer, request)
        return self._asked(runs.ask(self.get_object(), ImportState.RUNNING, by=request.user, options=told))

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: int) -> Response:
        """The file is forgotten, even while it is read, unless something of it came in or is coming in."""
        runs.drop(self.get_object(), by=request.user)
        return Response(status=204)

    @extend_schema(responses=shapes.RejectSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def rejects(self, request: Request, pk: int) -> Response:
        """The first thousand."""
        return Response(shapes.RejectSerializer(showing.first_rejects(self.get_object()), many=True).data)

    @extend_schema(request=None, responses=shapes.ImportSerializer)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: int) -> Response:
        return self._asked(undo.ask_undo(self.get_object(), by=request.user))

    def _asked(self, run: ImportRun) -> Response:
        _ring(run)
        return self._told(run)

    def _told(self, run: ImportRun) -> Response:
        return Response(shapes.ImportSerializer(run).data)


def _ring(run: ImportRun) -> None:
    transaction.on_commit(lambda: bells.ring(tasks.run_import, run.pk))


def _form(request: Request) -> tuple[str, UploadForm]:
    """The page's own form of this kind of file; a kind that is not this person's is refused."""
    told = request.data.dict() if isinstance(request.data, QueryDict) else {}
    kind = str(told.get("kind", ""))
    if kind not in kinds():
        raise ValidationError({"kind": [_("Files of this kind are not imported.")]})
    offered = kinds_for(request.user)
    if kind not in offered:
        raise PermissionDenied
    importer = offered[kind]
    return kind, UploadForm({"policy": importer.policies[0], **told}, request.FILES, importer=importer)


def _read(form: Any, request: Request) -> dict[str, Any]:
    serializer = form(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
