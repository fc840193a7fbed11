"""Small technologies and recipes, drawn or written down."""

import numpy as np
from scipy.sparse import csc_array

from folkmoot.engines.provision import Recipes, Technology


def make_recipes(inputs, hours, names="abcdefghij", made=None):
    inputs = np.array(inputs, dtype=float)
    many = len(inputs)
    makers = np.arange(many)
    if made is not None:
        makers[~np.array(made)] = -1
    return Recipes(
        goods=list(names)[:many],
        units=["kg"] * many,
        techniques=makers,
        outputs=np.where(makers >= 0, 1.0, 0.0),
        inputs=csc_array(inputs),
        hours=np.array(hours, dtype=float),
    )


def draw_recipes(rng, n_goods, share=0.7, filled=0.3, with_work=1.0):
    """Return recipes that can make themselves, in units of every size."""
    units = np.exp(2 * rng.normal(size=n_goods))
    inputs = rng.random((n_goods, n_goods)) * (rng.random((n_goods, n_goods)) < filled)
    inputs *= share / np.maximum(inputs.sum(axis=0), 1e-9)
    inputs *= units[:, None] / units[None, :]
    hours = rng.random(n_goods) * (rng.random(n_goods) < with_work) / units
    return make_recipes(inputs, hours, [f"g{n}" for n in range(n_goods)])


def make_technology(outputs, inputs, hours, uses=None, goods="abcdefghij"):
    outputs, inputs = np.array(outputs, dtype=float), np.array(inputs, dtype=float)
    many, n_techniques = outputs.shape
    uses = np.zeros((0, n_techniques)) if uses is None else np.array(uses, dtype=float)
    return Technology(
        goods=list(goods)[:many],
        techniques=[f"way {n}" for n in range(n_techniques)],
        resources=[f"r{n}" for n in range(len(uses))],
        outputs=csc_array(outputs),
        inputs=csc_array(inputs),
        hours=np.array(hours, dtype=float),
        uses=csc_array(uses),
        units=["kg"] * many,
        resource_units=["m2"] * len(uses),
    )
