"""The only way to an exchange: as a member or friend of a collective that was asked."""

from uuid import UUID

from django.http import Http404

from folkmoot.people.models import Membership
from folkmoot.planning.models import Exchange
from folkmoot.planning.queries.exchanges.listing import exchanges_of


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
