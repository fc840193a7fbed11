"""A need and an offer meet: each side says its own yes; either may say no.

Between two collectives only what goes out meets, and only while both show each other
their needs and offers. Names and ways to be reached are exchanged once both said yes.
"""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.needs.models import Match, Need, Offer
from folkmoot.needs.operations.errors import (
    AgreedAlreadyError,
    EndedError,
    NothingLeftError,
    NotNeighboursError,
    NotOwnError,
)
from folkmoot.needs.operations.recording import record
from folkmoot.needs.operations.rights import lock_part
from folkmoot.needs.operations.stating import (
    NeedText,
    OfferText,
    make_offer,
    state_need,
)
from folkmoot.needs.queries.needs import left_of
from folkmoot.needs.queries.neighbours import show_each_other
from folkmoot.people.models import Membership
from folkmoot.people.operations import tell

State = Match.State


@transaction.atomic
def ask_for_match(
    *,
    member: Membership,
    need: Need,
    offer: Offer,
    amount: Decimal,
    now: datetime,
    reach: str = "",
) -> Match:
    """Say yes for one's own side of a pair; the other side is asked. Locks both.

    Asking again while it is open changes nothing; where the other side has asked
    already, it is the second yes.

    Raises
    ------
    NotOwnError
        If neither side is this person's.
    NothingLeftError
        If it is covered or used up.
    NotNeighboursError
        If they are of two collectives that do not show each other such things.
    """
    held, given = _lock_pair(need, offer)
    person = lock_part(member)
    is_of_need = held.is_of(person)
    if not (is_of_need or given.is_of(person)):
        raise NotOwnError(_("Please choose something of your own for it."))
    open_ones = Match.objects.select_for_update().filter(need=held, offer=given)
    known = open_ones.filter(state__in=(State.ASKED, State.AGREED)).first()
    if known is not None:
        waits = known.waits_for_need if is_of_need else known.waits_for_offer
        return _say_yes(known, held, given, person, reach, now) if waits else known
    if held.member_id == given.member_id:
        raise NotOwnError(_("Both sides are yours."))
    _require_meeting(held, given)
    least = min(amount, left_of(held), left_of(given))
    _require_left(least)
    row = Match.objects.create(
        collective_id=held.collective_id
        if held.collective_id == given.collective_id
        else None,
        need=held,
        offer=given,
        amount=least,
        asked_at=now,
        need_said_at=now if is_of_need else None,
        offer_said_at=None if is_of_need else now,
        need_reach=reach if is_of_need else "",
        offer_reach="" if is_of_need else reach,
    )
    record(row, "match.asked", person, now)
    _tell(row, given.member if is_of_need else held.member, "asked", now)
    return row


@transaction.atomic
def offer_for_need(
    *,
    member: Membership,
    need: Need,
    amount: Decimal,
    now: datetime,
    note: str = "",
    reach: str = "",
) -> Match:
    """Offer what a need asks for, in one step: the offer, and one's yes.

    Locks the need.
    """
    held = Need.objects.select_for_update().get(id=need.id)
    text = OfferText(
        kind=held.kind,
        what=held.what,
        amount=amount,
        unit=held.unit,
        note=note,
        goes_out=held.collective_id != member.collective_id,
    )
    offer = make_offer(member=member, text=text, now=now)
    return ask_for_match(
        member=member, need=held, offer=offer, amount=amount, reach=reach, now=now
    )


@transaction.atomic
def need_from_offer(
    *,
    member: Membership,
    offer: Offer,
    text: NeedText,
    now: datetime,
    reach: str = "",
) -> Match:
    """Ask for what is offered, in one step: the need, and one's yes."""
    whole = replace(
        text,
        kind=offer.kind,
        unit=offer.unit,
        what=offer.what,
        goes_out=offer.collective_id != member.collective_id,
    )
    need = state_need(member=member, text=whole, now=now)
    return ask_for_match(
        member=member,
        need=need,
        offer=offer,
        amount=text.amount,
        reach=reach,
        now=now,
    )


@transaction.atomic
def accept_match(
    *, member: Membership, match: Match, now: datetime, reach: str = ""
) -> Match:
    """Say the second yes. Locks need, offer and match; a second time changes nothing.

    Where less is left than was asked for, it is agreed on what is left.

    Raises
    ------
    NotOwnError
        If it is for the other side to say.
    NothingLeftError
        If others were quicker.
    EndedError
        If it was declined or taken back.
    """
    held, given, row = _lock_match(match)
    person = lock_part(member)
    if row.state == State.AGREED and _is_side(held, given, person):
        return row
    _require_open(row)
    own = held if row.waits_for_need else given
    if not own.is_of(person):
        raise NotOwnError(_("The other side has to say yes."))
    return _say_yes(row, held, given, person, reach, now)


@transaction.atomic
def decline_match(*, member: Membership, match: Match, now: datetime) -> Match:
    """Say no, or take one's own asking back; nobody asks why. Locks the match.

    Raises
    ------
    AgreedAlreadyError
        If both have said yes: then it is said that it does not happen.
    """
    held, given, row = _lock_match(match)
    person = lock_part(member)
    _require_side(held, given, person)
    if row.state in (State.DECLINED, State.CANCELLED):
        return row
    if row.state != State.ASKED:
        message = _("Both have said yes already.")
        raise AgreedAlreadyError(message)
    own = held if row.waits_for_need else given
    is_answer = own.is_of(person)
    row.state = State.DECLINED if is_answer else State.CANCELLED
    return _close(row, person, "match.declined", now)


@transaction.atomic
def finish_match(*, member: Membership, match: Match, now: datetime) -> Match:
    """Say as one of the two sides that it was done. Locks need, offer and match.

    What is covered whole is met and leaves the list; what is used up likewise.

    Raises
    ------
    EndedError
        If it was not agreed, or is over.
    """
    held, given, row = _lock_match(match)
    person = lock_part(member)
    _require_side(held, given, person)
    if row.state == State.DONE:
        return row
    _require_agreed(row)
    row.state = State.DONE
    _close(row, person, "match.done", now)
    for each in (held, given):
        _note_met(each, now)
    return row


@transaction.atomic
def cancel_match(*, member: Membership, match: Match, now: datetime) -> Match:
    """Say as one of the two sides that it does not happen; it is open again.

    Locks need, offer and match.
    """
    held, given, row = _lock_match(match)
    person = lock_part(member)
    _require_side(held, given, person)
    if row.state == State.CANCELLED:
        return row
    _require_agreed(row)
    row.state = State.CANCELLED
    return _close(row, person, "match.cancelled", now)


def _say_yes(
    row: Match,
    held: Need,
    given: Offer,
    person: Membership,
    reach: str,
    now: datetime,
) -> Match:
    _require_meeting(held, given)
    row.amount = min(row.amount, left_of(held), left_of(given))
    _require_left(row.amount)
    if row.waits_for_need:
        row.need_said_at, row.need_reach, other = now, reach, given.member
    else:
        row.offer_said_at, row.offer_reach, other = now, reach, held.member
    row.state, row.agreed_at = State.AGREED, now
    row.save()
    record(row, "match.agreed", person, now)
    _tell(row, other, "agreed", now)
    return row


def _close(row: Match, person: Membership, kind: str, now: datetime) -> Match:
    """End it; ways to be reached are forgotten with it."""
    row.ended_at, row.ended_by = now, person
    row.need_reach = row.offer_reach = ""
    row.save()
    record(row, kind, person, now)
    return row


def _note_met(row: Need | Offer, now: datetime) -> None:
    waits = row.matches.filter(state=State.AGREED)
    if row.is_open and left_of(row) <= 0 and not waits.exists():
        row.state, row.ended_at = row.State.MET, now
        row.save()


def _lock_pair(need: Need, offer: Offer) -> tuple[Need, Offer]:
    """Return both locked, needs before offers, so that nobody waits in a circle."""
    needs = Need.objects.select_for_update(of=("self",))
    offers = Offer.objects.select_for_update(of=("self",))
    parts = ("collective", "member")
    return (
        needs.select_related(*parts).get(id=need.id),
        offers.select_related(*parts).get(id=offer.id),
    )


def _lock_match(match: Match) -> tuple[Need, Offer, Match]:
    held, given = _lock_pair(match.need, match.offer)
    row = Match.objects.select_for_update().get(id=match.id)
    row.need, row.offer = held, given
    return held, given, row


def _require_meeting(held: Need, given: Offer) -> None:
    if not (held.is_open and given.is_open):
        raise EndedError(_("This is over already. Thank you for it."))
    if not (held.member.is_open and given.member.is_open):
        raise EndedError(_("One of the two has left."))
    if held.kind != given.kind or held.unit != given.unit:
        raise EndedError(_("They are not counted in the same way."))
    if held.collective_id == given.collective_id:
        return
    goes_out = held.goes_out and given.goes_out
    if not (goes_out and show_each_other(held.collective, given.collective)):
        message = _("The two groups do not show each other their needs now.")
        raise NotNeighboursError(message)


def _require_left(amount: Decimal) -> None:
    if amount <= 0:
        raise NothingLeftError(_("Others were quicker. Nothing is left of it."))


def _is_side(held: Need, given: Offer, person: Membership) -> bool:
    return held.is_of(person) or given.is_of(person)


def _require_side(held: Need, given: Offer, person: Membership) -> None:
    if not _is_side(held, given, person):
        raise NotOwnError(_("This is between the two sides."))


def _require_open(row: Match) -> None:
    if row.state != State.ASKED:
        raise EndedError(_("It was taken back, or somebody said no."))


def _require_agreed(row: Match) -> None:
    if row.state != State.AGREED:
        raise EndedError(_("Both sides have to say yes first."))


def _tell(row: Match, to: Membership, what: str, now: datetime) -> None:
    """Tell the other side; between collectives without a name until both said yes."""
    template = f"needs/mail/{what}.txt"
    tell(
        memberships=[to],
        kind="match.told",
        template=template,
        context={
            "match": row,
            "collective": to.collective,
            "is_of_need": to.id == row.need.member_id,
            "is_outside": row.collective_id is None,
        },
        now=now,
        about_id=row.id,
        once=f"match {row.id} {what}",
    )
