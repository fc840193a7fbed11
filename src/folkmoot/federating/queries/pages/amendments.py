"""Other wordings as one reader sees them: who backs each, and what can be done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from folkmoot.deciding.differences import Change, compare
from folkmoot.deciding.queries.pages.news import shorten
from folkmoot.engines.consensus import Stage, must_be_variant
from folkmoot.federating.models import (
    Amendment,
    AmendmentLeaf,
    AmendmentSignature,
    FederatedQuestion,
    Version,
)
from folkmoot.federating.queries.amendments import (
    OPEN,
    heard_leaves,
    leaves_that_back,
    needed_in,
    open_amendments,
)
from folkmoot.federating.queries.pages.frame import Frame

Kind = AmendmentSignature.Kind
WRITTEN_IN = (Stage.DRAFTING, Stage.WORKING)


@dataclass(frozen=True)
class ShownAmendment:
    """One other wording, the groups that back it, and the reader's own part in it."""

    amendment: Amendment
    backing: Sequence[AmendmentLeaf]
    changes: Sequence[Change]
    is_backed_here: bool
    signed_here: int
    agreed_here: int
    is_mine: bool
    is_agreed_by_me: bool
    is_said_taken: bool  # those who write say that the draft holds it

    @property
    def agreed(self) -> Sequence[AmendmentLeaf]:
        """The groups of those that agree that the draft holds it."""
        return [leaf for leaf in self.backing if leaf.agreed_at]

    @property
    def is_taken(self) -> bool:
        """Whether the draft holds it, by the word of each group that backs it."""
        return self.is_said_taken and len(self.agreed) == len(self.backing) > 0


@dataclass(frozen=True)
class AmendmentsPage:
    """All other wordings of a question that wait for its next check."""

    shown: Sequence[ShownAmendment]
    stood: Sequence[Amendment]
    needed_here: int
    needed_groups: int | None  # not told while answers come in
    may_sign: bool
    may_agree: bool
    is_open: bool


def amendments_page(frame: Frame) -> AmendmentsPage:
    """Return the other wordings for a reader; a fixed number of queries."""
    question, member = frame.question, frame.member
    rows = open_amendments(question)
    leaves = _leaves(question, rows)
    signed = _signed(rows, member.collective_id)
    is_open = question.stage in OPEN and not question.topic
    stood = question.amendments.exclude(stood_in=None).order_by("number")
    return AmendmentsPage(
        shown=[_show(row, leaves[row.id], signed[row.id], frame) for row in rows],
        stood=list(stood),
        needed_here=needed_in(member.collective) if is_open else 0,
        needed_groups=_needed_groups(frame) if is_open else None,
        may_sign=is_open and member.takes_positions,
        may_agree=frame.stage in WRITTEN_IN and member.takes_positions,
        is_open=is_open,
    )


def _needed_groups(frame: Frame) -> int | None:
    if frame.stage is Stage.CHECKING:
        return None
    heard = heard_leaves(frame.question, frame.question.round)
    return next(n for n in range(2, heard + 3) if must_be_variant(n, heard))


def _leaves(
    question: FederatedQuestion, rows: Sequence[Amendment]
) -> Mapping[UUID, list[AmendmentLeaf]]:
    found: dict[UUID, list[AmendmentLeaf]] = defaultdict(list)
    leaves = leaves_that_back(question).filter(amendment__in=rows)
    named = leaves.select_related("collective")
    for leaf in named.order_by("collective__name", "id"):
        found[leaf.amendment_id].append(leaf)
    return found


def _signed(
    rows: Sequence[Amendment], leaf_id: UUID
) -> Mapping[UUID, list[tuple[str, UUID]]]:
    """Return who signed what in the reader's own group."""
    found: dict[UUID, list[tuple[str, UUID]]] = defaultdict(list)
    signatures = AmendmentSignature.objects.filter(
        amendment__in=rows, collective=leaf_id, member__ended_at=None
    )
    for row, kind, who in signatures.values_list("amendment", "kind", "member"):
        found[row].append((kind, who))
    return found


def _show(
    row: Amendment,
    backing: Sequence[AmendmentLeaf],
    signed: Sequence[tuple[str, UUID]],
    frame: Frame,
) -> ShownAmendment:
    me, version = frame.member, frame.version
    back = [who for kind, who in signed if kind == Kind.BACK]
    taken = [who for kind, who in signed if kind == Kind.TAKEN]
    here = {leaf.collective_id for leaf in backing}
    return ShownAmendment(
        amendment=row,
        backing=backing,
        changes=_changes(row, version),
        is_backed_here=me.collective_id in here,
        signed_here=len(back),
        agreed_here=len(taken),
        is_mine=me.id in back,
        is_agreed_by_me=me.id in taken,
        is_said_taken=version is not None and row.taken_number == version.number,
    )


def _changes(row: Amendment, version: Version | None) -> Sequence[Change]:
    """Return how its text differs from the draft."""
    if version is None or version.text == row.text:
        return []
    return shorten(compare(version.text, row.text))
