"""What the pages of what is left over show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from folkmoot.fund.models import (
    FairShares,
    FundPromise,
    LeftOverUse,
    Marking,
    Surplus,
    SurplusIdea,
    SurplusSplit,
)
from folkmoot.fund.queries.agreed import standing_ids
from folkmoot.fund.queries.surplus.options import OptionsShown, get_options
from folkmoot.fund.queries.surplus.questions import (
    Asked,
    asked_of,
    may_draw,
    takes_marks,
)
from folkmoot.fund.words.surplus import (
    tell_left_out,
    tell_round,
    write_fraction,
    write_of,
)
from folkmoot.people.models import Collective, Membership

WIDTH = 600  # of a bar


@dataclass(frozen=True)
class ShownIdea:
    """An idea, and what the reader may do with it."""

    idea: SurplusIdea
    cost: str
    is_marked: bool
    is_own: bool
    may_check: bool


@dataclass(frozen=True)
class Bar:
    """One idea in the picture: its part of the whole, and its sentence."""

    title: str
    words: str
    width: int
    is_carried: bool


@dataclass(frozen=True)
class ShownShares:
    """The fair shares: a bar and a sentence for each idea, and one's own share."""

    shares: FairShares
    bars: Sequence[Bar]
    rest: str
    share: str
    own: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class SurplusPage:
    """Everything on the page of one surplus."""

    surplus: Surplus
    amount: str
    href: str
    asked: Asked
    ideas: Sequence[ShownIdea]
    takes_marks: bool
    has_marked: bool
    may_draw: bool
    shares: ShownShares | None
    split: SurplusSplit | None
    may_write: bool
    promises: Sequence[tuple[FundPromise, str]]
    uses: Sequence[tuple[LeftOverUse, str]]
    left: str
    options: OptionsShown | None
    is_held: bool


def list_surpluses(collective: Collective) -> QuerySet[Surplus]:
    """Return what was ever left over, the newest first."""
    rows = Surplus.objects.filter(collective=collective)
    return rows.select_related("unit", "member", "collective")


def count_open(collective: Collective) -> int:
    """Return how many surpluses wait for a decision."""
    rows = Surplus.objects.filter(collective=collective)
    return rows.filter(settled_at=None, ended_at=None).count()


def list_ideas(surplus: Surplus) -> QuerySet[SurplusIdea]:
    """Return the ideas that were not taken back, the oldest first."""
    rows = surplus.ideas.filter(dropped_at=None)
    return rows.select_related("carrier", "member", "checked_by").order_by(
        "created_at", "id"
    )


def own_marking(surplus: Surplus, member: Membership) -> Marking | None:
    """Return what the reader marked."""
    return surplus.markings.filter(member=member).first()


def address_of_question(surplus: Surplus) -> str:
    """Return the address of the question that a surplus opened."""
    room = "federating" if surplus.collective.is_federation else "deciding"
    args = (surplus.collective.slug, surplus.question_number)
    return reverse(f"{room}:question", args=args)


def get_surplus_page(
    surplus: Surplus, member: Membership, now: datetime
) -> SurplusPage:
    """Return one surplus as ``member`` sees it; a fixed number of queries."""
    asked = asked_of(surplus, member)
    ideas = list(list_ideas(surplus))
    marking = own_marking(surplus, member)
    marked = set(marking.ideas) if marking else set()
    is_open = takes_marks(surplus, asked)
    may = is_open and member.takes_positions
    shares = FairShares.objects.filter(surplus=surplus).first()
    uses = list(surplus.uses.select_related("member"))
    used = sum(use.amount for use in uses)
    promises = FundPromise.objects.filter(idea_id__in=[one.id for one in ideas])
    return SurplusPage(
        surplus=surplus,
        amount=write_of(surplus, surplus.amount),
        href=address_of_question(surplus),
        asked=asked,
        ideas=[_show(surplus, one, member, marked, may=may) for one in ideas],
        takes_marks=is_open,
        has_marked=marking is not None,
        may_draw=member.takes_positions and may_draw(surplus, asked, now),
        shares=show_shares(surplus, shares, member) if shares else None,
        split=surplus.splits.order_by("-version").first(),
        may_write=surplus.is_open and shares is not None and asked.may_write,
        promises=[(one, write_of(surplus, one.amount)) for one in promises],
        uses=[(use, write_of(surplus, use.amount)) for use in uses],
        left=write_of(surplus, surplus.amount - used),
        options=get_options(surplus),
        is_held=is_open_again(surplus),
    )


def is_open_again(surplus: Surplus) -> bool:
    """Say whether the decision on a surplus was opened again, so that it is held."""
    if surplus.agreed_id is None:
        return False
    return not standing_ids(surplus.collective, [surplus.agreed_id])


def _show(
    surplus: Surplus,
    idea: SurplusIdea,
    member: Membership,
    marked: set[str],
    *,
    may: bool,
) -> ShownIdea:
    is_drawn = str(member.id) in surplus.checkers and idea.member_id != member.id
    return ShownIdea(
        idea=idea,
        cost=write_of(surplus, idea.cost),
        is_marked=str(idea.id) in marked,
        is_own=may and member.id in (idea.member_id, idea.carrier_id),
        may_check=may and is_drawn and idea.checked_by_id is None,
    )


def show_shares(
    surplus: Surplus, shares: FairShares, member: Membership
) -> ShownShares:
    """Return the working as bars and sentences, and what one's own share paid for."""
    titles = {
        str(key): title for key, title in surplus.ideas.values_list("id", "title")
    }
    bars = [
        Bar(
            titles[one["idea"]],
            tell_round(surplus, titles[one["idea"]], one),
            _width(surplus, one["cost"]),
            is_carried=True,
        )
        for one in shares.rounds
    ]
    bars += [
        Bar(
            titles[one["idea"]],
            tell_left_out(surplus, titles[one["idea"]], one),
            _width(surplus, one["cost"]),
            is_carried=False,
        )
        for one in shares.left_out
    ]
    paid = shares.paid.get(str(member.id), {})
    return ShownShares(
        shares=shares,
        bars=bars,
        rest=write_of(surplus, shares.rest) if shares.rest else "",
        share=write_fraction(surplus, f"{surplus.amount}/{max(shares.people, 1)}"),
        own=[
            (titles[key], write_fraction(surplus, sum_)) for key, sum_ in paid.items()
        ],
    )


def _width(surplus: Surplus, cost: int) -> int:
    return max(2, min(WIDTH, WIDTH * cost // surplus.amount))


def suggested_amounts(surplus: Surplus) -> dict[str, int]:
    """Return the amounts that drafters begin with: the last version's, or the shares'."""
    split = surplus.splits.order_by("-version").first()
    if split is not None:
        return {key: int(amount) for key, amount in split.parts.items()}
    shares = FairShares.objects.filter(surplus=surplus).first()
    rounds = shares.rounds if shares else []
    return {one["idea"]: int(one["cost"]) for one in rounds}
