"""Whatever the recipes are: nobody works more than alone, all that is got is given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.planning.exchanging import rounds_of
from folkmoot.planning.gifts import gifts_of
from folkmoot.planning.tables import FLOWS, GOODS, NEEDS, RESOURCES, WAYS, Tables

pytestmark = pytest.mark.long

NAMES = ("loaf", "greens", "mending")
ROUNDING = 1 + 1e-6
ROUNDS = 3
hours = st.floats(0.05, 4).map(lambda value: round(value, 3))
amounts = st.integers(0, 40)


@st.composite
def recipes(draw: st.DrawFn) -> Tables:
    """Return the recipes of a group: some goods it cannot make, some it has in stock."""
    made = draw(st.lists(st.booleans(), min_size=3, max_size=3))
    each = [(name, is_made) for name, is_made in zip(NAMES, made, strict=True)]
    ways = [name for name, is_made in each if is_made]
    return {
        GOODS: [
            {"good": name, "unit": "piece", "stock": str(draw(amounts))}
            for name in NAMES
        ],
        WAYS: [
            {"technique": f"make {name}", "hours": str(draw(hours))} for name in ways
        ],
        FLOWS: [
            {
                "technique": f"make {name}",
                "direction": "out",
                "name": name,
                "amount": "1",
            }
            for name in ways
        ],
        NEEDS: [
            {
                "good": name,
                "amount": str(draw(amounts)),
                "class": str(draw(st.integers(1, 2))),
            }
            for name in NAMES
        ],
        RESOURCES: [
            {"resource": "hours", "unit": "h", "amount": str(draw(st.integers(5, 200)))}
        ],
    }


@given(
    tables=st.lists(recipes(), min_size=2, max_size=4),
    fetching=st.lists(st.floats(0, 0.3), min_size=3, max_size=3),
    weeks=st.integers(1, 3),
)
@settings(max_examples=12, deadline=None, derandomize=True)
def test_after_each_round_nobody_is_worse_off(tables, fetching, weeks):
    # Some seconds: each of twelve worlds is solved anew for each group and round.
    goods = [
        {"good": name, "unit": "piece", "hours": each}
        for name, each in zip(NAMES, fetching, strict=True)
    ]
    for number, (parts, _worth) in enumerate(rounds_of(tables, goods, weeks), start=1):
        for one in parts:
            assert one.together <= one.alone * ROUNDING + 1e-6
            assert one.missing <= one.missing_alone * ROUNDING + 1e-6
        trades = [one.trade for one in parts]
        for cell in zip(*trades, strict=True):
            assert sum(cell) >= -1e-6 * max(1.0, *map(abs, cell))
        gifts = gifts_of(trades, len(goods))
        for at, trade in enumerate(trades):
            got = sum(one.total for one in gifts if one.getter == at)
            assert got == pytest.approx(-sum(one for one in trade if one < 0), rel=1e-5)
        if number == ROUNDS:
            break
