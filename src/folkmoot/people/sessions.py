"""Sessions in the database that know their person, so that people see and end them."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from folkmoot.people.models import Session


class SessionStore(DatabaseStore):
    """Writes who a session belongs to beside its data."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model that keeps sessions."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row for ``data``."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 -- get_model_class says so
        row.person_id = data.get("person")
        row.device = data.get("device", "")
        if row.person_id:
            row.began_at = row.expire_date - timedelta(
                seconds=self.get_session_cookie_age()
            )
        return row
