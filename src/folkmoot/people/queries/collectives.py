"""Reading a collective: its people, invitations, agreement and settings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from folkmoot.people.models import (
    Agreement,
    Channel,
    Collective,
    Invitation,
    Membership,
    Passkey,
    Recovery,
    Voucher,
)
from folkmoot.people.presets import DEFAULTS, USUAL_COST_PERCENT


def list_members(collective: Collective) -> QuerySet[Membership]:
    """Return the members (not friends) of ``collective`` by name."""
    return _open(collective, Membership.Standing.MEMBER)


def list_names(collective: Collective, *, but: Membership) -> list[tuple[UUID, str]]:
    """Return the ids and names of all members except one, by name."""
    rows = list_members(collective).exclude(id=but.id)
    return list(rows.values_list("id", "name"))


def list_for_lots(collective: Collective) -> QuerySet[Membership]:
    """Return the members who may be drawn by lot, by name."""
    return list_members(collective).filter(in_lots=True)


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


def list_invitations(collective: Collective, now: datetime) -> QuerySet[Invitation]:
    """Return the invitations that can still be used, newest first."""
    rows = collective.invitations.filter(
        ended_at=None, expires_at__gt=now, uses_left__gt=0
    )
    return rows.select_related("member").order_by("-created_at", "-id")


def get_agreement(collective: Collective) -> Agreement:
    """Return the founding agreement as it stands."""
    return collective.agreements.order_by("-version")[0]


def list_agreements(collective: Collective) -> QuerySet[Agreement]:
    """Return every version, newest first."""
    return collective.agreements.order_by("-version")


def get_settings(collective: Collective) -> dict[str, Any]:
    """Return every setting: what was decided, over what the preset began with.

    What a small question may cost is a share of a year's money, once that is said.
    """
    settings = {**DEFAULTS[collective.preset], **collective.settings}
    if settings["yearly_money"] and "money_limit" not in collective.settings:
        settings["money_limit"] = settings["yearly_money"] * USUAL_COST_PERCENT // 100
    return settings


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


def _open(collective: Collective, standing: str) -> QuerySet[Membership]:
    rows = collective.memberships.filter(ended_at=None, standing=standing)
    return rows.select_related("person").order_by("name", "id")
