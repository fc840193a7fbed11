"""Every change to recipes and plans."""

from folkmoot.planning.operations.plans.asking import (
    ask_about_plans,
    put_due_statements,
    put_statements,
    take_as_draft,
)
from folkmoot.planning.operations.plans.errors import (
    AskedAlreadyError,
    NoPlanError,
    NotOfUnitError,
    RecipesChangedError,
    StillUsedError,
    UnfitRecipesError,
)
from folkmoot.planning.operations.plans.making import (
    ask_for_plans,
    is_small,
    make_due_plans,
    make_plans_of,
)
from folkmoot.planning.operations.plans.units import join_way, leave_way, set_telling
from folkmoot.planning.operations.plans.writing import (
    change_table,
    import_recipes,
    put_back,
    remove_way,
    save_way,
)

__all__ = [
    "AskedAlreadyError",
    "NoPlanError",
    "NotOfUnitError",
    "RecipesChangedError",
    "StillUsedError",
    "UnfitRecipesError",
    "ask_about_plans",
    "ask_for_plans",
    "change_table",
    "import_recipes",
    "is_small",
    "join_way",
    "leave_way",
    "make_due_plans",
    "make_plans_of",
    "put_back",
    "put_due_statements",
    "put_statements",
    "remove_way",
    "save_way",
    "set_telling",
    "take_as_draft",
]
