"""Every change to jobs, shifts and rotas."""

from folkmoot.shifts.operations.askings import (
    ask_due,
    decline_asking,
)
from folkmoot.shifts.operations.erasing import (
    erase_shift_words,
)
from folkmoot.shifts.operations.errors import (
    NotTheirsError,
    ShiftError,
    ShiftIncompleteError,
)
from folkmoot.shifts.operations.jobs import (
    JobText,
    change_job,
    end_job,
    fix_place,
    free_place,
    make_job,
    rate_job,
)
from folkmoot.shifts.operations.making import (
    make_shifts,
)
from folkmoot.shifts.operations.own import (
    add_away,
    remove_away,
    set_care_share,
    set_times,
)
from folkmoot.shifts.operations.pool import (
    draw_time,
    give_time,
)
from folkmoot.shifts.operations.rotas import (
    confirm_rota,
    draft_rota,
    drop_draft,
    set_cell,
)
from folkmoot.shifts.operations.skills import (
    confirm_skill,
    say_skill,
    take_skill_back,
)
from folkmoot.shifts.operations.swaps import (
    agree_swap,
    end_swap,
    offer_swap,
)
from folkmoot.shifts.operations.tending import (
    tend_shifts,
    tend_shifts_of,
    warn_free,
)
from folkmoot.shifts.operations.turns import (
    release_turn,
    sign_up,
)
from folkmoot.shifts.operations.work import (
    add_work,
    record_turn,
    remove_work,
)

__all__ = (
    "JobText",
    "NotTheirsError",
    "ShiftError",
    "ShiftIncompleteError",
    "add_away",
    "add_work",
    "agree_swap",
    "ask_due",
    "change_job",
    "confirm_rota",
    "confirm_skill",
    "decline_asking",
    "draft_rota",
    "draw_time",
    "drop_draft",
    "end_job",
    "end_swap",
    "erase_shift_words",
    "fix_place",
    "free_place",
    "give_time",
    "make_job",
    "make_shifts",
    "offer_swap",
    "rate_job",
    "record_turn",
    "release_turn",
    "remove_away",
    "remove_work",
    "say_skill",
    "set_care_share",
    "set_cell",
    "set_times",
    "sign_up",
    "take_skill_back",
    "tend_shifts",
    "tend_shifts_of",
    "warn_free",
)
