"""The only ways to what is left over; absent and not yours look the same."""

from uuid import UUID

from django.http import Http404

from folkmoot.planning.access_fund import FundPlace
from folkmoot.planning.models import Surplus, SurplusIdea


def get_surplus_for(place: FundPlace, surplus_id: UUID) -> Surplus:
    """Return something that was left over here."""
    rows = Surplus.objects.select_related("collective", "unit", "fair_shares")
    row = rows.filter(collective=place.collective, id=surplus_id).first()
    if row is None:
        raise Http404
    return row


def get_idea_for(place: FundPlace, idea_id: UUID) -> SurplusIdea:
    """Return an idea for it that was not taken back."""
    rows = SurplusIdea.objects.select_related(
        "surplus__collective", "surplus__unit", "carrier"
    )
    rows = rows.filter(collective=place.collective, dropped_at=None)
    row = rows.filter(id=idea_id).first()
    if row is None:
        raise Http404
    return row
