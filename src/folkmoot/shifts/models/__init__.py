"""Tables of jobs, shifts and rotas."""

from folkmoot.shifts.models.able import (
    Ability,
    Availability,
    Away,
    CareShare,
    Skill,
)
from folkmoot.shifts.models.jobs import (
    FixedPlace,
    Job,
    Rating,
    Shift,
)
from folkmoot.shifts.models.rotas import (
    Cell,
    Confirmation,
    Rota,
)
from folkmoot.shifts.models.turns import (
    Asking,
    PoolEntry,
    Swap,
    Turn,
    Work,
)

__all__ = (
    "Ability",
    "Asking",
    "Availability",
    "Away",
    "CareShare",
    "Cell",
    "Confirmation",
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
)
