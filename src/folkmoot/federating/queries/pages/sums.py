"""Sums over groups in plain words: both keys, and a bar for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from folkmoot.federating.models import FederatedQuestion, Node
from folkmoot.federating.words.positions import (
    AFFECTED_OBJECTS,
    GROUPS,
    MEANINGS,
    PEOPLE,
    POSITIONS,
    UNHEARD,
)

ONE_BY_ONE = 50  # groups; where there are more, the page shows councils first
EACH = 50


@dataclass(frozen=True)
class Sums:
    """What a node's leaves come to; its columns are sums, and nothing is merged."""

    node: Node

    @property
    def position_word(self) -> Promise:
        """What a group's answers come to."""
        return POSITIONS[self.node.position]

    @property
    def heard(self) -> int:
        """How many people hold a position."""
        node = self.node
        return node.yes + node.aside + node.stop + node.need_more

    @property
    def groups_line(self) -> str:
        """The first key: ``26 of 30 groups agree``."""
        text = ngettext(
            "%(agree)s of %(n)s group agrees",
            "%(agree)s of %(n)s groups agree",
            self.node.leaves,
        )
        return text % {"agree": self.node.agree, "n": self.node.leaves}

    @property
    def people_line(self) -> str:
        """The second key: ``226 of 264 heard say yes``."""
        if not self.heard:
            return gettext("nobody is heard yet")
        text = ngettext(
            "%(yes)s of %(n)s person heard says yes",
            "%(yes)s of %(n)s people heard say yes",
            self.heard,
        )
        return text % {"yes": self.node.yes, "n": self.heard}

    @property
    def people(self) -> list[tuple[str, int, str]]:
        """The people's answers, for the bar."""
        node = self.node
        counts = [(str(word), getattr(node, name), kind) for name, word, kind in PEOPLE]
        return [*counts, (str(UNHEARD), max(node.members - self.heard, 0), "unheard")]

    @property
    def groups(self) -> list[tuple[str, int, str]]:
        """How many groups hold each position, for the bar."""
        return [
            (str(word), getattr(self.node, name), kind) for name, word, kind in GROUPS
        ]


@dataclass(frozen=True)
class Row:
    """One group or council below, with its sums where the reader may see them."""

    node: Node
    is_own: bool
    sums: Sums | None
    # By name, where several versions stand or stood side by side.
    versions: Sequence[tuple[str, Sums]] = ()

    @property
    def name(self) -> str:
        """Its name."""
        return self.node.collective.name

    @property
    def position_word(self) -> Promise:
        """What its answers come to."""
        return POSITIONS[self.node.position]

    @property
    def position_means(self) -> Promise:
        """Why that is so."""
        if self.node.is_affected and self.node.position == Node.Position.OBJECTS:
            return AFFECTED_OBJECTS
        return MEANINGS[self.node.position]


def root_row(question: FederatedQuestion) -> Node | None:
    """Return the node of the whole, with its name."""
    rows = Node.objects.filter(question=question, parent=None)
    return rows.select_related("collective").first()


def is_many(root: Node) -> bool:
    """Say whether there are too many groups to show them one by one."""
    return root.leaves > ONE_BY_ONE


def nodes_on_top(question: FederatedQuestion, root: Node) -> list[Node]:
    """Return what the page of the whole lists: each group, or each part above them."""
    rows = Node.objects.filter(question=question)
    shown = rows.filter(parent=root) if is_many(root) else rows.filter(is_leaf=True)
    return list(shown.select_related("collective").order_by("collective__name", "id"))


def nodes_below(question: FederatedQuestion) -> QuerySet[Node]:
    """Return every group and council of a question."""
    rows = Node.objects.filter(question=question)
    return rows.select_related("collective", "parent")


def councils_below(question: FederatedQuestion, top: Node) -> set[UUID]:
    """Return a council and all councils below it."""
    rows = Node.objects.filter(question=question, is_leaf=False, level__gte=top.level)
    found = {top.id}
    for node_id, parent_id in rows.order_by("level").values_list("id", "parent"):
        if parent_id in found:
            found.add(node_id)
    return found


def show_rows(nodes: Sequence[Node], own: UUID, *, sees_answers: bool) -> list[Row]:
    """Return nodes as a reader sees them; sums only where they may be seen."""
    return [
        Row(
            node=node,
            is_own=node.collective_id == own,
            sums=Sums(node) if sees_answers else None,
        )
        for node in nodes
    ]
