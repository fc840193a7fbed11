"""The people of tests, demo and docs, made with the real operations.

Ann starts the collective; Bo is a member beside her; Di hosts; Cy is an outsider.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.test import Client
from tests.again import once

from folkmoot.people.models import Collective, Membership, Person, Term
from folkmoot.people.operations import (
    appoint,
    create_person,
    invite,
    join,
    start_collective,
)
from folkmoot.people.sessions import make_session_data
from folkmoot.web.prepared import prepared

NOW = datetime(2027, 3, 1, 18, 0, tzinfo=UTC)  # a Monday evening
DAY = timedelta(days=1)
SOME = ("Ann", "Bo", "Di")


def person(
    name: str = "Cy", *, email: str = "", language: str = "en", now: datetime = NOW
) -> Person:
    """Return somebody with a verified address, by default ``name@example.org``."""
    address = email or f"{name.lower().replace(' ', '.')}@example.org"
    return create_person(
        name=name, now=now, language=language, email=address, email_is_verified=True
    )


@once
def collective(
    name: str = "Elm Street",
    *,
    preset: str = "home",
    members: Sequence[str] = SOME,
    friends: Sequence[str] = (),
    now: datetime = NOW,
) -> Collective:
    """Return a collective of members and friends; the first member started it.

    Di, where she is among the members, is host for 30 days.
    """
    starter = person(members[0], email=_address(members[0], name), now=now)
    made = start_collective(person=starter, name=name, preset=preset, now=now)
    ann = made.memberships.get()
    for others, standing in ((members[1:], "member"), (friends, "friend")):
        for other in others:
            invitation = invite(member=ann, now=now, standing=standing)
            newcomer = person(other, email=_address(other, name), now=now)
            join(invitation=invitation, person=newcomer, name=other, now=now)
    if "Di" in members:
        di = member(made, "Di")
        appoint(member=di, role=Term.Role.HOST, ends_at=now + 30 * DAY, now=now)
    return made


def member(of: Collective, name: str = "Ann") -> Membership:
    """Return the membership of ``name``, with its person and collective."""
    [found] = _members.list(of.pk, name)
    return found


@prepared
def _members(of: UUID, name: str) -> QuerySet[Membership]:
    rows = Membership.objects.filter(collective=of, name=name)
    return rows.select_related("person", "collective")


def signed_in(who: Membership | Person, now: datetime = NOW) -> Client:
    """Return a browser in which ``who`` is signed in."""
    person = who.person if isinstance(who, Membership) else who
    client = Client()
    session = client.session
    session.update(make_session_data(person, now, device="Firefox, Linux"))
    session.save()
    client.cookies["session"] = session.session_key or ""
    return client


def _address(name: str, of: str) -> str:
    """Return an address that differs between collectives."""
    words = f"{name}.{of}".lower().split()
    return f"{'-'.join(words)}@example.org"
