"""What was said below a council, and what was put together of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from folkmoot.federating.models import FederatedQuestion, Node, Theme, ThemeItem
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Collective

TAKEN_OUT_WITHIN = timedelta(hours=48)


@dataclass(frozen=True)
class ShownItem:
    """One original under a heading: its words, its group, its translation."""

    row: ThemeItem
    text: str
    group: str
    may_take_out: bool


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


def list_originals(question: FederatedQuestion, limit: int = 200) -> list[Original]:
    """Return what was said in all groups, the newest last; not folded."""
    nodes = Node.objects.filter(question=question, leaf_question_id__isnull=False)
    leaves = [one for one in nodes.values_list("leaf_question_id", flat=True) if one]
    rows = Contribution.objects.filter(
        hearing__question_id__in=leaves, folded_at=None
    ).exclude(text="")
    rows = rows.select_related("collective").order_by("created_at", "id")
    return [Original(row, row.collective.name) for row in rows[:limit]]


def list_themes(
    question: FederatedQuestion,
    council: Collective,
    home_id: UUID,
    now: datetime,
) -> list[ShownTheme]:
    """Return what delegates put together, the newest first, with every original."""
    rows = Theme.objects.filter(question=question, collective=council)
    themes = list(rows.exclude(made_by=None).select_related("made_by"))
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
                may_take_out=item.collective_id == home_id and _in_time(item, now),
            )
        )
    ordered = sorted(themes, key=lambda theme: theme.created_at, reverse=True)
    return [ShownTheme(theme, shown.get(theme.id, [])) for theme in ordered]


def _in_time(item: ThemeItem, now: datetime) -> bool:
    is_in = item.taken_out_at is None and item.added_at is not None
    return (
        is_in and item.added_at is not None and now < item.added_at + TAKEN_OUT_WITHIN
    )
