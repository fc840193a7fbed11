"""Needs and offers of a collective, with what is promised of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import DecimalField, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from folkmoot.doing.days import today_in
from folkmoot.needs.models import Match, Need, NeedClass, Offer
from folkmoot.needs.queries.classes import classes_of
from folkmoot.people.models import Collective, Membership

PROMISED = (Match.State.AGREED, Match.State.DONE)
UNMET_AFTER = timedelta(days=30)
NOTHING = Value(Decimal(0), output_field=DecimalField(max_digits=12, decimal_places=2))


def with_promised[Side: (Need, Offer)](rows: QuerySet[Side]) -> QuerySet[Side]:
    """Return the same rows with ``promised``, what both sides agreed on so far."""
    agreed = Q(matches__state__in=PROMISED)
    promised = Coalesce(Sum("matches__amount", filter=agreed), NOTHING)
    return rows.annotate(promised=promised)


def left_of(row: Need | Offer) -> Decimal:
    """Return what is not promised yet."""
    agreed = row.matches.filter(state__in=PROMISED)
    promised = agreed.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return max(Decimal(0), row.amount - promised)


def left_in(row: Need | Offer) -> Decimal:
    """Return the same of a row read by `with_promised`, without asking again."""
    promised: Decimal = row.promised  # type: ignore[union-attr]
    return max(Decimal(0), row.amount - promised)


def open_needs(collectives: Iterable[UUID]) -> QuerySet[Need]:
    """Return needs of people who are here: class, urgency, day, then the oldest."""
    rows = Need.objects.filter(
        collective__in=list(collectives),
        state=Need.State.OPEN,
        member__ended_at=None,
    )
    day = F("due_date").asc(nulls_last=True)
    parts = ("member", "klass", "collective", "helper")
    ordered = rows.order_by("klass__position", "urgency", day, "created_at", "id")
    return with_promised(ordered.select_related(*parts))


def open_offers(collectives: Iterable[UUID], today: date) -> QuerySet[Offer]:
    """Return offers of people who are here and that still hold, newest first."""
    rows = Offer.objects.filter(
        Q(until_date=None) | Q(until_date__gte=today),
        collective__in=list(collectives),
        state=Offer.State.OPEN,
        member__ended_at=None,
    )
    ordered = rows.order_by("-created_at", "-id")
    return with_promised(ordered.select_related("member", "collective", "helper"))


@dataclass(frozen=True)
class Board:
    """The page of needs and offers: needs under what the members put first."""

    groups: list[tuple[NeedClass, list[Need]]]
    offers: list[Offer]
    sums: "Sums"


@dataclass(frozen=True)
class Sums:
    """How many needs and offers there are, without names."""

    needs: int
    covered: int
    offers: int
    unmet: list[tuple[NeedClass, int]]


SHOWN = 200  # of each on one page; more than that asks for the search


def get_board(member: Membership, now: datetime) -> Board:
    """Return all that is open in the collective."""
    collective = member.collective
    classes = classes_of(collective)
    needs = list(open_needs([collective.id])[:SHOWN])
    today = today_in(collective, now)
    groups = [(one, [n for n in needs if n.klass_id == one.id]) for one in classes]
    offers = list(open_offers([collective.id], today)[:SHOWN])
    return Board(groups, offers, get_sums(member, now))


def get_sums(member: Membership, now: datetime) -> Sums:
    """Return how many there are, and which classes have old needs nobody covers."""
    collective = member.collective
    needs = list(open_needs([collective.id]))
    today = today_in(collective, now)
    unmet = {need.id: need.klass_id for need in needs if _is_unmet(need, now)}
    counted = [
        (one, sum(klass == one.id for klass in unmet.values()))
        for one in classes_of(collective)
    ]
    return Sums(
        needs=len(needs),
        covered=sum(left_in(need) == 0 for need in needs),
        offers=open_offers([collective.id], today).count(),
        unmet=[(one, count) for one, count in counted if count],
    )


def unmet_needs(collective: Collective, now: datetime) -> list[Need]:
    """Return needs open for 30 days, not covered, and not brought before all yet."""
    rows = open_needs([collective.id]).filter(
        asked_at=None, created_at__lte=now - UNMET_AFTER
    )
    return [need for need in rows if _is_unmet(need, now)]


def collectives_with_unmet(now: datetime) -> list[Collective]:
    """Return the collectives that may have such needs."""
    old = Need.objects.filter(
        state=Need.State.OPEN, asked_at=None, created_at__lte=now - UNMET_AFTER
    )
    return list(
        Collective.objects.filter(id__in=old.values("collective")).order_by("id")
    )


def matches_of(member: Membership) -> QuerySet[Match]:
    """Return what a person is one of the two sides of, what waits first."""
    own = Q(need__member=member) | Q(need__helper=member)
    own |= Q(offer__member=member) | Q(offer__helper=member)
    rows = Match.objects.filter(own).select_related(
        *("need__member", "need__collective", "offer__member", "offer__collective"),
        *("need__klass",),
    )
    return rows.order_by("-asked_at", "-id")


def open_matches_of(member: Membership) -> list[Match]:
    """Return what waits for a yes, or to be carried out."""
    open_ones = (Match.State.ASKED, Match.State.AGREED)
    return list(matches_of(member).filter(state__in=open_ones))


def _is_unmet(need: Need, now: datetime) -> bool:
    return need.created_at <= now - UNMET_AFTER and left_in(need) > 0


def needs_in(collective: Collective, states: Iterable[str]) -> QuerySet[Need]:
    """Return a collective's needs in these states."""
    rows = Need.objects.filter(collective=collective, state__in=list(states))
    parts = ("member", "klass", "collective", "helper")
    return with_promised(rows.select_related(*parts)).order_by("-id")


def offers_in(collective: Collective, states: Iterable[str]) -> QuerySet[Offer]:
    """Return a collective's offers in these states."""
    rows = Offer.objects.filter(collective=collective, state__in=list(states))
    parts = ("member", "collective", "helper")
    return with_promised(rows.select_related(*parts)).order_by("-id")


def waiting_matches(member_ids: Iterable[UUID]) -> QuerySet[Match]:
    """Return what waits for a yes of one of these memberships, the oldest first."""
    ids = list(member_ids)
    for_need = Q(need_said_at=None, need__member__in=ids)
    for_offer = Q(offer_said_at=None, offer__member__in=ids)
    rows = Match.objects.filter(for_need | for_offer, state=Match.State.ASKED)
    return rows.select_related("need", "offer").order_by("asked_at", "id")
