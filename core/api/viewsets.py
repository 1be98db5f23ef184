"""ScopedViewSet: the rows are always those the person may see; verbs are POST actions calling services."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet


class ScopedViewSet(ReadOnlyModelViewSet):  # type: ignore[type-arg]
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """A body that cannot be read is refused also by a verb that needs none, once who asks is known."""
        super().initial(request, *args, **kwargs)
        if request.method == "POST":
            request.data  # noqa: B018  reading it is what refuses

    def get_queryset(self) -> QuerySet[Any]:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows.none()
        scoped: QuerySet[Any] = rows.visible_to(self.request.user)  # type: ignore[attr-defined]
        return scoped
