"""What was folded, why, and what one reader may do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from folkmoot.listening.models import Contribution, Hearing, Statement
from folkmoot.people.models import Collective, Membership
from folkmoot.web.cuts import Cut, cut

type Item = Statement | Contribution


@dataclass(frozen=True)
class ShownFold:
    """Something folded, as one reader sees it."""

    item: Item
    is_own: bool
    may_appeal: bool
    may_open: bool

    @property
    def kind(self) -> str:
        """What it is called in addresses."""
        return "statements" if isinstance(self.item, Statement) else "contributions"

    @property
    def has_words(self) -> bool:
        """Whether anything is left to read."""
        return bool(self.item.text or getattr(self.item, "attachment_id", None))


def show_fold(item: Item, reader: Membership) -> ShownFold:
    """Return what ``reader`` may do about something folded."""
    is_own = item.member_id == reader.id
    shown = ShownFold(item, is_own, may_appeal=False, may_open=False)
    if not shown.has_words or not item.is_folded:
        return shown
    speaks = is_own or (item.member_id is None and reader.takes_positions)
    is_other = reader.id not in (item.member_id, item.appealed_by_id)
    is_second = item.is_appealed and is_other
    opens = item.folded_by_id == reader.id or is_second
    return ShownFold(
        item,
        is_own,
        may_appeal=speaks and not item.is_appealed,
        may_open=opens and reader.takes_positions,
    )


def list_folds(
    reader: Membership, hearing: Hearing | None, *, first: int, count: int
) -> list[ShownFold]:
    """Return what is folded: appeals first, one's own next, then the latest."""
    rank = Case(
        When(appealed_at__isnull=False, then=0), When(member=reader, then=1), default=2
    )
    found: list[tuple[int, Item]] = []
    for rows in _folded(reader.collective, hearing):
        ranked = rows.annotate(rank=rank).order_by("rank", "-folded_at", "id")
        named = ranked.select_related("member", "folded_by", "appealed_by", "hearing")
        found += [(row.rank, row) for row in named[: first + count]]
    found.sort(key=lambda pair: (pair[0], -_instant(pair[1]), pair[1].id))
    return [show_fold(item, reader) for _rank, item in found[first : first + count]]


def cut_folds(
    model: type[Statement] | type[Contribution],
    reader: Membership,
    *,
    cursor: str,
    limit: int,
) -> Cut[ShownFold]:
    """Return a part of the statements or contributions that are folded, latest first."""
    rows = model.objects.filter(collective=reader.collective, folded_at__isnull=False)
    rows = rows.select_related("member", "folded_by", "appealed_by", "hearing")
    part: Cut[Any] = cut(rows, ("-folded_at", "-id"), cursor, limit)
    return Cut([show_fold(row, reader) for row in part.rows], part.next)


def count_folds(collective: Collective, hearing: Hearing | None) -> int:
    """Return how many things are folded."""
    return sum(rows.count() for rows in _folded(collective, hearing))


def list_appeals_for(
    members: Sequence[UUID], collectives: Sequence[UUID]
) -> list[Item]:
    """Return what somebody appealed for and one of ``members`` may open."""
    found: list[Item] = []
    for model in (Statement, Contribution):
        rows = model.objects.filter(
            collective__in=collectives,
            folded_at__isnull=False,
            appealed_at__isnull=False,
        ).exclude(Q(member__in=members) | Q(appealed_by__in=members))
        found += rows.select_related("hearing").order_by("appealed_at", "id")
    return found


def _instant(item: Item) -> float:
    return item.folded_at.timestamp() if item.folded_at else 0.0


def _folded(
    collective: Collective, hearing: Hearing | None
) -> tuple[QuerySet[Statement], QuerySet[Contribution]]:
    of = Q(collective=collective, folded_at__isnull=False)
    if hearing is not None:
        of &= Q(hearing=hearing)
    return Statement.objects.filter(of), Contribution.objects.filter(of)
