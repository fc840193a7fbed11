"""The picture of an exchange: bands from those who give to those who get."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from uuid import UUID

from folkmoot.planning.gifts import Gift
from folkmoot.planning.models import ExchangePart

WIDTH, LEFT, RIGHT = 320.0, 96.0, 224.0
HEIGHT, GAP, TOP = 120.0, 22.0, 14.0
LEAST = 2.0
LEADING = 13.0
LONGEST = 14  # letters of a line beside a bar


@dataclass(frozen=True)
class Bar:
    """One collective on one side."""

    name: str
    lines: Sequence[str]
    y: float
    height: float
    is_own: bool

    @property
    def first(self) -> float:
        """Where the first line of its name stands."""
        return self.y + self.height / 2 + 4 - LEADING * (len(self.lines) - 1) / 2


@dataclass(frozen=True)
class Band:
    """What goes from one to another, all goods together."""

    path: str
    is_own: bool


@dataclass(frozen=True)
class Picture:
    """Bars left and right, and the bands between."""

    givers: Sequence[Bar]
    getters: Sequence[Bar]
    bands: Sequence[Band]
    width: float
    height: float
    left: float
    right: float


def draw(
    gifts: Sequence[Gift], parts: Sequence[ExchangePart], n_goods: int, own: UUID
) -> Picture | None:
    """Return the picture; a wider band stands for more work that others are spared."""
    worth = parts[0].worth if parts else []
    flows: dict[tuple[int, int], float] = {}
    for one in gifts:
        size = sum(
            amount * worth[period * n_goods + one.good]
            for period, amount in enumerate(one.amounts)
        )
        key = one.giver, one.getter
        flows[key] = flows.get(key, 0.0) + size
    whole = sum(flows.values())
    if not whole:
        return None
    thick = {key: max(LEAST, HEIGHT * size / whole) for key, size in flows.items()}
    givers = _bars([key[0] for key in thick], thick, 0, parts, own)
    getters = _bars([key[1] for key in thick], thick, 1, parts, own)
    left = {at: bar.y for at, bar in givers.items()}
    right = {at: bar.y for at, bar in getters.items()}
    bands = []
    for (giver, getter), size in sorted(thick.items()):
        path = _path(left[giver], right[getter], size)
        left[giver] += size
        right[getter] += size
        is_own = own in {parts[giver].collective_id, parts[getter].collective_id}
        bands.append(Band(path, is_own))
    ends = [bar.y + bar.height for bar in (*givers.values(), *getters.values())]
    return Picture(
        givers=list(givers.values()),
        getters=list(getters.values()),
        bands=bands,
        width=WIDTH,
        height=round(max(ends) + TOP, 1),
        left=LEFT,
        right=RIGHT,
    )


def _bars(
    names: Sequence[int],
    thick: dict[tuple[int, int], float],
    side: int,
    parts: Sequence[ExchangePart],
    own: UUID,
) -> dict[int, Bar]:
    found, y = {}, TOP
    for at in sorted(set(names)):
        height = sum(size for key, size in thick.items() if key[side] == at)
        name = parts[at].collective.name
        lines = wrap(name, LONGEST, max_lines=2, placeholder="…")
        found[at] = Bar(name, lines, y, height, parts[at].collective_id == own)
        y += height + GAP
    return found


def _path(left: float, right: float, size: float) -> str:
    """Return a band of one thickness from left to right."""
    half = (LEFT + RIGHT) / 2
    over = f"M{LEFT:.1f} {left:.1f}C{half:.1f} {left:.1f} {half:.1f} {right:.1f}"
    back = f"V{right + size:.1f}C{half:.1f} {right + size:.1f} {half:.1f}"
    return (
        f"{over} {RIGHT:.1f} {right:.1f}{back} {left + size:.1f}"
        f" {LEFT:.1f} {left + size:.1f}Z"
    )
