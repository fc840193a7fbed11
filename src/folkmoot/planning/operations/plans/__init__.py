"""Every change to recipes and plans."""

from folkmoot.planning.operations.plans.asking import (
    ask_about_plans,
    put_due_statements,
    put_statements,
)
from folkmoot.planning.operations.plans.errors import (
    AskedAlreadyError,
    ExchangeError,
    NoPlanError,
    NotDoneError,
    NotOfUnitError,
    PlanMovedOnError,
    RecipesChangedError,
    StillUsedError,
    TwoNamesError,
    UnfitRecipesError,
)
from folkmoot.planning.operations.plans.following import (
    follow_due_plans,
    follow_plan,
    report_way,
)
from folkmoot.planning.operations.plans.learning import answer_lesson
from folkmoot.planning.operations.plans.making import (
    ask_for_plans,
    is_small,
    make_due_plans,
    make_plans_of,
)
from folkmoot.planning.operations.plans.replanning import (
    ask_about_replan,
    ask_for_replan,
    drop_replan,
    is_small_rest,
    make_due_replans,
    make_replan,
    name_replan,
    settle_due_replans,
    settle_replan,
)
from folkmoot.planning.operations.plans.units import join_way, leave_way, set_telling
from folkmoot.planning.operations.plans.writing import (
    begin_with_example,
    change_table,
    import_recipes,
    put_back,
    remove_way,
    save_way,
    set_length,
)

__all__ = [
    "AskedAlreadyError",
    "ExchangeError",
    "NoPlanError",
    "NotDoneError",
    "NotOfUnitError",
    "PlanMovedOnError",
    "RecipesChangedError",
    "StillUsedError",
    "TwoNamesError",
    "UnfitRecipesError",
    "answer_lesson",
    "ask_about_plans",
    "ask_about_replan",
    "ask_for_plans",
    "ask_for_replan",
    "begin_with_example",
    "change_table",
    "drop_replan",
    "follow_due_plans",
    "follow_plan",
    "import_recipes",
    "is_small",
    "is_small_rest",
    "join_way",
    "leave_way",
    "make_due_plans",
    "make_due_replans",
    "make_plans_of",
    "make_replan",
    "name_replan",
    "put_back",
    "put_due_statements",
    "put_statements",
    "remove_way",
    "report_way",
    "save_way",
    "set_length",
    "set_telling",
    "settle_due_replans",
    "settle_replan",
]
