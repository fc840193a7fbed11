"""A rota as a mixed-integer programme, solved step by step in the order of what counts."""

from collections.abc import Iterable, Mapping

import highspy
import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.sharing.rota.board import bits
from folkmoot.engines.sharing.rota.state import State

MOST_NODES = 2_000  # of one search, so that it ends, and at the same place everywhere

type Row = Mapping[int, float]
type Floats = NDArray[np.float64]


class Model:
    """Who has what as 0 or 1, with the rules as rows."""

    def __init__(self, state: State) -> None:
        """Write down the rules; nothing is solved yet."""
        board = self.board = state.board
        self.highs = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.9),
        ):
            self.highs.setOptionValue(option, value)
        self.count = 0
        self.cell = {
            (slot, person): self._add(int((slot, person) in state.fixed), 1)
            for person in range(len(board.people))
            for slot in bits(board.may[person] | state.has[person])
        }
        self.short = [self._add(0, seats) for seats in board.seats]
        self._slot_rows()
        for person in range(len(board.people)):
            self._person_rows(person)
        self.grain = board.grain
        self.steps: dict[tuple[int, int], int] = {}
        self.new: dict[tuple[int, str], int] = {}

    def _add(self, least: float, most: float) -> int:
        self.highs.addCol(0.0, least, most, 0, [], [])
        self.highs.changeColIntegrality(self.count, highspy.HighsVarType.kInteger)
        self.count += 1
        return self.count - 1

    def row(self, least: float, most: float, values: Row) -> None:
        """Add a row: the sum of these is between two bounds."""
        if values:
            index = np.fromiter(values, dtype=np.int32)
            value = np.fromiter(values.values(), dtype=np.float64)
            self.highs.addRow(least, most, len(index), index, value)

    def _slot_rows(self) -> None:
        board = self.board
        for slot, seats in enumerate(board.seats):
            there = [p for p in range(len(board.people)) if (slot, p) in self.cell]
            filled = {self.cell[slot, p]: 1.0 for p in there}
            self.row(seats, seats, {**filled, self.short[slot]: 1.0})
            if any(not board.knows[p] >> slot & 1 for p in there):
                sides = {
                    self.cell[slot, p]: 1.0 if board.knows[p] >> slot & 1 else -1.0
                    for p in there
                }
                self.row(0.0, highspy.kHighsInf, sides)

    def _person_rows(self, person: int) -> None:
        board = self.board
        mine = [slot for slot, one in self.cell if one == person]
        seen = set()
        for clique in board.cliques:
            among = tuple(slot for slot in mine if clique >> slot & 1)
            if len(among) > 1 and among not in seen:
                seen.add(among)
                self.row(0.0, 1.0, {self.cell[slot, person]: 1.0 for slot in among})
        minutes = {self.cell[s, person]: float(board.minutes[s]) for s in mine}
        if sum(minutes.values()) > board.most[person]:
            self.row(0.0, board.most[person], minutes)

    def count_steps(self, state: State, grain: int) -> None:
        """Add, by person and step of so many units, whether somebody is so far beyond.

        Nobody may be further beyond their share than anybody is in the state.
        """
        board, found, self.grain = self.board, self.steps, grain
        drafted = zip(state.beyond, board.drafted, strict=True)
        furthest = max(beyond for beyond, is_asked in drafted if is_asked)
        for person, start in enumerate(board.start):
            if not board.drafted[person]:
                continue
            mine = [slot for slot, one in self.cell if one == person]
            lowest, highest = -(-start // grain), -(-furthest // grain)
            parts = {
                self.cell[slot, person]: board.points[slot] / grain for slot in mine
            }
            for step in range(lowest + 1, highest + 1):
                found[person, step] = self._add(0, 1)
                parts[found[person, step]] = -1.0
                if step > lowest + 1:
                    order = {found[person, step]: 1.0, found[person, step - 1]: -1.0}
                    self.row(-1.0, 0.0, order)
            self.row(-highspy.kHighsInf, lowest - start / grain, parts)

    def count_new_tasks(self) -> None:
        """Add, by person and task, whether somebody does a task for the first time."""
        board, found = self.board, self.new
        for person in range(len(board.people)):
            for task in sorted(board.novel[person]):
                same = board.of_task[task]
                mine = [
                    self.cell[slot, person]
                    for slot in bits(same)
                    if (slot, person) in self.cell
                ]
                if mine:
                    new = found[person, task] = self._add(0, 1)
                    done = dict.fromkeys(mine, 1.0)
                    self.row(0.0, highspy.kHighsInf, {**done, new: -1.0})

    def values(self, state: State) -> Floats:
        """Return the values that say what a state says."""
        board, found = self.board, np.zeros(self.count)
        for cell in state.cells():
            found[self.cell[cell]] = 1.0
        for slot, column in enumerate(self.short):
            found[column] = state.room(slot)
        for (person, step), column in self.steps.items():
            found[column] = -(-state.beyond[person] // self.grain) >= step
        for (person, task), column in self.new.items():
            found[column] = bool(state.has[person] & board.of_task[task])
        return found

    def state(self, values: Floats, fixed: Iterable[tuple[int, int]]) -> State:
        """Return the state that values say."""
        state = State(self.board)
        for (slot, person), column in self.cell.items():
            if values[column]:
                state.add(slot, person)
        state.fixed = set(fixed)
        return state

    def minimise(self, costs: Row, hint: Floats) -> Floats | None:
        """Return values that make a sum smallest, and keep it so from now on.

        None where it was not proved within `MOST_NODES`.
        """
        found = self.search(costs, hint, MOST_NODES)
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        self.keep(costs, found)
        return found

    def keep(self, costs: Row, values: Floats) -> None:
        """Let a sum never be larger than these values make it."""
        most = sum(cost * values[column] for column, cost in costs.items())
        self.row(-highspy.kHighsInf, float(most), costs)

    def search(self, costs: Row, hint: Floats, nodes: int) -> Floats:
        """Return the values that make a sum smallest of all that were found."""
        everything = np.arange(self.count, dtype=np.int32)
        cost = np.zeros(self.count)
        for column, value in costs.items():
            cost[column] = value
        self.highs.setOptionValue("mip_max_nodes", nodes)
        self.highs.changeColsCost(self.count, everything, cost)
        self.highs.setSolution(self.count, everything, hint)
        self.highs.run()
        return np.rint(np.array(self.highs.getSolution().col_value))
