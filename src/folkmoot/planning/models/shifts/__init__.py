"""What has to be done again and again, who can when, and who does it."""

from folkmoot.planning.models.shifts.able import (
    Ability,
    Availability,
    Away,
    CareShare,
    Feed,
    Skill,
)
from folkmoot.planning.models.shifts.jobs import FixedPlace, Job, Rating, Shift
from folkmoot.planning.models.shifts.rotas import Cell, Confirmation, Rota
from folkmoot.planning.models.shifts.turns import Asking, PoolEntry, Swap, Turn, Work

__all__ = [
    "Ability",
    "Asking",
    "Availability",
    "Away",
    "CareShare",
    "Cell",
    "Confirmation",
    "Feed",
    "FixedPlace",
    "Job",
    "PoolEntry",
    "Rating",
    "Rota",
    "Shift",
    "Skill",
    "Swap",
    "Turn",
    "Work",
]
