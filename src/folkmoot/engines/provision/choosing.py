"""Of several techniques for each good, those with least cost by all that goes in."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.fixed_point import Floats, near_fixed_point, sizes_of
from folkmoot.engines.provision.loops import LoopError, find_loop
from folkmoot.engines.provision.measuring import measure
from folkmoot.engines.provision.recipes import columns_of, recipes_of
from folkmoot.engines.provision.technology import Technology

MOST_ROUNDS = 100
FIRST_PASSES = 2  # before, choices are still wild
SETTLED = 1e-12  # of a cost: what another technique must save to be taken
ROUNDING = 1e-13
type Ints = NDArray[np.int64]


class Choosing:
    """Techniques sorted by the good they make, and the cheapest of each found.

    Kept from question to question: the next one, at other costs, begins where the last
    one ended.
    """

    def __init__(
        self, technology: Technology, *, with_by_products: bool = False
    ) -> None:
        self.technology = technology
        main = _main_outputs if with_by_products else _only_outputs
        self.makes, self.outputs = main(technology)
        self.upward: Any = technology.inputs.T  # without a copy
        usable = _usable(technology, self.makes) & (self.outputs > 0)
        self.order = np.flatnonzero(usable)[
            np.argsort(self.makes[usable], kind="stable")
        ]
        made = self.makes[self.order]
        self.goods, self.starts = np.unique(made, return_index=True)
        self.counts = np.diff(np.append(self.starts, len(made)))
        self.chosen: Ints = np.full(len(technology.goods), -1, dtype=np.int64)
        self.values: Floats = np.zeros(len(technology.goods))
        self.amounts: Floats = np.zeros(len(technology.goods))
        self.sizes: Floats | None = None

    def cheapest(self, costs: Floats, tolerance: float = 1e-9) -> Floats:
        """Find the techniques with least cost; return the cost of each good.

        Values of the techniques at hand are found exactly, then better techniques
        (Howard's iteration of policies), until none is better.
        """
        if (self.chosen >= 0).any():
            self._evaluate(costs, sizes_of(self.values), tolerance)
        for rounds in range(MOST_ROUNDS):
            before, after = self.values, self.improve(costs)
            self.values = after
            if (np.abs(after - before) <= tolerance * after).all():
                return after
            if rounds >= FIRST_PASSES:
                self._evaluate(costs, after, tolerance)
        recipes = recipes_of(self.technology, self.chosen)
        loop = find_loop(recipes)
        if loop is not None:
            raise LoopError(recipes, loop)
        message = "no techniques were found that can make what they take"
        raise ProvisionError(message)

    def improve(self, costs: Floats) -> Floats:
        """Return each good's least cost at the values so far; choose accordingly."""
        each = costs + self.upward @ self.values
        each = each / np.where(self.outputs > 0, self.outputs, 1.0)
        ordered = each[self.order]
        least = np.zeros(len(self.values))
        if not ordered.size:
            return least
        least[self.goods] = np.minimum.reduceat(ordered, self.starts)
        # What is at hand stays where it is as good: else two equals would take turns.
        here = self.chosen[self.goods]
        bound = least[self.goods] * (1 + SETTLED)
        stays = (here >= 0) & (each[here] <= bound)
        is_least = np.flatnonzero(ordered <= np.repeat(least[self.goods], self.counts))
        group = np.repeat(np.arange(len(self.goods)), self.counts)[is_least]
        first = is_least[np.unique(group, return_index=True)[1]]
        self.chosen[self.goods] = np.where(stays, here, self.order[first])
        return least

    def _evaluate(self, costs: Floats, near: Floats, tolerance: float) -> None:
        """Take the exact values of the techniques that are chosen, if there are any."""
        some = self.chosen >= 0
        each = np.zeros(len(near))
        chosen = self.chosen[some]
        each[some] = costs[chosen] / self.outputs[chosen]
        upward = self.inputs().T
        found = near_fixed_point(
            upward.__matmul__, each, sizes_of(near), tolerance / 10, start=near
        )
        # Techniques that cannot make what they take have values below their own costs.
        if (found >= each * (1 - 1e-9) - 1e-300).all():
            self.values = np.maximum(found, each)

    def inputs(self) -> Any:
        """Return what goes into one unit of each good at the chosen techniques."""
        outputs = np.where(self.chosen >= 0, self.outputs[self.chosen], 1.0)
        return columns_of(self.technology.inputs, self.chosen, outputs)

    def make(self, demand: Floats, tolerance: float = 1e-10) -> Floats:
        """Return about how much of each good has to be made for a demand."""
        rows = self.inputs().tocsr()
        if self.sizes is None:
            self.sizes = 1 / sizes_of(self.values)
        # Sizes are those of the first values: later ones weigh what is scarce so much
        # that all else would be as good as nothing.
        amounts = near_fixed_point(
            rows.__matmul__, demand, self.sizes, tolerance / 10, start=self.amounts
        )
        for _ in range(MOST_ROUNDS):
            before, amounts = amounts, np.maximum(demand + rows @ amounts, 0.0)
            if (np.abs(amounts - before) <= tolerance * amounts).all():
                break
        self.amounts = amounts
        return amounts

    def share_of_bound(self, costs: Floats) -> float:
        """Return the share of the values that is surely no more than any plan costs.

        Values v are a lower bound where no technique makes its good for less: then
        v.output <= cost + v.inputs for all. Where that fails by e, values that are
        smaller by the share e / (cost + e) hold.
        """
        takes = self.upward @ self.values
        gives = self.outputs * self.values[self.makes]
        lacks = (gives - takes - costs)[self.order]
        lacks -= ROUNDING * gives[self.order]
        wrong = lacks > 0
        if not wrong.any():
            return 1.0
        cost = costs[self.order][wrong]
        return float(1 - np.max(lacks[wrong] / (cost + lacks[wrong])))


def _only_outputs(technology: Technology) -> tuple[Ints, Floats]:
    """Return what each technique makes and how much; refuse by-products."""
    outputs = technology.outputs.tocoo()
    gives = outputs.data > 0
    goods, techniques = outputs.row[gives], outputs.col[gives]
    counts = np.bincount(techniques, minlength=len(technology.techniques))
    if (counts != 1).any():
        which = int(np.flatnonzero(counts != 1)[0])
        message = (
            f"technique “{technology.techniques[which]}” makes {counts[which]} goods;"
            " techniques are chosen in this way only where each makes one"
        )
        raise ProvisionError(message)
    makes, amounts = np.zeros((2, len(counts)))
    makes[techniques], amounts[techniques] = goods, outputs.data[gives]
    return makes.astype(np.int64), amounts


def _main_outputs(technology: Technology) -> tuple[Ints, Floats]:
    """Return of each technique's outputs the one that is worth most in hours."""
    outputs = technology.outputs.tocoo()
    worth = outputs.data * measure(technology)[outputs.row]
    order = np.lexsort((worth, outputs.col))
    makes = np.zeros(len(technology.techniques), dtype=np.int64)
    amounts = np.zeros(len(makes))
    # The one worth most comes last, where it is written last.
    makes[outputs.col[order]] = outputs.row[order]
    amounts[outputs.col[order]] = outputs.data[order]
    return makes, amounts


def _usable(technology: Technology, makes: Ints) -> NDArray[np.bool_]:
    """Return the techniques all of whose inputs somebody makes."""
    usable = np.ones(len(makes), dtype=bool)
    while True:
        made = np.zeros(len(technology.goods), dtype=bool)
        made[makes[usable]] = True
        if made.all():
            return usable
        lacks = (technology.inputs.T @ (~made).astype(float)) > 0
        if not (usable & lacks).any():
            return usable
        usable &= ~lacks
