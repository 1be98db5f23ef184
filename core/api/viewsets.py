"""ScopedViewSet: the rows are always those the person may see; verbs are POST actions calling services.

Its `queryset` is empty, so that who goes round the scope reads nothing. (A docstring of the class would stand in the
description of each operation.)
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet


class ScopedViewSet(ReadOnlyModelViewSet):  # type: ignore[type-arg]
    reads: ClassVar[type[Model] | QuerySet[Any]]  # a model, or its rows with what is shown of them

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "reads" in vars(cls):
            cls.queryset = cls._every().none()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """A body that cannot be read is refused also by a verb that needs none, once who asks is known."""
        super().initial(request, *args, **kwargs)
        if request.method == "POST":
            request.data  # noqa: B018  reading it is what refuses

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        scoped: QuerySet[Any] = self._every().visible_to(self.request.user)  # type: ignore[attr-defined]
        return scoped

    @classmethod
    def _every(cls) -> QuerySet[Any]:
        return cls.reads if isinstance(cls.reads, QuerySet) else cls.reads._default_manager.all()
