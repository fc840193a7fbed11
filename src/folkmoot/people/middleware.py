"""Who is asking, at what time, in which language and time zone."""

import re
from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from folkmoot.people.models import Person
from folkmoot.people.queries import find_person, find_token, find_zone
from folkmoot.people.requests import VisitorRequest
from folkmoot.people.sessions import note_seen
from folkmoot.web.clock import read_clock
from folkmoot.web.wire.problems import is_api

WITHOUT_PERSON = ("/static/", "/healthz")
IN_COLLECTIVE = re.compile(r"/c/(?P<slug>[^/]+)/")


def person(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[VisitorRequest], HttpResponse]:
    """Set ``request.person`` and ``request.now``, and the person's language and zone."""

    def middleware(request: VisitorRequest) -> HttpResponse:
        request.person = request.token = None
        if request.path.startswith(WITHOUT_PERSON):
            return get_response(request)
        request.now = read_clock()
        request.person = _find_person(request)
        if request.person is None:
            return get_response(request)
        if request.token is None:
            note_seen(request)
        if not _asks_for_language(request):
            translation.activate(request.person.language)
        with timezone.override(_zone_of(request, request.person)):
            return get_response(request)

    return middleware


def _asks_for_language(request: VisitorRequest) -> bool:
    """Whether a program says in which language it wants its answer."""
    said = request.headers.get("Accept-Language", "*")
    return request.token is not None and said.strip() not in {"", "*"}


def _zone_of(request: VisitorRequest, person: Person) -> ZoneInfo | None:
    """Return the zone in which pages say times: the reader's, or their collective's."""
    if person.time_zone or is_api(request):
        return ZoneInfo(person.time_zone) if person.time_zone else None
    found = IN_COLLECTIVE.match(request.path)
    zone = find_zone(person, found["slug"] if found else "")
    return ZoneInfo(zone) if zone else None


def _find_person(request: VisitorRequest) -> Person | None:
    said = request.headers.get("Authorization", "")
    if is_api(request) and said:
        # Whoever names a key is that key's person or nobody, never the cookie's.
        way, _space, secret = said.partition(" ")
        if way.lower() == "bearer":
            request.token = find_token(secret.strip(), request.now)
        return request.token.person if request.token else None
    key = request.session.get("person")
    if key is None:
        return None
    return find_person(UUID(key))
