"""The only ways to plans and exchanges; absent and not yours look the same."""

from uuid import UUID

from django.http import Http404

from folkmoot.people.models import Collective, Membership
from folkmoot.planning.models import (
    Alternative,
    Exchange,
    Following,
    Planning,
    Replanning,
)
from folkmoot.planning.queries.exchanges.listing import exchanges_of
from folkmoot.planning.queries.plans.recipes import find_way, id_of_way, tables_of
from folkmoot.planning.rest import Followed
from folkmoot.planning.tables import WAYS, Row, Tables, names_in


def get_planning_for(member: Membership, planning_id: UUID) -> Planning:
    """Return plans of the collective.

    Raises
    ------
    Http404
        If there are none, as in all of these.
    """
    rows = Planning.objects.select_related("collective", "member")
    row = rows.filter(id=planning_id, collective_id=member.collective_id).first()
    return _found(row)


def get_alternative_for(
    member: Membership, planning_id: UUID, number: int
) -> Alternative:
    """Return one plan of the collective."""
    rows = Alternative.objects.select_related("planning__collective")
    row = rows.filter(
        planning_id=planning_id, number=number, collective_id=member.collective_id
    ).first()
    return _found(row)


def get_following_for(member: Membership, planning_id: UUID) -> Following:
    """Return the plan that the collective follows among some."""
    rows = Following.objects.select_related("collective", "planning", "alternative")
    row = rows.filter(
        planning_id=planning_id, collective_id=member.collective_id
    ).first()
    return _found(row)


def get_replan_for(following: Following, number: int) -> Replanning:
    """Return a change of the rest of a plan."""
    rows = Replanning.objects.select_related(
        *("following__collective", "following__planning", "following__alternative"),
        *("named_by", "seconded_by"),
    )
    return _found(rows.filter(following=following, number=number).first())


def get_way_in(
    plan: Followed, collective: Collective, way_id: UUID, period: int
) -> str:
    """Return the name of a way of making that a plan has, for one of its periods."""
    if not 0 < period <= plan.periods:
        raise Http404
    names = names_in(plan.tables, WAYS)
    return _found(
        next((one for one in names if id_of_way(collective, one) == way_id), None)
    )


def get_way_for(member: Membership, way_id: UUID) -> tuple[int, Tables, Row]:
    """Return a way of making, with the recipes it is in and their version."""
    version, tables = tables_of(member.collective)
    return version, tables, _found(find_way(member.collective, tables, way_id))


def get_exchange_for(member: Membership, exchange_id: UUID) -> Exchange:
    """Return an exchange that the collective proposed or was asked to join.

    Raises
    ------
    Http404
        If there is none.
    """
    row = exchanges_of(member.collective).filter(id=exchange_id).first()
    if row is None:
        raise Http404
    return row


def _found[T](row: T | None) -> T:
    if row is None:
        raise Http404
    return row
