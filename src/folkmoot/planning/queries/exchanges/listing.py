"""Which exchanges there are for a collective, and which wait for somebody's yes."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from folkmoot.needs.queries.neighbours import sisters_of
from folkmoot.people.models import Collective, Membership
from folkmoot.planning.models import Exchange, ExchangeSeat

State = Exchange.State
LEAST = 2  # collectives for an exchange
MOST_ROUNDS = 20


def exchanges_of(collective: Collective) -> QuerySet[Exchange]:
    """Return the exchanges that a collective proposed or was asked to join."""
    seats = ExchangeSeat.objects.filter(collective=collective)
    rows = Exchange.objects.filter(id__in=seats.values("exchange"))
    return rows.select_related("collective").order_by("-proposed_at", "-id")


def exchanges_with_seats(collective: Collective) -> QuerySet[Exchange]:
    """Return the same with who was asked, by name."""
    seats = ExchangeSeat.objects.select_related("collective").defer("tables")
    seats = seats.order_by("collective__name", "id")
    return exchanges_of(collective).prefetch_related(Prefetch("seats", seats))


def own_seat(row: Exchange, member: Membership) -> ExchangeSeat:
    """Return the seat of the reader's collective."""
    return row.seats.get(collective_id=member.collective_id)


def sister_rows(collective: Collective) -> list[Collective]:
    """Return the sister collectives by name."""
    rows = Collective.objects.filter(id__in=sisters_of(collective))
    return list(rows.order_by("name", "id"))


def waiting_seats(
    collectives: Collection[UUID], members: Collection[UUID]
) -> Iterable[ExchangeSeat]:
    """Yield the seats that wait for a yes of somebody with these memberships.

    Either to take part, or to take what was found. One query.
    """
    asks = Q(exchange__state__in=(State.PROPOSED, State.OPEN), joined_at=None)
    found = Q(exchange__state=State.SETTLED, joined_at__isnull=False, accepted_at=None)
    rows = ExchangeSeat.objects.filter(asks | found, collective__in=collectives)
    rows = rows.exclude(
        exchange__state=State.SETTLED,
        question_id__isnull=False,
        asked_edition=F("exchange__edition"),
        asked_number=F("exchange__rounds"),
    )  # the question itself waits
    rows = rows.filter(left_at=None).select_related("exchange__collective")
    for row in rows.order_by("exchange__changed_at", "id"):
        said = row.accepted_first_by_id if row.joined_at else row.first_by_id
        if said not in members:
            yield row
