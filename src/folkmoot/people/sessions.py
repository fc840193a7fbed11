"""Sessions in the database that know their person, so that people see and end them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone

from folkmoot.people.models import Person, Session
from folkmoot.people.requests import VisitorRequest
from folkmoot.web.prepared import prepared

KEYS = UUID("6d0c4c0e-5b0e-4f4e-9d9c-6f3e0c5b1a77")  # the name space of session keys
SHARED_DEVICE_SECONDS = 2 * 60 * 60
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Mac", "Linux")
BROWSERS = {  # in this order: nearly every browser also calls itself a Safari
    "Firefox/": "Firefox",
    "Edg/": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}


@prepared
def _sessions(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(DatabaseStore):
    """Writes who a session belongs to beside its data."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model that keeps sessions."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        """Return the row as Django does, by a prepared query."""
        # Sessions run out by the process clock, which a moved one is not.
        now = timezone.now()  # noqa: TID251 -- the clock that set when it expires
        row = _sessions.first(self.session_key or "", now)
        if row is None:
            self._session_key = None
        return row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row for ``data``."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 -- get_model_class says so
        row.public_id = uuid5(KEYS, row.session_key)
        if "person" in data:
            row.person_id = UUID(data["person"])
            row.began_at = datetime.fromisoformat(data["began"])
            row.seen_on = date.fromisoformat(data["seen"])
            row.device = data["device"]
        return row


def begin_session(
    request: VisitorRequest, person: Person, *, shared: bool = False
) -> None:
    """Sign ``person`` in on this device, under a new session key.

    On a shared device the session ends by itself after `SHARED_DEVICE_SECONDS`.
    """
    request.session.flush()  # nothing of who was here before goes along
    if shared:
        request.session.set_expiry(SHARED_DEVICE_SECONDS)
    device = describe_device(request.headers.get("User-Agent", ""))
    request.session.update(make_session_data(person, request.now, device))
    request.person = person


def make_session_data(person: Person, now: datetime, device: str) -> dict[str, str]:
    """Return what a session holds in which ``person`` is signed in."""
    return {
        "person": person.id.hex,
        "began": now.isoformat(),
        "seen": now.date().isoformat(),
        "device": device,
    }


def note_seen(request: VisitorRequest) -> None:
    """Write that the session is in use, at most once a day."""
    today = request.now.date().isoformat()
    if request.session["seen"] != today:
        request.session["seen"] = today


def describe_device(agent: str) -> str:
    """Return a browser and a system in words, from what the browser says of itself."""
    browser = next((word for mark, word in BROWSERS.items() if mark in agent), "")
    system = next((word for word in SYSTEMS if word in agent), "")
    return ", ".join(word for word in (browser, system) if word)
