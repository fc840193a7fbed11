"""Plans for what people need, in kind: how much of what, with how much work.

Needs, means and techniques go in; plans, what is short, and the work in each thing come
out. There are no prices: inside, each good is counted in the hours of work it takes, as
a unit of measure that makes all numbers comparable. What is computed is pure: the same
input gives the same plan.
"""

from folkmoot.engines.provision.alternatives import Aim, Alternative
from folkmoot.engines.provision.checking import Breach, check_plan
from folkmoot.engines.provision.faults import Fault, FilesError, ProvisionError
from folkmoot.engines.provision.figures import (
    Change,
    ClassMet,
    Figures,
    Scarce,
    Sureness,
    Use,
)
from folkmoot.engines.provision.formats import read_situation
from folkmoot.engines.provision.planning import Plans, make_plans
from folkmoot.engines.provision.plans import Plan
from folkmoot.engines.provision.situation import Means, Needs, Situation, free_means
from folkmoot.engines.provision.technology import Technology

__all__ = [
    "Aim",
    "Alternative",
    "Breach",
    "Change",
    "ClassMet",
    "Fault",
    "Figures",
    "FilesError",
    "Means",
    "Needs",
    "Plan",
    "Plans",
    "ProvisionError",
    "Scarce",
    "Situation",
    "Sureness",
    "Technology",
    "Use",
    "check_plan",
    "free_means",
    "make_plans",
    "read_situation",
]
