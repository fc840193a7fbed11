"""Reading persons, collectives, memberships and roles, in a stated order."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Now

from folkmoot.people.models import (
    Agreement,
    ApiToken,
    Channel,
    Collective,
    Invitation,
    Membership,
    Passkey,
    Person,
    Recovery,
    Session,
    Term,
    Voucher,
)
from folkmoot.people.presets import DEFAULTS
from folkmoot.web.chance import digest

TERMS_IN_A_ROW = 2


def list_members(collective: Collective) -> QuerySet[Membership]:
    """Return the members (not friends) of ``collective`` by name."""
    return _open(collective, Membership.Standing.MEMBER)


def list_friends(collective: Collective) -> QuerySet[Membership]:
    """Return the friends of ``collective`` by name."""
    return _open(collective, Membership.Standing.FRIEND)


def all_fellows(
    collective: Collective, standing: str | None = None
) -> QuerySet[Membership]:
    """Return the members and friends of ``collective``, or one of both; no order."""
    rows = collective.memberships.filter(ended_at=None)
    return rows.filter(standing=standing) if standing else rows


def list_without_way(collective: Collective) -> QuerySet[Membership]:
    """Return members and friends whose only way in is a slip printed for them.

    They have no proven address and no passkey, and are part of this collective alone:
    a slip must not open another collective's door.
    """
    same = OuterRef("person")
    proven = Channel.objects.filter(person=same, verified_at__isnull=False)
    elsewhere = Membership.objects.filter(person=same, ended_at=None)
    return collective.memberships.filter(
        ~Exists(proven),
        ~Exists(Passkey.objects.filter(person=same)),
        ~Exists(elsewhere.exclude(collective=collective)),
        ended_at=None,
    )


def count_members(collective: Collective) -> int:
    """Return how many may take a position now."""
    return list_members(collective).count()


def find_zone(person: Person, slug: str) -> str:
    """Return the zone of the collective at ``slug``, or of the first one joined."""
    rows = Membership.objects.filter(person=person, ended_at=None)
    zones = dict(
        rows.order_by("-joined_at", "-id").values_list(
            "collective__slug", "collective__time_zone"
        )
    )
    first = next(reversed(zones.values()), "")
    return zones.get(slug, first)


def list_memberships(person: Person) -> QuerySet[Membership]:
    """Return what ``person`` is part of, by the collective's name."""
    rows = Membership.objects.filter(person=person, ended_at=None)
    return rows.select_related("collective").order_by("collective__name", "id")


def list_invitations(collective: Collective, now: datetime) -> QuerySet[Invitation]:
    """Return the invitations that can still be used, newest first."""
    rows = collective.invitations.filter(
        ended_at=None, expires_at__gt=now, uses_left__gt=0
    )
    return rows.select_related("member").order_by("-created_at", "-id")


def list_roles(
    collective: Collective, now: datetime, about_id: UUID | None = None
) -> QuerySet[Term]:
    """Return the terms that run at ``now``, soonest to end first.

    Without ``about_id`` these are the roles of the whole collective.
    """
    rows = collective.terms.filter(
        starts_at__lte=now, ends_at__gt=now, about_id=about_id
    )
    return rows.select_related("member").order_by("ends_at", "id")


def holds_role(
    member: Membership, role: str, now: datetime, about_id: UUID | None = None
) -> bool:
    """Whether ``member`` has the powers of ``role`` at ``now``."""
    if not member.takes_positions:
        return False
    running = list_roles(member.collective, now, about_id)
    return running.filter(member=member, role=role).exists()


def list_rested(collective: Collective, role: str) -> QuerySet[Membership]:
    """Return members who may take ``role``: not those who held its last two terms."""
    last = collective.terms.filter(role=role, about_id=None).order_by("-starts_at")
    holders = list(last.values_list("member_id", flat=True)[:TERMS_IN_A_ROW])
    rests = len(holders) == TERMS_IN_A_ROW and len(set(holders)) == 1
    return list_members(collective).exclude(id__in=holders[:1] if rests else [])


def get_agreement(collective: Collective) -> Agreement:
    """Return the founding agreement as it stands."""
    return collective.agreements.order_by("-version")[0]


def list_agreements(collective: Collective) -> QuerySet[Agreement]:
    """Return every version, newest first."""
    return collective.agreements.order_by("-version")


def get_settings(collective: Collective) -> dict[str, Any]:
    """Return every setting: what was decided, over what the preset began with."""
    return {**DEFAULTS[collective.preset], **collective.settings}


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


def list_recoveries(reader: Membership) -> QuerySet[Recovery]:
    """Return the ways back that are asked for now, newest first, with ``n_vouchers``.

    Members see all, to know who it is; a friend sees what is asked in their own name.
    """
    rows = Recovery.objects.filter(
        membership__collective=reader.collective_id, stopped_at=None, used_at=None
    ).annotate(n_vouchers=Count("vouchers"))
    rows = rows if reader.takes_positions else rows.filter(membership=reader)
    rows = rows.select_related("membership__collective")
    rows = rows.prefetch_related("vouchers__member")
    return rows.order_by("-asked_at", "-id")


def list_vouchers(recovery: Recovery) -> list[Voucher]:
    """Return who vouched for a way back, in the order they did."""
    rows = recovery.vouchers.all()  # as `list_recoveries` fetched them
    return sorted(rows, key=lambda voucher: (voucher.created_at, voucher.id))


def list_own_recoveries(person: Person) -> QuerySet[Recovery]:
    """Return the ways back that are asked for now in the person's own name."""
    rows = Recovery.objects.filter(
        membership__person=person, stopped_at=None, used_at=None
    )
    rows = rows.select_related("membership__collective")
    return rows.prefetch_related("vouchers__member").order_by("-asked_at", "-id")


def _open(collective: Collective, standing: str) -> QuerySet[Membership]:
    rows = collective.memberships.filter(ended_at=None, standing=standing)
    return rows.select_related("person").order_by("name", "id")
