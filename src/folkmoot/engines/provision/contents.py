"""What is in a good, all the way down: work and resources at the techniques of a plan."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from folkmoot.engines.provision.building import Programme
from folkmoot.engines.provision.situation import Plan

type Floats = NDArray[np.float64]

PASSES = 400
CLOSE = 1e-13


@dataclass(frozen=True, slots=True, eq=False)
class Recipe:
    """A plan as one way to make each good, all periods together.

    Parameters
    ----------
    makers : csc_array of shape (techniques, goods)
        Activity of each technique for one unit of each good that comes into use.
    takes : csc_array of shape (goods, techniques)
        What goes into one unit of activity.

    Notes
    -----
    A technique with several outputs is laid on them by the hours of work that each of
    them takes. What is in stock or had from outside comes without work.
    """

    makers: csc_array
    takes: csc_array


def recipe_of(programme: Programme, plan: Plan) -> Recipe:
    """Return how each good is made in a plan."""
    situation = programme.situation
    outputs = situation.technology.outputs.tocoo()
    goods, techniques = outputs.coords
    activity = plan.makes.sum(axis=0)
    worth = outputs.data * programme.weights[goods]
    share = worth / np.bincount(techniques, worth, len(activity))[techniques]
    made = np.bincount(
        goods, outputs.data * activity[techniques], len(programme.weights)
    )
    there = made + plan.gets.sum(axis=0) + situation.means.stocks
    per_unit = activity[techniques] * share / np.where(there > 0, there, 1.0)[goods]
    makers = csc_array((per_unit, (techniques, goods)), shape=outputs.shape[::-1])
    return Recipe(makers, situation.technology.inputs)


def contents(recipe: Recipe, each: Floats) -> Floats:
    """Return how much of something is in one unit of each good.

    Parameters
    ----------
    recipe : Recipe
        How each good is made.
    each : array of float64, shape (techniques,)
        How much one unit of activity takes of it: hours of work, land.
    """
    found = np.zeros(recipe.takes.shape[0])
    for _ in range(PASSES):
        new = recipe.makers.T @ (each + recipe.takes.T @ found)
        is_close = np.all(np.abs(new - found) <= CLOSE * np.abs(new))
        found = new
        if is_close:
            break
    return found


def activities_for(recipe: Recipe, good: int) -> Floats:
    """Return the activity of each technique behind one unit of a good."""
    wanted = np.zeros(recipe.takes.shape[0])
    wanted[good] = 1.0
    found = np.zeros(recipe.takes.shape[1])
    for _ in range(PASSES):
        step = recipe.makers @ wanted
        found += step
        wanted = recipe.takes @ step
        if np.all(step <= CLOSE * found):
            break
    return found
