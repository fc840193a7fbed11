"""The only ways to plans; absent and not yours look the same."""

from uuid import UUID

from django.http import Http404

from folkmoot.people.models import Membership
from folkmoot.planning.models import Alternative, Planning
from folkmoot.planning.queries.plans.recipes import find_way, tables_of
from folkmoot.planning.tables import Row, Tables


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
    rows = Alternative.objects.select_related("planning__collective", "drafted_by")
    row = rows.filter(
        planning_id=planning_id, number=number, collective_id=member.collective_id
    ).first()
    return _found(row)


def get_way_for(member: Membership, way_id: UUID) -> tuple[int, Tables, Row]:
    """Return a way of making, with the recipes it is in and their version."""
    version, tables = tables_of(member.collective)
    return version, tables, _found(find_way(member.collective, tables, way_id))


def _found[T](row: T | None) -> T:
    if row is None:
        raise Http404
    return row
