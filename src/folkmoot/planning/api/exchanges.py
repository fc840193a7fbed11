"""The API of exchanges between collectives."""

from uuid import UUID

from ninja import Router, Status

from folkmoot.needs.access import get_planner_for
from folkmoot.people.requests import PersonRequest
from folkmoot.planning.access import get_exchange_for
from folkmoot.planning.api.exchange_shapes import (
    ExchangeList,
    ExchangeSent,
    ExchangeTold,
    JoiningExchange,
    MoreRounds,
    ProposingExchange,
    RoundSeen,
    tell_briefly,
    tell_exchange,
    tell_sent,
)
from folkmoot.planning.operations import exchanges as operations
from folkmoot.planning.queries.exchanges.listing import exchanges_of, own_seat
from folkmoot.planning.queries.exchanges.sent import sent_parts
from folkmoot.web.wire.cursors import cut
from folkmoot.web.wire.fields import Cursor, Limit

router = Router()
HERE = "/collectives/{slug:slug}/exchanges"
ONE = f"{HERE}/{{uuid:exchange_id}}"


@router.get(HERE, response=ExchangeList)
def list_exchanges(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 20
) -> ExchangeList:
    """List the exchanges that the collective proposed or was asked to join."""
    member = get_planner_for(request.person, slug)
    rows = exchanges_of(member.collective)
    part = cut(rows, ("-proposed_at", "-id"), cursor, limit)
    told = [tell_briefly(row) for row in part.rows]
    return ExchangeList(exchanges=told, next=part.next)


@router.post(HERE, response={201: ExchangeTold})
def propose_exchange(
    request: PersonRequest, slug: str, data: ProposingExchange
) -> Status[ExchangeTold]:
    """Propose to sister collectives to plan together; it is one's own first yes."""
    member = get_planner_for(request.person, slug)
    row = operations.propose_exchange(
        member=member,
        others=data.others,
        goods=[operations.Wanted(one.good, one.hours) for one in data.goods],
        weeks=data.weeks,
        begins_on=data.begins_on,
        tells_hours=data.tells_hours,
        now=request.now,
    )
    return Status(201, tell_exchange(get_exchange_for(member, row.id), member))


@router.get(ONE, response=ExchangeTold)
def get_exchange(request: PersonRequest, slug: str, exchange_id: UUID) -> ExchangeTold:
    """Read an exchange: who takes part, who gives what to whom, the hours."""
    member = get_planner_for(request.person, slug)
    operations.settle_asked_of(collective_id=member.collective_id, now=request.now)
    return tell_exchange(get_exchange_for(member, exchange_id), member)


@router.delete(ONE, response={204: None})
def call_off_exchange(
    request: PersonRequest, slug: str, exchange_id: UUID
) -> Status[None]:
    """Take a proposal back."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    operations.call_off_exchange(member=member, exchange=row, now=request.now)
    return Status(204, None)


@router.get(f"{ONE}/sent", response=list[ExchangeSent])
def get_exchange_sent(
    request: PersonRequest, slug: str, exchange_id: UUID
) -> list[ExchangeSent]:
    """Read everything that left one's own collective, round by round."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    return [tell_sent(one) for one in sent_parts(row, own_seat(row, member))]


@router.put(f"{ONE}/part", response=ExchangeTold)
def join_exchange(
    request: PersonRequest, slug: str, exchange_id: UUID, data: JoiningExchange
) -> ExchangeTold:
    """Say yes for one's collective; with the second yes it takes part."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    operations.join_exchange(
        member=member, exchange=row, tells_hours=data.tells_hours, now=request.now
    )
    operations.make_small_rounds(exchange=row, now=request.now)
    return tell_exchange(get_exchange_for(member, exchange_id), member)


@router.delete(f"{ONE}/part", response={204: None})
def leave_exchange(
    request: PersonRequest, slug: str, exchange_id: UUID
) -> Status[None]:
    """Say no for one's collective, or leave."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    operations.leave_exchange(member=member, exchange=row, now=request.now)
    operations.make_small_rounds(exchange=row, now=request.now)
    return Status(204, None)


@router.put(f"{ONE}/begin", response=ExchangeTold)
def begin_exchange(
    request: PersonRequest, slug: str, exchange_id: UUID
) -> ExchangeTold:
    """Begin with those who said yes; the first round is made."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    operations.begin_exchange(member=member, exchange=row, now=request.now)
    operations.make_small_rounds(exchange=row, now=request.now)
    return tell_exchange(get_exchange_for(member, exchange_id), member)


@router.post(f"{ONE}/rounds", response={201: ExchangeTold})
def ask_for_rounds(
    request: PersonRequest, slug: str, exchange_id: UUID, data: MoreRounds
) -> Status[ExchangeTold]:
    """Have more rounds made; large ones are made a little later."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    operations.ask_for_rounds(
        member=member, exchange=row, many=data.many, now=request.now
    )
    operations.make_small_rounds(exchange=row, now=request.now)
    return Status(201, tell_exchange(get_exchange_for(member, exchange_id), member))


@router.put(f"{ONE}/stop", response=ExchangeTold)
def settle_exchange(
    request: PersonRequest, slug: str, exchange_id: UUID, data: RoundSeen
) -> ExchangeTold:
    """Stop at the last round: each collective says its own yes."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    operations.settle_exchange(
        member=member,
        exchange=row,
        edition=data.edition,
        number=data.number,
        now=request.now,
    )
    return tell_exchange(get_exchange_for(member, exchange_id), member)


@router.delete(f"{ONE}/stop", response={204: None})
def reopen_exchange(
    request: PersonRequest, slug: str, exchange_id: UUID
) -> Status[None]:
    """Go on with rounds."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    operations.reopen_exchange(member=member, exchange=row, now=request.now)
    return Status(204, None)


@router.put(f"{ONE}/yes", response=ExchangeTold)
def accept_exchange(
    request: PersonRequest, slug: str, exchange_id: UUID, data: RoundSeen
) -> ExchangeTold:
    """Say yes to the last round; the second member's yes makes it the collective's."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    operations.accept_exchange(
        member=member,
        exchange=row,
        edition=data.edition,
        number=data.number,
        now=request.now,
    )
    return tell_exchange(get_exchange_for(member, exchange_id), member)


@router.delete(f"{ONE}/yes", response={204: None})
def take_yes_back(request: PersonRequest, slug: str, exchange_id: UUID) -> Status[None]:
    """Take one's collective's yes back."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    operations.take_yes_back(member=member, exchange=row, now=request.now)
    return Status(204, None)


@router.post(f"{ONE}/question", response={201: ExchangeTold})
def ask_all_about_exchange(
    request: PersonRequest, slug: str, exchange_id: UUID, data: RoundSeen
) -> Status[ExchangeTold]:
    """Ask all members whether the collective takes the last round."""
    member = get_planner_for(request.person, slug)
    row = get_exchange_for(member, exchange_id)
    operations.ask_all_about_exchange(
        member=member,
        exchange=row,
        edition=data.edition,
        number=data.number,
        now=request.now,
    )
    return Status(201, tell_exchange(get_exchange_for(member, exchange_id), member))
