"""Synthetic people: what they want, who answers, and what work on a draft changes."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from folkmoot.cli.files.simulate.shape import Numbers, Shape

# Wanting is a number; above these it is yes, not for me, or need more, and below stop.
YES_ABOVE: Final = np.float32(0.2)
ASIDE_ABOVE: Final = np.float32(-0.2)
MORE_ABOVE: Final = np.float32(-0.4)
# Where no file is given: what people want of a fair draft, and how far they differ.
MEAN: Final = np.float32(0.75)
SPREAD: Final = np.float32(0.5)
# People of one collective are somewhat alike; a copied person is not quite the same.
LEAF_SPREAD: Final = np.float32(0.2)
COPY_SPREAD: Final = np.float32(0.2)
# A round of work answers this part of those who were heard and did not say yes.
ANSWERED: Final = np.float32(0.4)
# Of those absent this part are whole collectives that nobody reaches.
SILENT_LEAVES: Final = 0.3
YES, ASIDE, NEED_MORE, STOP, ABSENT = range(5)


@dataclass
class Crowd:
    """All people of a federation, leaf after leaf, in the present check.

    ``forced``: places of those who are hostile, who all answer ``forced_to``.
    """

    shape: Shape
    wants: NDArray[np.float32]
    heard: NDArray[np.bool_]
    silent: NDArray[np.bool_]
    absent: float
    forced: NDArray[np.int64]
    forced_to: int

    @property
    def is_attacked_by_stops(self) -> bool:
        """Whether somebody brings stops in bad faith."""
        return bool(self.forced.size) and self.forced_to == STOP

    def ask(self, rng: np.random.Generator) -> None:
        """Draw who is heard this time."""
        drawn = rng.random(len(self.wants), dtype=np.float32)
        self.heard = drawn >= self.absent
        self.heard &= ~np.repeat(self.silent, self.shape.sizes)
        self.heard[self.forced] = True

    def work(self, rng: np.random.Generator) -> None:
        """Answer some of those who were heard and did not say yes."""
        unsure = np.flatnonzero(self.heard & (self.wants <= YES_ABOVE))
        solved = rng.random(len(unsure), dtype=np.float32) < ANSWERED
        self.wants[unsure[solved]] = YES_ABOVE + MEAN / 2

    def answers(self) -> NDArray[np.int8]:
        """Return each person's answer: `YES`, `ASIDE`, `NEED_MORE`, `STOP`, `ABSENT`."""
        found = (self.wants <= YES_ABOVE).astype(np.int8)
        found += self.wants <= ASIDE_ABOVE
        found += self.wants <= MORE_ABOVE
        found[self.forced] = self.forced_to
        found[~self.heard] = ABSENT
        return found

    def count(self) -> Numbers:
        """Return yes, aside, stop and need more of each leaf, shape (4, n_leaves)."""
        found, starts = self.answers(), self.shape.starts
        return np.stack(
            [
                np.add.reduceat(found == one, starts, dtype=np.int64)
                for one in (YES, ASIDE, STOP, NEED_MORE)
            ]
        )


def make_crowd(
    shape: Shape,
    sample: NDArray[np.float32] | None,
    absent: float,
    hostile: tuple[str, float],
    rng: np.random.Generator,
) -> Crowd:
    """Return people of a federation, with those who are hostile to it."""
    kind, share = hostile
    n_people = int(shape.sizes.sum())
    fakes = 0 if kind == "stops" else round(share * n_people)
    if fakes:
        sizes = shape.sizes.copy()
        sizes[0] += fakes
        shape = replace(shape, sizes=sizes)
    wants = _draw_wants(shape, sample, rng)
    if kind == "stops":
        drawn = rng.random(n_people, dtype=np.float32)
        forced = np.flatnonzero(drawn < share)
    else:
        forced = np.arange(fakes)
    return Crowd(
        shape=shape,
        wants=wants,
        heard=np.zeros(len(wants), dtype=np.bool_),
        silent=rng.random(len(shape.sizes)) < absent * SILENT_LEAVES,
        # What is left of the share, among those whom somebody reaches.
        absent=absent * (1 - SILENT_LEAVES) / (1 - absent * SILENT_LEAVES),
        forced=forced,
        forced_to=YES if kind == "fake-yes" else STOP,
    )


def _draw_wants(
    shape: Shape, sample: NDArray[np.float32] | None, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Draw what each person wants: copied from somebody, or by chance."""
    n_people = int(shape.sizes.sum())
    wants = rng.standard_normal(n_people, dtype=np.float32)
    if sample is None:
        wants *= SPREAD
        wants += MEAN
    else:
        wants *= COPY_SPREAD
        wants += sample[rng.integers(len(sample), size=n_people, dtype=np.int32)]
    leaves = rng.standard_normal(len(shape.sizes), dtype=np.float32) * LEAF_SPREAD
    wants += np.repeat(leaves, shape.sizes)
    return wants
