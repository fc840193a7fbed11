"""Sharing fairly what there is to do, and what there is.

Rotas: who does which task when, so that over months everybody carries their share. All
of it as pure functions on plain values: no clock, no files, no network, no chance but a
lot that a published seed draws, so that anyone can compute the same again. Nothing is
worded for people: reasons are codes with names and numbers.
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

__all__ = [
    "Ask",
    "Away",
    "Because",
    "Cell",
    "Lack",
    "Method",
    "Past",
    "Period",
    "Person",
    "Published",
    "Rota",
    "RotaError",
    "Settings",
    "Shortage",
    "Slot",
    "Standing",
    "Task",
    "Why",
    "draft",
    "improve",
    "next_to_ask",
]
