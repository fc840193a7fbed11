"""The stages of a question and the moves between them that the process permits."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """Where a question stands."""

    IDEA = "idea"
    SHAPING = "shaping"
    NOTICE = "notice"
    HEARING = "hearing"
    DRAFTING = "drafting"
    CHECKING = "checking"
    WORKING = "working"
    LAST_CALL = "last_call"
    DECIDED = "decided"
    CARRYING = "carrying"
    LOOKING_BACK = "looking_back"
    CLOSED = "closed"
    NO_DECISION = "no_decision"
    PARKED = "parked"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


ENDED = frozenset({Stage.CLOSED, Stage.NO_DECISION, Stage.WITHDRAWN, Stage.MERGED})
OPEN = frozenset(Stage) - ENDED
# What may be parked (24), and so what a parked question wakes to.
BEFORE_LAST_CALL = frozenset(
    {
        Stage.IDEA,
        Stage.SHAPING,
        Stage.NOTICE,
        Stage.HEARING,
        Stage.DRAFTING,
        Stage.CHECKING,
        Stage.WORKING,
    }
)
BEFORE_DECIDED = BEFORE_LAST_CALL | {Stage.LAST_CALL, Stage.PARKED}
# What "we agreed" has been said about.
AFTER_DECIDED = frozenset({Stage.DECIDED, Stage.CARRYING, Stage.LOOKING_BACK})

# A move to the same stage renews its window: an extension, new drafters, one more
# round, or a step repeated after a process complaint (25).
_OWN: Mapping[Stage, frozenset[Stage]] = {
    Stage.IDEA: frozenset({Stage.SHAPING, Stage.MERGED}),  # 2, 3
    Stage.SHAPING: frozenset(
        {
            Stage.HEARING,  # 4
            Stage.NOTICE,  # 5
            Stage.CHECKING,  # home and urgent: hearing and check are one page
        }
    ),
    Stage.NOTICE: frozenset({Stage.DECIDED, Stage.HEARING}),  # 6, 7
    Stage.HEARING: frozenset({Stage.DRAFTING}),  # 8
    Stage.DRAFTING: frozenset(
        {
            Stage.CHECKING,  # 10
            Stage.HEARING,  # founding: the second reading hears the draft
        }
    ),
    Stage.CHECKING: frozenset(
        {Stage.LAST_CALL, Stage.WORKING, Stage.NO_DECISION}  # 11, 12, 15
    ),
    Stage.WORKING: frozenset(
        {Stage.CHECKING, Stage.LAST_CALL, Stage.NO_DECISION}  # 14, 15
    ),
    Stage.LAST_CALL: frozenset(
        {
            Stage.DECIDED,  # 17
            Stage.WORKING,  # 18
            Stage.NO_DECISION,  # a check taken again on the last day may not pass
        }
    ),
    Stage.DECIDED: frozenset(
        # 19, 20; and where a vote that the law asks for does not carry it
        {Stage.CARRYING, Stage.CHECKING, Stage.NO_DECISION}
    ),
    Stage.CARRYING: frozenset({Stage.LOOKING_BACK, Stage.CHECKING}),  # 21, 20
    Stage.LOOKING_BACK: frozenset({Stage.CLOSED}),  # 22
    Stage.CLOSED: frozenset(),
    Stage.NO_DECISION: frozenset({Stage.SHAPING}),  # 26
    Stage.PARKED: BEFORE_LAST_CALL,  # 24, wakes where it was
    Stage.WITHDRAWN: BEFORE_DECIDED - {Stage.PARKED},  # 23, adopted by another member
    Stage.MERGED: frozenset(),
}


def _all_moves(stage: Stage) -> frozenset[Stage]:
    """Add the moves that many stages share."""
    moves = set(_OWN[stage])
    if stage in OPEN - {Stage.PARKED}:
        moves.add(stage)
    if stage in BEFORE_DECIDED:
        moves.add(Stage.WITHDRAWN)  # 23
    if stage in BEFORE_LAST_CALL:
        moves.add(Stage.PARKED)  # 24
    return frozenset(moves)


MOVES: Mapping[Stage, frozenset[Stage]] = MappingProxyType(
    {stage: _all_moves(stage) for stage in Stage}
)
