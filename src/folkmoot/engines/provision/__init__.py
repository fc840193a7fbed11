"""Plans for what people need, in kind: how much of what, with how much work.

Needs, means and techniques go in; plans, what is short, and the work in each thing come
out. There are no prices: inside, each good is counted in the hours of work it takes, as
a unit of measure that makes all numbers comparable. What is computed is pure: the same
input gives the same plan.
"""

from folkmoot.engines.provision.faults import Fault, FilesError, ProvisionError
from folkmoot.engines.provision.formats import read_situation
from folkmoot.engines.provision.situation import Means, Needs, Situation, free_means
from folkmoot.engines.provision.technology import Technology

__all__ = [
    "Fault",
    "FilesError",
    "Means",
    "Needs",
    "ProvisionError",
    "Situation",
    "Technology",
    "free_means",
    "read_situation",
]
