"""Locks and rights that every operation of the fund needs."""

from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.federating.queries.structure import ids_above
from folkmoot.fund.models import FundPromise, FundUnit
from folkmoot.fund.operations.errors import (
    FundIncompleteError,
    HeldError,
    NoDecisionError,
    NotOfFundError,
)
from folkmoot.fund.queries.agreed import Agreed, find_agreed
from folkmoot.fund.words.money import LIMIT
from folkmoot.people.models import Collective, Membership
from folkmoot.record.operations import Value


def lock_member(member: Membership, collective: Collective) -> Membership:
    """Return the membership locked; of a federation, a member of one of its groups.

    Raises
    ------
    NotOfFundError
        If it ended, is a friend's, or belongs elsewhere.
    """
    rows = Membership.objects.select_for_update(of=("self",))
    held = rows.select_related("collective").get(id=member.id)
    is_here = held.collective_id == collective.id
    if not held.takes_positions or not (
        is_here or collective.id in ids_above([held.collective_id])
    ):
        raise NotOfFundError(_("Only members do this."))
    return held


def lock_unit(unit_id: UUID, collective: Collective) -> FundUnit:
    """Return the unit locked, so that two bookings in it wait for each other."""
    rows = FundUnit.objects.select_for_update(of=("self",)).select_related("collective")
    return rows.get(id=unit_id, collective=collective)


def require_agreed(collective: Collective, agreed_id: UUID) -> Agreed:
    """Return a decision that stands, locked until commit.

    Raises
    ------
    NoDecisionError
        If this collective has none like it, or it does not stand any more.
    """
    agreed = find_agreed(collective, agreed_id, lock=True)
    if agreed is None:
        raise NoDecisionError(
            _("This needs a decision of this group that stands. Please choose one.")
        )
    return agreed


def require_standing(promise: FundPromise) -> Agreed:
    """Return the decision behind a promise, locked until commit.

    Raises
    ------
    HeldError
        If it is open again: nothing is paid until all agree anew.
    """
    agreed = find_agreed(promise.collective, promise.agreed_id, lock=True)
    if agreed is None:
        raise HeldError(
            _(
                "What we decided is open again. Until we agree anew, nothing is paid "
                "from this promise."
            )
        )
    return agreed


def require_amount(amount: int) -> None:
    """Refuse what is no amount.

    Raises
    ------
    FundIncompleteError
        If it is not above 0, or more than can be kept.
    """
    if not 0 < amount <= LIMIT:
        raise FundIncompleteError(_("Please write an amount above 0."))


def signed_by(member: Membership, collective: Collective) -> dict[str, Value]:
    """Return who acts, for an entry: in a federation's record the group stands too."""
    is_here = member.collective_id == collective.id
    return {"name": member.name, "from": None if is_here else member.collective.name}


def erasable_by(member: Membership, collective: Collective) -> UUID | None:
    """Return whose words an entry holds; in a federation they are their group's."""
    return member.id if member.collective_id == collective.id else None
