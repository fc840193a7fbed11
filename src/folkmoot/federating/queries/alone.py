"""Who may say that a question of all groups is their own, and who said so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from folkmoot.deciding.models import Question
from folkmoot.engines.consensus import Stage, signatures_needed
from folkmoot.federating.models import (
    FederatedPanel,
    FederatedQuestion,
    FederatedSeat,
    LevelCall,
    Node,
)
from folkmoot.federating.queries.structure import ids_above
from folkmoot.federating.words.panels import CASES
from folkmoot.people.models import Collective, Membership
from folkmoot.people.queries import list_members

# Until the text is frozen: every ruling comes well before the last call is over.
SAID_IN = (
    Stage.HEARING.value,
    Stage.DRAFTING.value,
    Stage.CHECKING.value,
    Stage.WORKING.value,
)
LEAVES_SAY = 3
PANELS_SHOWN = 50


def may_say_ours(question: FederatedQuestion) -> bool:
    """Say whether a part may say so now; not of what changes the federation itself."""
    return question.stage in SAID_IN and not question.topic


def parts_for(question: FederatedQuestion, member: Membership) -> list[Collective]:
    """Return the member's own leaf and the councils above it, without the whole."""
    rows = Node.objects.filter(question=question).select_related("collective")
    node = rows.filter(collective=member.collective_id).first()
    if node is None:
        return []
    councils = {row.id: row for row in rows.filter(is_leaf=False)}
    parts = []
    while node is not None and node.parent_id is not None:
        parts.append(node.collective)
        node = councils.get(node.parent_id)
    return parts


def calls_for(question: FederatedQuestion, part: Collective) -> QuerySet[LevelCall]:
    """Return who says so of a part and is still there, oldest first."""
    rows = LevelCall.objects.filter(
        question=question, about=part, member__ended_at=None
    )
    return rows.order_by("at", "id")


def has_enough(
    question: FederatedQuestion, part: Collective, member: Membership
) -> bool:
    """Say whether enough do: k members of a leaf, or people of three leaves below."""
    said = calls_for(question, part)
    here = said.filter(collective=member.collective_id).count()
    needed = signatures_needed(list_members(member.collective).count())
    if part.id == member.collective_id:
        return here >= needed
    groups = said.order_by().values("collective").distinct().count()
    return here >= needed or groups >= LEAVES_SAY


@dataclass(frozen=True)
class PartToSay:
    """One part that a reader may say it of, and how far that is."""

    part: Collective
    is_leaf: bool
    here: int
    needed_here: int
    groups: int
    needed_groups: int
    is_mine: bool
    reasons: Sequence[str]
    has_panel: bool


@dataclass(frozen=True)
class ShownCase:
    """A case of a federation; ``is_mine`` if the reader was drawn and may answer."""

    panel: FederatedPanel
    is_mine: bool
    own_question: Question | FederatedQuestion | None

    @property
    def case_word(self) -> Promise:
        """What is asked."""
        return CASES[self.panel.kind]

    @property
    def is_level(self) -> bool:
        """Whether a part would decide alone."""
        return bool(self.panel.kind == FederatedPanel.Kind.LEVEL)

    @property
    def is_by_council(self) -> bool:
        """Whether all groups of a council decide it together."""
        return isinstance(self.own_question, FederatedQuestion)

    @property
    def is_open(self) -> bool:
        """Whether it is not settled."""
        return not self.panel.ruling


def cases_of(question: FederatedQuestion, reader: Membership) -> list[ShownCase]:
    """Return the cases of a question, the newest first; a fixed number of queries."""
    rows = FederatedPanel.objects.filter(question=question)
    named = rows.select_related("about").defer("leaves", "candidates")
    panels = list(named.order_by("-drawn_at", "-id")[:PANELS_SHOWN])
    if not panels:
        return []
    mine = set(
        FederatedSeat.objects.filter(
            panel__in=panels, member__person=reader.person_id, panel__ruling=""
        ).values_list("panel", flat=True)
    )
    ids = [row.own_question_id for row in panels if row.own_question_id]
    own: dict[UUID, Question | FederatedQuestion] = {}
    if ids:
        # Where a council decides alone, those of its groups read it.
        above = ids_above([reader.collective_id])
        in_parts = FederatedQuestion.objects.filter(id__in=ids, collective__in=above)
        own |= {row.id: row for row in in_parts.select_related("collective")}
        here = Question.objects.filter(id__in=ids, collective=reader.collective_id)
        own |= {row.id: row for row in here.select_related("collective")}
    return [
        ShownCase(row, row.id in mine, own.get(row.own_question_id or row.id))
        for row in panels
    ]


def parts_to_say(question: FederatedQuestion, reader: Membership) -> list[PartToSay]:
    """Return of which parts a reader may say so, their own leaf first."""
    if not may_say_ours(question):
        return []
    parts = parts_for(question, reader)
    calls = LevelCall.objects.filter(
        question=question, about__in=parts, member__ended_at=None
    )
    said = list(calls.order_by("at", "id"))
    panels = FederatedPanel.objects.filter(
        question=question, about__in=parts, kind=FederatedPanel.Kind.LEVEL
    )
    held = set(panels.values_list("about", flat=True))
    needed = signatures_needed(list_members(reader.collective).count())
    return [
        _part_to_say(
            part, [one for one in said if one.about_id == part.id], reader, needed, held
        )
        for part in parts
    ]


def _part_to_say(
    part: Collective,
    said: Sequence[LevelCall],
    reader: Membership,
    needed: int,
    held: Collection[UUID],
) -> PartToSay:
    here = [one for one in said if one.collective_id == reader.collective_id]
    return PartToSay(
        part=part,
        is_leaf=part.id == reader.collective_id,
        here=len(here),
        needed_here=needed,
        groups=len({one.collective_id for one in said}),
        needed_groups=LEAVES_SAY,
        is_mine=any(one.member_id == reader.id for one in said),
        reasons=[one.reason for one in here],
        has_panel=part.id in held,
    )
