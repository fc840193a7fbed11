"""The map of opinion as a drawing: SVG text, without script, colour never the only sign.

People who answered alike stand near each other. Each group has its own mark, its own
letter and its own colour; above `MOST_POINTS` people a drawing shows how many stand
where instead of each of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.engines.opinion.votes import VotesError

WIDTH, HEIGHT = 1000, 720  # units of the drawing; a page scales it
EDGE = 90  # left free around all marks
FAR = 0.01  # the share of people on each side who may be drawn at the edge
MOST_POINTS = 3_000
FEW, LARGER = 200, 1.7  # fewer people have larger marks, by this factor
FEWEST_IN_GROUP = 5  # a smaller group gets neither a letter nor an outline
CELLS = 44  # across, where people are drawn as how many stand where
FEWEST_IN_CELL = 2  # nobody is drawn alone there
OUTLINE = 1.6  # radius in standard deviations: seven in ten of a round cloud
LEAST_RADIUS = 34
PLANE = 2

# Mid tones that stand out from white and from black alike; a page's classes go first.
COLOURS = (
    "#2f7d5b",
    "#b5532a",
    "#4a6fc3",
    "#9a6a12",
    "#8d4fa8",
    "#1f8296",
    "#b8446f",
    "#6f7a2b",
)
# Drawn from the middle of a mark; "s" is a line with its width, "f" is filled.
MARKS = (
    ("s", "h0", 15, "round"),
    ("f", "m-7 6h14l-7-13z", 0, ""),
    ("s", "h0", 11, "square"),
    ("s", "m-8 0h16m-8-8v16", 4, "butt"),
    ("f", "m0-9l8 9-8 9-8-9z", 0, ""),
    ("s", "m-6-6l12 12m0-12l-12 12", 4, "butt"),
    ("f", "m-7-6h14l-7 13z", 0, ""),
    ("s", "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0", 3, "butt"),
)
NONE = ("s", "h0", 7, "round")  # in no group, or in one too small to be shown


@dataclass(frozen=True, slots=True)
class DrawingWords:
    """What is written on a drawing, in the reader's language.

    Parameters
    ----------
    title : str
        What is drawn, for those who hear it.
    description : str
        What it shows, in one or two sentences.
    you : str
        At the reader's own place.
    """

    title: str
    description: str
    you: str = "You"


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """How positions become places on the drawing; the same for everybody's marks.

    Parameters
    ----------
    middle : numpy.ndarray of float64, shape (2,)
        The position in the middle of the drawing.
    scale : float
        Units of the drawing for one unit of position; above 0.
    """

    middle: NDArray[np.float64]
    scale: float

    def place(self, positions: ArrayLike) -> NDArray[np.int64]:
        """Return whole units from the upper left; what is too far off is at the edge.

        Parameters
        ----------
        positions : array_like of float, shape (n, 2)
            To the right and upwards.

        Returns
        -------
        numpy.ndarray of int64, shape (n, 2)
            Between the edges of the drawing.
        """
        away = (np.asarray(positions, dtype=np.float64) - self.middle) * self.scale
        places = np.array([WIDTH, HEIGHT]) / 2 + away * [1, -1]
        lowest, highest = EDGE / 2, np.array([WIDTH, HEIGHT]) - EDGE / 2
        placed: NDArray[np.int64] = (
            np.clip(places, lowest, highest).round().astype(np.int64)
        )
        return placed


def frame_of(positions: ArrayLike) -> Frame:
    """Fit a drawing around positions, whatever a few who stand far off.

    Parameters
    ----------
    positions : array_like of float, shape (n_people, 2)
        Where people stand.

    Returns
    -------
    Frame
        One scale for both directions, so that near is near.

    Raises
    ------
    VotesError
        If these are not positions on a plane, or one is not a number.

    Notes
    -----
    From the 1% to the 99% point of each direction.

    Examples
    --------
    >>> frame_of([[-1, 0], [1, 0]]).place([[0, 0]]).tolist()
    [[500, 360]]
    """
    points = _points(positions)
    if not len(points):
        return Frame(np.zeros(PLANE), 1.0)
    low, high = np.quantile(points, [FAR, 1 - FAR], axis=0)
    room = np.array([WIDTH, HEIGHT]) - 2 * EDGE
    spread = np.maximum(high - low, 1e-9)
    return Frame((low + high) / 2, float((room / spread).min()))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn map without words, the same for every reader.

    Parameters
    ----------
    frame : Frame
        How positions became places.
    marks : str
        Outlines, marks and letters as parts of an SVG document.
    """

    frame: Frame
    marks: str


def draw_map(positions: ArrayLike, groups: ArrayLike, names: Sequence[str]) -> Drawing:
    """Draw where people stand, the marks of each group and its letter.

    Parameters
    ----------
    positions : array_like of float, shape (n_people, 2)
        Where each person stands.
    groups : array_like of int, shape (n_people,)
        The group of each from 0; -1 for none.
    names : sequence of str
        A short name for each group, such as a letter.

    Returns
    -------
    Drawing
        To be made a document by `write_svg`.

    Raises
    ------
    VotesError
        If positions, groups and names do not fit together.

    Notes
    -----
    The order of the people leaves no trace: marks are sorted by place. A group of fewer
    than five people is drawn like people in no group. Above 3,000 people a square says
    how many of the most frequent group stand in it; a square with one person is left
    out.

    Examples
    --------
    >>> drawing = draw_map([[0, 0]] * 6, [0] * 6, ["A"])
    >>> drawing.marks.count("<path"), ">A<" in drawing.marks
    (1, True)
    """
    points, labels = _points(positions), np.asarray(groups)
    _check_groups(points, labels, len(names))
    frame = frame_of(points)
    places = frame.place(points)
    sizes = np.bincount(labels[labels >= 0].astype(np.int64), minlength=len(names))
    shown = [int(one) for one in np.flatnonzero(sizes >= FEWEST_IN_GROUP)]
    drawn = np.where(np.isin(labels, shown), labels, -1).astype(np.int64)
    marks = _densities if len(points) > MOST_POINTS else _marks
    parts = [
        *(_outline(places[drawn == one], one) for one in shown),
        *marks(places, drawn),
        *(_letter(places[drawn == one], one, names[one]) for one in shown),
    ]
    return Drawing(frame, "".join(parts))


def write_svg(
    drawing: Drawing, words: DrawingWords, own: ArrayLike | None = None
) -> str:
    """Write a drawing as a document.

    Parameters
    ----------
    drawing : Drawing
        What `draw_map` drew.
    words : DrawingWords
        What is written on it.
    own : array_like of float, shape (2,), optional
        Where the reader stands; marked on top of all others.

    Returns
    -------
    str
        An SVG document without script and style sheet. Classes ``map-group-0`` and so
        on let a page choose colours.

    Examples
    --------
    >>> drawing = draw_map([[0, 0]] * 6, [0] * 6, ["A"])
    >>> ">You<" in write_svg(drawing, DrawingWords("Map", "Six people."), [0, 0])
    True
    """
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        ' class="opinion-map" role="img" aria-labelledby="map-title map-about"'
        ' font-family="sans-serif">'
        f'<title id="map-title">{escape(words.title)}</title>'
        f'<desc id="map-about">{escape(words.description)}</desc>'
    )
    mark = "" if own is None else _own(drawing.frame, own, words.you)
    return f"{head}{drawing.marks}{mark}</svg>"


def draw_mark(group: int) -> str:
    """Draw the mark of a group alone, for a legend.

    Parameters
    ----------
    group : int
        Its number, from 0.

    Returns
    -------
    str
        A small SVG document that says nothing to those who hear it: its letter does.

    Examples
    --------
    >>> draw_mark(0).count("map-group-0")
    1
    """
    kind, shape, wide, cap = _mark(group)
    return (
        '<svg class="map-mark" viewBox="-12 -12 24 24" aria-hidden="true">'
        f'<path {_attributes(group, kind, wide, cap)} d="M0 0{shape}"/></svg>'
    )


def _own(frame: Frame, own: ArrayLike, word: str) -> str:
    """Return the reader's own place, to be put on top."""
    x, y = frame.place(np.reshape(own, (1, PLANE)))[0]
    # Written to the side where there is room.
    side, anchor = (-26, "end") if x > WIDTH / 2 else (26, "start")
    return (
        f'<g class="map-own"><circle cx="{x}" cy="{y}" r="17" fill="none"'
        ' stroke="currentColor" stroke-width="5"/>'
        f'<circle cx="{x}" cy="{y}" r="6" fill="currentColor"/>'
        f'<text x="{x + side}" y="{y + 11}" text-anchor="{anchor}" font-size="32"'
        ' font-weight="700" fill="currentColor" paint-order="stroke"'
        f' stroke="Canvas" stroke-width="6">{escape(word)}</text></g>'
    )


def _marks(places: NDArray[np.int64], groups: NDArray[np.int64]) -> Iterator[str]:
    """Yield one path for each group, with a mark for each person."""
    factor = LARGER if len(places) < FEW else 1
    turn = f' transform="scale({factor})"' if factor > 1 else ""
    for one in np.unique(groups):
        own = (places[groups == one] / factor).round().astype(np.int64)
        own = own[np.lexsort((own[:, 0], own[:, 1]))]
        kind, shape, wide, cap = _mark(int(one))
        steps = "".join(f"M{x} {y}{shape}" for x, y in own.tolist())
        yield f'<path {_attributes(int(one), kind, wide, cap)}{turn} d="{steps}"/>'


def _densities(places: NDArray[np.int64], groups: NDArray[np.int64]) -> Iterator[str]:
    """Yield one path for each group, with a square for each cell it leads in."""
    size = WIDTH / CELLS
    cells = (places // size).astype(np.int64)
    keys = cells[:, 1] * CELLS + cells[:, 0]
    many = int(groups.max(initial=-1)) + 2
    counted, times = np.unique(keys * many + groups + 1, return_counts=True)
    cell, group = np.divmod(counted, many)
    order = np.lexsort((group, -times, cell))
    first = np.unique(cell[order], return_index=True)[1]
    best = order[first]
    total = np.bincount(cell, weights=times)[cell[best]]
    best, total = best[total >= FEWEST_IN_CELL], total[total >= FEWEST_IN_CELL]
    side = np.sqrt(total / max(total.max(initial=1), 1)) * size * 0.94
    for one in np.unique(group[best]):
        steps = []
        for place in np.flatnonzero(group[best] == one):
            row, column = divmod(int(cell[best][place]), CELLS)
            half = max(float(side[place]), 3) / 2
            x, y = (column + 0.5) * size - half, (row + 0.5) * size - half
            wide = f"{2 * half:.1f}"
            steps.append(f"M{x:.1f} {y:.1f}h{wide}v{wide}h-{wide}z")
        look = _attributes(int(one) - 1, "f", 0, "")
        yield f'<path {look} d="{"".join(steps)}"/>'


def _mark(group: int) -> tuple[str, str, int, str]:
    return MARKS[group % len(MARKS)] if group >= 0 else NONE


def _attributes(group: int, kind: str, wide: int, cap: str) -> str:
    name = f"map-group-{group % len(MARKS)}" if group >= 0 else "map-nobody"
    colour = COLOURS[group % len(COLOURS)] if group >= 0 else "#808080"
    if kind == "f":
        return f'class="map-marks {name}" fill="{colour}" fill-opacity=".8"'
    return (
        f'class="map-marks map-lines {name}" fill="none" stroke="{colour}"'
        f' stroke-width="{wide}" stroke-linecap="{cap}" stroke-opacity=".8"'
    )


def _outline(places: NDArray[np.int64], group: int) -> str:
    """Return an ellipse around most of a group."""
    x, y = places.mean(axis=0)
    spread, axes = np.linalg.eigh(np.cov(places.T, bias=True))
    radii = np.maximum(np.sqrt(np.maximum(spread, 0)) * OUTLINE, LEAST_RADIUS)
    turn = np.degrees(np.arctan2(axes[1, 1], axes[0, 1]))
    name, colour = f"map-group-{group % len(MARKS)}", COLOURS[group % len(COLOURS)]
    return (
        f'<ellipse class="map-outline {name}" rx="{radii[1]:.0f}" ry="{radii[0]:.0f}"'
        f' transform="translate({x:.0f} {y:.0f}) rotate({turn:.0f})" fill="{colour}"'
        f' fill-opacity=".09" stroke="{colour}" stroke-opacity=".5" stroke-width="2"/>'
    )


def _letter(places: NDArray[np.int64], group: int, name: str) -> str:
    x, y = np.median(places, axis=0)
    return (
        f'<text class="map-letter map-group-{group % len(MARKS)}" x="{x:.0f}"'
        f' y="{y:.0f}" dy=".35em" text-anchor="middle" font-size="64"'
        ' font-weight="700" fill="currentColor" paint-order="stroke" stroke="Canvas"'
        f' stroke-width="12">{escape(name)}</text>'
    )


def _points(positions: ArrayLike) -> NDArray[np.float64]:
    points = np.asarray(positions, dtype=np.float64)
    if points.size == 0:
        return np.zeros((0, PLANE))
    if points.ndim != PLANE or points.shape[1] != PLANE:
        message = f"positions has shape {points.shape}; expected people by 2"
        raise VotesError(message)
    if not np.isfinite(points).all():
        row = int(np.argmin(np.isfinite(points).all(axis=1)))
        message = f"positions[{row}] is {points[row].tolist()}; expected two numbers"
        raise VotesError(message)
    return points


def _check_groups(
    points: NDArray[np.float64], labels: NDArray[np.int64], n_names: int
) -> None:
    if labels.shape != (len(points),) or (
        len(points) and labels.dtype.kind not in "iu"
    ):
        message = (
            f"groups has shape {labels.shape} and type {labels.dtype}; expected"
            f" {len(points)} whole numbers, one for each person"
        )
        raise VotesError(message)
    if len(labels) and not -1 <= labels.min() <= labels.max() < n_names:
        message = (
            f"groups holds {labels.min()} to {labels.max()}; expected -1 (none) to"
            f" {n_names - 1}, one less than there are names"
        )
        raise VotesError(message)
