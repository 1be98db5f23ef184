"""The session engine: sessions in the database, each read together with its person, her rights and her news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

if TYPE_CHECKING:
    from accounts.models import BrowserSession, User


class SessionStore(DatabaseStore):
    person: User | None = None  # whose row came with the session; whether the session is still good is not said here

    @classmethod
    def get_model_class(cls) -> type[BrowserSession]:
        from accounts.models import BrowserSession

        return BrowserSession

    def load(self) -> dict[str, Any]:
        from accounts.selectors.signed_in import read

        found = read(self.session_key)
        if found is None:
            self._session_key = None
            return {}
        self.person = found.person
        return self.decode(found.data)  # type: ignore[no-any-return]

    def create_model_instance(self, data: dict[str, Any]) -> BrowserSession:
        session: Any = super().create_model_instance(data)
        session.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return session  # type: ignore[no-any-return]
