"""Numbers from which no plan can be made are refused before anything is computed."""

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.situation import Means, Needs, Situation
from folkmoot.engines.provision.technology import Technology

MOST_COLUMNS = 5_000_000  # of all periods; above it no solver here ends in an hour


def refuse_unfit(situation: Situation, now: NDArray[np.float64] | None = None) -> None:
    """Raise where sizes do not fit or a number is none, is negative or too large.

    Raises
    ------
    ProvisionError
        With what is wrong, and where.
    """
    technology, needs, means = situation.technology, situation.needs, situation.means
    refuse_technology(technology)
    _refuse_needs(needs, len(technology.goods))
    _refuse_means(means, technology)
    if needs.n_periods > means.n_periods:
        message = (
            f"needs are for {needs.n_periods} periods; there are means for"
            f" {means.n_periods}"
        )
        raise ProvisionError(message)
    wide = (means.n_periods, len(technology.techniques))
    if now is not None and (now.shape != wide or not np.isfinite(now).all()):
        message = f"what is done now has shape {now.shape}; expected numbers of {wide}"
        raise ProvisionError(message)
    many = sum(wide[1:]) * wide[0] + len(technology.goods) * wide[0]
    if many > MOST_COLUMNS:
        message = (
            f"{wide[1]} techniques and {len(technology.goods)} goods in {wide[0]} periods"
            f" are more than the {MOST_COLUMNS} that are planned at once; group them"
        )
        raise ProvisionError(message)


def refuse_technology(technology: Technology) -> None:
    """Raise where a table of a technology has another shape or a number that is none.

    Raises
    ------
    ProvisionError
        With what is wrong, and where.
    """
    n_goods, n_techniques = len(technology.goods), len(technology.techniques)
    shapes = {
        "outputs": (n_goods, n_techniques),
        "inputs": (n_goods, n_techniques),
        "uses": (len(technology.resources), n_techniques),
    }
    for name, shape in shapes.items():
        table = getattr(technology, name)
        if table.shape != shape:
            message = f"{name} has shape {table.shape}; expected {shape}"
            raise ProvisionError(message)
        wrong = np.flatnonzero(~((table.data >= 0) & np.isfinite(table.data)))
        if len(wrong):
            rows = technology.resources if name == "uses" else technology.goods
            by = int(np.searchsorted(table.indptr, wrong[0], side="right")) - 1
            message = (
                f"{name} of {technology.techniques[by]} say {table.data[wrong[0]]} of"
                f" {rows[table.indices[wrong[0]]]}; expected a number from 0"
            )
            raise ProvisionError(message)
    _refuse_numbers("hours", technology.hours, (n_techniques,))


def _refuse_needs(needs: Needs, n_goods: int) -> None:
    _refuse_numbers("amounts", needs.amounts, (needs.n_needs,))
    limits = {
        "goods": (0, n_goods - 1),
        "periods": (1, needs.n_periods),
        "classes": (1, 100),
    }
    for name, (least, most) in limits.items():
        values = getattr(needs, name)
        if values.shape != needs.amounts.shape:
            message = f"{name} has shape {values.shape}; expected {needs.amounts.shape}"
            raise ProvisionError(message)
        wrong = np.flatnonzero((values < least) | (values > most))
        if len(wrong):
            message = (
                f"need {wrong[0] + 1} has {values[wrong[0]]} under {name}; expected"
                f" {least} to {most}"
            )
            raise ProvisionError(message)


def _refuse_means(means: Means, technology: Technology) -> None:
    n_goods, n_techniques = len(technology.goods), len(technology.techniques)
    n_resources = len(technology.resources)
    shapes = {
        "limits": (means.n_periods, n_resources),
        "budgets": (n_resources,),
        "hours": (means.n_periods,),
        "arriving": (means.n_periods, n_techniques),
    }
    shapes |= dict.fromkeys(("stocks", "end_stocks", "losses", "outside"), (n_goods,))
    known = {field.name for field in fields(means)} - shapes.keys()
    others = known - {"abilities", "hours_budget", "builds"}
    shapes |= dict.fromkeys(others, (n_techniques,))
    free = {"limits", "budgets", "hours", "outside", "capacities"}
    for name, shape in sorted(shapes.items()):
        _refuse_numbers(name, getattr(means, name), shape, is_open=name in free)
    for name in ("losses", "wear"):
        if (getattr(means, name) > 1).any():
            message = f"{name} are {getattr(means, name).max()}; expected 0 to 1"
            raise ProvisionError(message)
    if np.isnan(means.hours_budget) or means.hours_budget < 0:
        message = f"hours_budget is {means.hours_budget}; expected a number from 0"
        raise ProvisionError(message)


def _refuse_numbers(
    name: str,
    values: NDArray[np.float64],
    shape: tuple[int, ...],
    *,
    is_open: bool = False,
) -> None:
    if values.shape != shape:
        message = f"{name} has shape {values.shape}; expected {shape}"
        raise ProvisionError(message)
    fits = (values >= 0) & (np.isfinite(values) | is_open)  # neither holds for NaN
    if not fits.all():
        place = int(np.flatnonzero(~fits.ravel())[0])
        message = (
            f"{name} holds {values.ravel()[place]} at place {place + 1}; expected"
            " a number from 0"
        )
        raise ProvisionError(message)
