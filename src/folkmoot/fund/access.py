"""The only ways to the common fund and what is left over; absent and not yours look the same."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from folkmoot.federating.access import get_federation_for
from folkmoot.fund.models import (
    FundAccount,
    FundBooking,
    FundPromise,
    FundUnit,
    Payment,
    Statement,
    StatementLine,
    Surplus,
    SurplusIdea,
)
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Collective, Membership, Person


@dataclass(frozen=True)
class FundPlace:
    """Whose fund it is, and the membership from which somebody sees it."""

    collective: Collective
    member: Membership

    @property
    def is_federation(self) -> bool:
        """Whether it is the fund of all groups."""
        return self.collective.is_federation


def get_fund_for(person: Person | None, slug: str) -> FundPlace:
    """Return the fund at ``slug`` for its own people; a federation's for all groups'.

    Raises
    ------
    Http404
        If there is no such collective, or the person is not part of it.
    """
    preset = Collective.Preset.FEDERATION
    if Collective.objects.filter(slug=slug, preset=preset).exists():
        standpoint = get_federation_for(person, slug)
        return FundPlace(standpoint.federation, standpoint.member)
    member = get_membership_for(person, slug)
    return FundPlace(member.collective, member)


def get_own_fund_for(person: Person | None, slug: str) -> FundPlace:
    """Return the same for members, not for friends."""
    place = get_fund_for(person, slug)
    if not place.member.takes_positions:
        raise Http404
    return place


def get_unit_for(place: FundPlace, unit_id: UUID) -> FundUnit:
    """Return a currency or good of the fund."""
    return _one(place, FundUnit.objects.select_related("collective"), unit_id)


def get_account_for(place: FundPlace, account_id: UUID) -> FundAccount:
    """Return an account of the fund."""
    rows = FundAccount.objects.select_related("unit", "collective")
    return _one(place, rows, account_id)


def get_booking_for(place: FundPlace, booking_id: UUID) -> FundBooking:
    """Return a booking of the fund."""
    rows = FundBooking.objects.select_related(
        "unit", "collective", "from_account", "to_account"
    )
    return _one(place, rows, booking_id)


def get_promise_for(place: FundPlace, promise_id: UUID) -> FundPromise:
    """Return what a decision reserves."""
    rows = FundPromise.objects.select_related("unit", "collective", "payer")
    return _one(place, rows, promise_id)


def get_payment_for(place: FundPlace, payment_id: UUID) -> Payment:
    """Return a payment of the fund."""
    rows = Payment.objects.select_related(
        *("unit", "collective", "promise__collective"),
        *("from_account", "use_account", "first", "second", "paid_member", "booking"),
    )
    return _one(place, rows, payment_id)


def get_statement_for(place: FundPlace, statement_id: UUID) -> Statement:
    """Return a bank's file of the fund that was not dropped."""
    rows = Statement.objects.select_related("account__unit", "collective", "member")
    return _one(place, rows.filter(dropped_at=None), statement_id)


def get_line_for(place: FundPlace, line_id: UUID) -> StatementLine:
    """Return a line of a bank's file."""
    rows = StatementLine.objects.select_related(
        "account__unit", "collective", "statement"
    )
    return _one(place, rows, line_id)


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


def _one[T: Model](place: FundPlace, rows: QuerySet[T], row_id: UUID) -> T:
    row = rows.filter(collective=place.collective, id=row_id).first()
    if row is None:
        raise Http404
    return row
