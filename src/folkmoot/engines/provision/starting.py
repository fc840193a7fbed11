"""Where the simplex method starts: each good made by what makes it with least cost.

Goods take so much of each other that a basis, written as triangles, is half full. That
costs more than any other part of a solve, and is done anew every hundred steps. From a
start near the end it is done once.
"""

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.building import Programme
from folkmoot.engines.provision.linear import Start

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

MOST_ROUNDS = 80
CLOSE = 1e-9
NOBODY = -1


def start_for(programme: Programme, costs: Floats) -> Start:
    """Return a basis near that of the least costs, were means without limit.

    Parameters
    ----------
    programme : Programme
        What is planned.
    costs : array of float64, shape (columns,)
        What 1 in each column costs.

    Returns
    -------
    Start
        Each good is made by the technique that makes it, as its main product, with
        least costs by all that goes in (Samuelson's substitution theorem); what moves
        is counted as moving up from what is done now.
    """
    columns, rows = programme.columns, programme.rows
    is_basic = np.zeros(columns.n_columns, dtype=bool)
    lower, upper = np.zeros((2, rows.n_rows), dtype=bool)
    makers = cheapest_makers(programme, costs)
    # A technique with two main products is in the basis once.
    chosen, made = np.unique(makers, return_index=True)
    chosen, made = chosen[chosen != NOBODY], made[chosen != NOBODY]
    is_basic[columns.makes[:, chosen]] = True
    lower[rows.goods[:, made]] = True
    has_moves = columns.moved >= 0
    if has_moves.any():
        # What is done now goes on, and only the chosen techniques do more of it.
        is_done = (programme.moves[rows.moved[0]] > 0) & has_moves
        stays = is_done & ~is_basic[columns.makes]
        is_basic[columns.makes[stays]] = True
        is_basic[columns.moved[has_moves & ~stays]] = True
        upper[rows.moved[0][has_moves]] = True
    return Start(is_basic, lower, upper)


def cheapest_makers(programme: Programme, costs: Floats) -> Ints:
    """Return the technique that makes each good with least costs; -1 for none."""
    technology, columns = programme.situation.technology, programme.columns
    each = costs[columns.makes] / programme.sizes[columns.makes]
    is_moved = columns.moved >= 0
    moving = costs[columns.moved] / programme.sizes[columns.moved]
    each = np.where(is_moved, each + moving, each).mean(axis=0)
    outputs = technology.outputs.tocoo()
    goods, techniques = outputs.coords
    worth = outputs.data * programme.weights[goods]
    most = np.zeros(len(each))
    np.maximum.at(most, techniques, worth)
    is_main = (worth >= most[techniques]) & (worth > 0)
    goods, techniques, gives = (
        part[is_main] for part in (goods, techniques, outputs.data)
    )
    values, asked = programme.weights, np.zeros(0)
    for _ in range(MOST_ROUNDS):
        taken = each + technology.inputs.T @ values - technology.outputs.T @ values
        asked = taken[techniques] / gives + values[goods]
        after = np.full(len(values), np.inf)
        np.minimum.at(after, goods, asked)
        after = np.where(np.isfinite(after), np.maximum(after, 0.0), values)
        is_near = np.allclose(after, values, rtol=CLOSE, atol=0.0)
        values = after
        if is_near:
            break
    order = np.lexsort((techniques, asked))[::-1]
    makers = np.full(len(values), NOBODY)
    makers[goods[order]] = techniques[order]
    return makers
