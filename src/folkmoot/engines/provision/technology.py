"""What can be made, from what, with how much work."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array


@dataclass(frozen=True, slots=True, eq=False)
class Technology:
    """Techniques that turn goods and work into goods, per unit of their activity.

    Parameters
    ----------
    goods, techniques, resources : sequence of str
        Their names, in the order of rows and columns. A resource is what no technique
        makes: land, machine hours, an ability counted in hours, emissions.
    outputs, inputs : csc_array of shape (goods, techniques)
        What comes out and what goes in, each in the good's own unit. A technique may
        have several outputs.
    hours : array of shape (techniques,)
        Hours of work, of all abilities together.
    uses : csc_array of shape (resources, techniques)
        What it takes of each resource, in the resource's own unit.
    units, resource_units : sequence of str
        The unit of each good and of each resource, for sentences; empty where numbers
        alone are asked for.
    """

    goods: Sequence[str]
    techniques: Sequence[str]
    resources: Sequence[str]
    outputs: csc_array
    inputs: csc_array
    hours: NDArray[np.float64]
    uses: csc_array
    units: Sequence[str] = ()
    resource_units: Sequence[str] = ()
