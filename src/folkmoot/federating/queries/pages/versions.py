"""Versions side by side for all groups, each with both keys where they may be seen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from uuid import UUID

from folkmoot.deciding.queries.pages.beside import Choice, read_choice
from folkmoot.deciding.words.versions import letter_of, name_version
from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import (
    AmendmentLeaf,
    Node,
    Version,
    VersionSum,
)
from folkmoot.federating.queries.pages.frame import Frame
from folkmoot.federating.queries.pages.sums import Row, Sums
from folkmoot.federating.queries.versions import (
    OF_GROUPS,
    OF_PEOPLE,
    sums_of,
    versions_in,
)

COLUMNS = (*OF_PEOPLE, *OF_GROUPS, "unanswered")


@dataclass(frozen=True)
class ShownVersion:
    """One of several versions: its text, who asked for it, and what it comes to."""

    version: Version
    groups: Sequence[AmendmentLeaf]
    sums: Sums | None

    @property
    def letter(self) -> str:
        """How it is called among the others: A, B, C."""
        return letter_of(self.version.variant or 1)

    @property
    def name(self) -> str:
        """Its letter, with its short name."""
        return name_version(self.version.variant, self.version.label)


def show_versions(
    frame: Frame, root: Node | None, *, shows: bool
) -> list[ShownVersion]:
    """Return the versions of the latest check, if there were several; three queries."""
    versions = list(versions_in(frame.question))
    if not versions or root is None:
        return []
    asked_by = _asked_by(versions)
    held = sums_of(versions, [root]) if shows else {}
    return [
        ShownVersion(
            version=one,
            groups=asked_by.get(one.amendment_id, []),
            sums=Sums(_node_of(frame, root, one, held)) if shows else None,
        )
        for one in versions
    ]


def with_versions(
    frame: Frame, rows: Sequence[Row], versions: Sequence[ShownVersion]
) -> list[Row]:
    """Return rows with what each group says to each version; one query."""
    if not versions or not any(row.sums for row in rows):
        return list(rows)
    held = sums_of([one.version for one in versions], [row.node for row in rows])
    return [
        Row(
            node=row.node,
            is_own=row.is_own,
            sums=row.sums,
            versions=[
                (one.name, Sums(_node_of(frame, row.node, one.version, held)))
                for one in versions
            ],
        )
        for row in rows
    ]


def choice_of(frame: Frame) -> Choice | None:
    """Return why one of several versions went on from the latest check."""
    if not frame.question.variants or frame.stage is Stage.CHECKING:
        return None
    return read_choice([move.facts for move in frame.moves])


def _asked_by(versions: Sequence[Version]) -> Mapping[UUID | None, list[AmendmentLeaf]]:
    found: dict[UUID | None, list[AmendmentLeaf]] = defaultdict(list)
    ids = [one.amendment_id for one in versions if one.amendment_id]
    rows = AmendmentLeaf.objects.filter(amendment__in=ids, backed_at__isnull=False)
    named = rows.select_related("collective").order_by("collective__name", "id")
    for row in named:
        found[row.amendment_id].append(row)
    return found


def _node_of(
    frame: Frame,
    node: Node,
    version: Version,
    held: Mapping[tuple[UUID, UUID], VersionSum],
) -> Node:
    """Return a node with the numbers of one version; those of what goes on are its own."""
    if frame.stage is not Stage.CHECKING and not version.beside:
        return node
    row = held.get((node.id, version.id)) or VersionSum(
        not_heard=node.leaves, position=Node.Position.NOT_HEARD
    )
    shown = copy(node)
    for name in COLUMNS:
        setattr(shown, name, getattr(row, name))
    shown.position = row.position
    return shown
