"""What was said below a council, and what was put together of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from folkmoot.federating.models import (
    FederatedQuestion,
    Node,
    Theme,
    ThemeItem,
    ThemeOrder,
)
from folkmoot.federating.queries.pages.said import said_in
from folkmoot.federating.queries.pages.sums import councils_below
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Collective

TAKEN_OUT_WITHIN = timedelta(hours=48)


@dataclass(frozen=True)
class ShownItem:
    """One original under a heading: its words, its group, its translation."""

    row: ThemeItem
    text: str
    group: str
    take_out_until: datetime | None  # where the reader's group may still take it out


@dataclass(frozen=True)
class ShownTheme:
    """A heading with the originals under it."""

    row: Theme
    items: Sequence[ShownItem]


@dataclass(frozen=True)
class Original:
    """Something said in a leaf."""

    row: Contribution
    group: str


def words_below(
    question: FederatedQuestion, council: Collective
) -> QuerySet[Contribution]:
    """Return what was said at length in all groups below a council; not folded."""
    node = Node.objects.get(question=question, collective=council)
    return said_in(question, node)


def headings_below(question: FederatedQuestion, council: Collective) -> QuerySet[Theme]:
    """Return what councils below put together, where it did not go on yet."""
    node = Node.objects.get(question=question, collective=council)
    below = Node.objects.filter(id__in=councils_below(question, node) - {node.id})
    rows = Theme.objects.filter(
        question=question, within=None, items__taken_out_at=None
    )
    made = rows.filter(collective__in=below.values("collective")).exclude(made_by=None)
    counted = made.annotate(words=Count("items")).select_related("collective")
    return counted.order_by("collective__name", "created_at", "id")


def list_originals(
    question: FederatedQuestion, council: Collective, limit: int = 200
) -> list[Original]:
    """Return what stands under no heading of a council below, the oldest first.

    First comes what this council put under no heading of its own either.
    """
    items = ThemeItem.objects.filter(
        contribution_id=OuterRef("id"), theme__question=question, taken_out_at=None
    )
    below = items.exclude(theme__collective=council).exclude(theme__made_by=None)
    rows = words_below(question, council).exclude(Exists(below))
    own = Exists(items.filter(theme__collective=council))
    ordered = rows.annotate(is_put=own).order_by("is_put", "created_at", "id")
    return [Original(row, row.collective.name) for row in ordered[:limit]]


def list_themes(
    question: FederatedQuestion,
    council: Collective,
    home_id: UUID,
    now: datetime,
) -> list[ShownTheme]:
    """Return what delegates put together, in the council's order, with every original."""
    themes = put_in_order(
        made_themes(question, council), order_in_force(question, council)
    )
    items = list(
        ThemeItem.objects.filter(theme__in=themes).select_related("collective", "theme")
    )
    words = Contribution.objects.in_bulk(
        [one.contribution_id for one in items if one.contribution_id]
    )
    shown: dict[UUID, list[ShownItem]] = {}
    for item in items:
        said = words.get(item.contribution_id) if item.contribution_id else None
        shown.setdefault(item.theme_id, []).append(
            ShownItem(
                row=item,
                text=said.text if said is not None and said.folded_at is None else "",
                group=item.collective.name,
                take_out_until=_take_out_until(item, home_id, now),
            )
        )
    return [ShownTheme(theme, shown.get(theme.id, [])) for theme in themes]


def made_themes(question: FederatedQuestion, council: Collective) -> list[Theme]:
    """Return what delegates put together, the newest first."""
    rows = Theme.objects.filter(question=question, collective=council)
    made = rows.exclude(made_by=None).select_related("made_by", "within__collective")
    return list(made.order_by("-created_at", "-id"))


def orders_of(question: FederatedQuestion, council: Collective) -> list[ThemeOrder]:
    """Return the orders in which a council put its themes, the newest first."""
    rows = ThemeOrder.objects.filter(question=question, collective=council)
    related = ("ordered_by__collective", "undone_by__collective")
    return list(rows.select_related(*related).order_by("-ordered_at", "-id"))


def order_in_force(
    question: FederatedQuestion, council: Collective
) -> ThemeOrder | None:
    """Return the latest order that nobody undid."""
    rows = orders_of(question, council)
    return next((row for row in rows if row.undone_at is None), None)


def put_in_order(themes: Sequence[Theme], order: ThemeOrder | None) -> list[Theme]:
    """Return themes as they were ordered; those that came later follow as they were."""
    places = {one: place for place, one in enumerate(order.themes if order else ())}
    return sorted(themes, key=lambda one: places.get(str(one.id), len(places)))


@dataclass(frozen=True)
class ShownOrder:
    """The order that holds, whether the reader may undo it, and those before it."""

    row: ThemeOrder | None
    may_undo: bool
    others: Sequence[ThemeOrder]


def show_order(
    question: FederatedQuestion, council: Collective, home_id: UUID, now: datetime
) -> ShownOrder:
    """Return who put the themes in order, for somebody of the group ``home_id``."""
    rows = orders_of(question, council)
    row = next((one for one in rows if one.undone_at is None), None)
    in_time = row is not None and now < row.ordered_at + TAKEN_OUT_WITHIN
    ours = ThemeItem.objects.filter(
        theme__in=row.themes if row else [], collective=home_id, taken_out_at=None
    )
    others = [one for one in rows if one is not row]
    return ShownOrder(row, in_time and ours.exists(), others)


def _take_out_until(item: ThemeItem, home_id: UUID, now: datetime) -> datetime | None:
    if item.collective_id != home_id or item.taken_out_at or item.added_at is None:
        return None
    until = item.added_at + TAKEN_OUT_WITHIN
    return until if now < until else None
