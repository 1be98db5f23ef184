"""Says how far an import is while its own transaction is still open."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from django.db import connection

from core import clock

TELL = "UPDATE core_importrun SET read = %s, beat_at = %s WHERE id = %s"


class Aside:
    """A second connection, opened when there is something to say; the import's own keeps its transaction."""

    def __init__(self, run_id: int) -> None:
        self.run_id = run_id
        self._side: Any = None

    def __enter__(self) -> Aside:
        return self

    def tell(self, read: int) -> None:
        if self._side is None:
            self._side = connection.copy()  # type: ignore[no-untyped-call]  # same alias: Django looks types up by it
        with self._side.cursor() as cursor:
            cursor.execute(TELL, [read, clock.now(), self.run_id])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._side is not None:
            self._side.close()
