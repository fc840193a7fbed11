"""Sharing fairly what there is to do, and what there is.

Rotas: who does which task when, so that over months everybody carries their share.
Equal shares: which ideas a sum carries, so that every group disposes of its part.
Splits: who gets how much of what is short, so that no need is met less than it must be.
All of it as pure functions on plain values: no clock, no files, no network, no chance
but a lot that a published seed draws, so that anyone can compute the same again.
Nothing is worded for people: reasons are codes with names and numbers.

It guarantees, and these tests prove (``tests/engines/sharing``):

- nobody is given what they cannot do or come to, two slots at once, or less rest than
  agreed; the order of people changes nothing (``test_draft``, ``test_improve``);
- what is called proved is the best of all rotas of its world, and as many places are
  filled as can be (``test_improve``, every rota of small worlds looked at);
- a split is the best of all, in pieces and in fractions (``test_splitting``);
- shares are those of the paper, paid by nobody who did not mark (``test_shares``).
"""

from folkmoot.engines.sharing.rota.asking import (
    Ask,
    next_to_ask,
)
from folkmoot.engines.sharing.rota.facts import (
    Away,
    Past,
    Period,
    Person,
    Published,
    RotaError,
    Settings,
    Slot,
    Task,
)
from folkmoot.engines.sharing.rota.making import (
    draft,
    improve,
    is_quick,
)
from folkmoot.engines.sharing.rota.results import (
    Because,
    Cell,
    Lack,
    Method,
    Rota,
    Shortage,
    Standing,
    Why,
)
from folkmoot.engines.sharing.shares import (
    Completion,
    LeftOut,
    LeftOutBecause,
    Round,
    SharesDraft,
    SharesError,
    equal_shares,
)
from folkmoot.engines.sharing.splitting import (
    Claim,
    Part,
    Split,
    SplitError,
    split,
)

__all__ = [
    "Ask",
    "Away",
    "Because",
    "Cell",
    "Claim",
    "Completion",
    "Lack",
    "LeftOut",
    "LeftOutBecause",
    "Method",
    "Part",
    "Past",
    "Period",
    "Person",
    "Published",
    "Rota",
    "RotaError",
    "Round",
    "Settings",
    "SharesDraft",
    "SharesError",
    "Shortage",
    "Slot",
    "Split",
    "SplitError",
    "Standing",
    "Task",
    "Why",
    "draft",
    "equal_shares",
    "improve",
    "is_quick",
    "next_to_ask",
    "split",
]
