"""Reading persons: what they are part of, how they are reached and sign in."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from folkmoot.people.models import (
    ApiToken,
    Channel,
    Collective,
    Membership,
    Passkey,
    Person,
    Recovery,
    Session,
)
from folkmoot.web.chance import digest
from folkmoot.web.prepared import prepared


@prepared
def _persons(person_id: UUID) -> QuerySet[Person]:
    return Person.objects.filter(id=person_id, erased_at=None)


def find_person(person_id: UUID) -> Person | None:
    """Return a person who has not erased themselves."""
    return _persons.first(person_id)


@prepared
def _zones(person: Person) -> QuerySet[Membership, tuple[str, str]]:
    rows = Membership.objects.filter(person=person, ended_at=None)
    return rows.order_by("-joined_at", "-id").values_list(
        "collective__slug", "collective__time_zone"
    )


def find_zone(person: Person, slug: str) -> str:
    """Return the zone of the collective at ``slug``, or of the first one joined."""
    zones = dict(_zones.list(person))
    first = next(reversed(zones.values()), "")
    return zones.get(slug, first)


def list_memberships(person: Person) -> QuerySet[Membership]:
    """Return what ``person`` is part of, by the collective's name."""
    rows = Membership.objects.filter(person=person, ended_at=None)
    return rows.select_related("collective").order_by("collective__name", "id")


def list_sessions(person: Person) -> QuerySet[Session]:
    """Return the devices on which a person is signed in, latest first."""
    # Sessions run out by the process clock, which a moved test or demo clock is not.
    rows = person.sessions.filter(expire_date__gt=Now())
    return rows.order_by(F("seen_on").desc(nulls_last=True), "-began_at", "pk")


def list_channels(person: Person) -> QuerySet[Channel]:
    """Return the ways to reach a person, oldest first."""
    return person.channels.order_by("created_at", "id")


def list_passkeys(person: Person) -> QuerySet[Passkey]:
    """Return a person's passkeys, oldest first."""
    return person.passkeys.order_by("created_at", "id")


def list_tokens(person: Person, now: datetime) -> QuerySet[ApiToken]:
    """Return a person's keys for programs that still work, newest first."""
    rows = person.tokens.filter(ended_at=None, expires_at__gt=now)
    return rows.order_by("-created_at", "-id")


def find_token(secret: str, now: datetime) -> ApiToken | None:
    """Return the key for programs that ``secret`` is, with its person."""
    rows = ApiToken.objects.filter(
        digest=digest(secret),
        ended_at=None,
        expires_at__gt=now,
        person__erased_at=None,
    )
    return rows.select_related("person").first()


def find_person_by_email(address: str) -> Person | None:
    """Return who is reached at ``address``.

    An address that nobody has proven counts if one person alone has named it: mail
    that arrives there proves it.
    """
    named = Channel.objects.filter(
        kind=Channel.Kind.EMAIL, address=address, person__erased_at=None
    )
    channels = list(named.select_related("person").order_by("verified_at", "id"))
    proven = [channel for channel in channels if channel.verified_at is not None]
    found = proven or channels
    return found[0].person if len(found) == 1 else None


def list_own_recoveries(person: Person) -> QuerySet[Recovery]:
    """Return the ways back that are asked for now in the person's own name."""
    rows = Recovery.objects.filter(
        membership__person=person, stopped_at=None, used_at=None
    )
    rows = rows.select_related("membership__collective")
    return rows.prefetch_related("vouchers__member").order_by("-asked_at", "-id")


def may_start(person: Person | None) -> bool:
    """Whether ``person`` may start a collective here without the server's own link."""
    who: str = settings.CONFIG.who_may_start
    if who == "anyone":
        return True
    if person is None or who == "first":
        return False
    return list_memberships(person).exists()


def starts_with_link() -> bool:
    """Whether the link printed by the server may still start the first collective."""
    who: str = settings.CONFIG.who_may_start
    return who != "anyone" and not Collective.objects.exists()
