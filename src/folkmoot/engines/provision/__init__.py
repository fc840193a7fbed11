"""Plans for what people need, in kind: how much of what, with how much work.

Needs, means and techniques go in; plans, what is short, and the work in each thing come
out. There are no prices: inside, each good is counted in the hours of work it takes, as
a unit of measure that makes all numbers comparable. What is computed is pure: the same
input gives the same plan.
"""

from folkmoot.engines.provision.agreed import with_trade
from folkmoot.engines.provision.alternatives import Aim, Alternative
from folkmoot.engines.provision.amounts import Quantities, quantities
from folkmoot.engines.provision.breakdown import Breakdown, Ingredient, Way, break_down
from folkmoot.engines.provision.checking import Breach, check_plan
from folkmoot.engines.provision.exchanging import read_exchange
from folkmoot.engines.provision.explaining import (
    Reason,
    Shortage,
    WorkInside,
    clashing_needs,
    explain_shortages,
    work_inside,
)
from folkmoot.engines.provision.faults import (
    SENTENCES,
    Fault,
    FilesError,
    Problem,
    ProvisionError,
)
from folkmoot.engines.provision.federation import (
    Federation,
    Round,
    Start,
    exchange_in_rounds,
    federate,
)
from folkmoot.engines.provision.figures import (
    Change,
    ClassMet,
    Figures,
    Scarce,
    Sureness,
    Use,
)
from folkmoot.engines.provision.formats import read_situation
from folkmoot.engines.provision.keeping import repair_within
from folkmoot.engines.provision.labour import LabourValues, labour_values
from folkmoot.engines.provision.linear import UnsolvedError
from folkmoot.engines.provision.loops import Loop, LoopError, find_loop
from folkmoot.engines.provision.mps import write_mps
from folkmoot.engines.provision.planning import REFUSALS, Plans, make_plans
from folkmoot.engines.provision.recipes import Recipes, recipes_of
from folkmoot.engines.provision.repairing import repair
from folkmoot.engines.provision.replanning import (
    Deviation,
    Learned,
    Replan,
    Told,
    deviations,
    learn,
    replan,
)
from folkmoot.engines.provision.situation import (
    Means,
    Needs,
    Plan,
    Situation,
    free_means,
)
from folkmoot.engines.provision.substitution import Choice, choose_techniques
from folkmoot.engines.provision.surplus import Leftover, Option, surplus_options
from folkmoot.engines.provision.technology import Technology
from folkmoot.engines.provision.trading import Answer, Exchange, Seat

__all__ = [
    "REFUSALS",
    "SENTENCES",
    "Aim",
    "Alternative",
    "Answer",
    "Breach",
    "Breakdown",
    "Change",
    "Choice",
    "ClassMet",
    "Deviation",
    "Exchange",
    "Fault",
    "Federation",
    "Figures",
    "FilesError",
    "Ingredient",
    "LabourValues",
    "Learned",
    "Leftover",
    "Loop",
    "LoopError",
    "Means",
    "Needs",
    "Option",
    "Plan",
    "Plans",
    "Problem",
    "ProvisionError",
    "Quantities",
    "Reason",
    "Recipes",
    "Replan",
    "Round",
    "Scarce",
    "Seat",
    "Shortage",
    "Situation",
    "Start",
    "Sureness",
    "Technology",
    "Told",
    "UnsolvedError",
    "Use",
    "Way",
    "WorkInside",
    "break_down",
    "check_plan",
    "choose_techniques",
    "clashing_needs",
    "deviations",
    "exchange_in_rounds",
    "explain_shortages",
    "federate",
    "find_loop",
    "free_means",
    "labour_values",
    "learn",
    "make_plans",
    "quantities",
    "read_exchange",
    "read_situation",
    "recipes_of",
    "repair",
    "repair_within",
    "replan",
    "surplus_options",
    "with_trade",
    "work_inside",
    "write_mps",
]
