"""Public rota instances (Curtois and Qu 2014): read, solved with HiGHS, and checked.

Their rules count how a person's days follow each other: so many shifts in a row at
least and at most, so many days off in a row, so many weekends, minutes from and to.
`folkmoot.engines.sharing` has rules between two slots of one person only, so they have
a model of their own here; it shows what HiGHS can do with rotas of that kind.
"""

from dataclasses import dataclass, field

import highspy
import numpy as np

SATURDAY, WEEK = 5, 7


@dataclass
class Instance:
    """What a file says; days count from 0, a Monday."""

    days: int = 0
    minutes: dict = field(default_factory=dict)
    not_after: dict = field(default_factory=dict)
    staff: dict = field(default_factory=dict)
    off: set = field(default_factory=set)
    wants: list = field(default_factory=list)
    wants_not: list = field(default_factory=list)
    cover: list = field(default_factory=list)


@dataclass
class Contract:
    """What one person may be asked for."""

    most_of: dict
    most_minutes: int
    least_minutes: int
    most_in_row: int
    least_in_row: int
    least_off: int
    most_weekends: int


def read(file):
    found, section = Instance(), ""
    for line in file.read_text().splitlines():
        if line.startswith("SECTION_"):
            section = line.strip()
        elif line.strip() and not line.startswith("#"):
            READ[section](found, line.strip().split(","))
    return found


def _shift(found, cells):
    found.minutes[cells[0]] = int(cells[1])
    found.not_after[cells[0]] = [one for one in cells[2].split("|") if one]


def _person(found, cells):
    most_of = dict(one.split("=") for one in cells[1].split("|"))
    numbers = map(int, cells[2:])
    most = {name: int(number) for name, number in most_of.items()}
    found.staff[cells[0]] = Contract(most, *numbers)


def _wish(wishes):
    def add(found, cells):
        who, day, shift, weight = cells
        getattr(found, wishes).append((who, int(day), shift, int(weight)))

    return add


READ = {
    "SECTION_HORIZON": lambda found, cells: setattr(found, "days", int(cells[0])),
    "SECTION_SHIFTS": _shift,
    "SECTION_STAFF": _person,
    "SECTION_DAYS_OFF": lambda found, cells: found.off.update(
        (cells[0], int(day)) for day in cells[1:]
    ),
    "SECTION_SHIFT_ON_REQUESTS": _wish("wants"),
    "SECTION_SHIFT_OFF_REQUESTS": _wish("wants_not"),
    "SECTION_COVER": lambda found, cells: found.cover.append(
        (int(cells[0]), cells[1], *map(int, cells[2:]))
    ),
}


class Solver:
    """One instance as a mixed-integer programme."""

    def __init__(self, asked, seconds):
        self.asked, self.highs, self.count = asked, highspy.Highs(), 0
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("time_limit", float(seconds))
        self.highs.setOptionValue("mip_rel_gap", 0.0)
        self.highs.setOptionValue("mip_abs_gap", 0.9)
        self.at = {
            (who, day, shift): self.add(int((who, day) not in asked.off))
            for who in asked.staff
            for day in range(asked.days)
            for shift in asked.minutes
        }
        for who, contract in asked.staff.items():
            self.rules_of(who, contract)
        self.wishes()

    def add(self, most, cost=0.0, *, is_whole=True):
        self.highs.addCol(float(cost), 0.0, float(most), 0, [], [])
        if is_whole:
            self.highs.changeColIntegrality(self.count, highspy.HighsVarType.kInteger)
        self.count += 1
        return self.count - 1

    def row(self, least, most, values):
        index = np.array(list(values), dtype=np.int32)
        value = np.array(list(values.values()), dtype=float)
        self.highs.addRow(float(least), float(most), len(index), index, value)

    def rules_of(self, who, contract):
        asked, days = self.asked, self.asked.days
        works = [self.add(1) for _day in range(days)]
        for day in range(days):
            shifts = {self.at[who, day, shift]: 1.0 for shift in asked.minutes}
            self.row(0, 0, {**shifts, works[day]: -1.0})
        for shift, barred in asked.not_after.items():
            for day in range(days - 1):
                for other in barred:
                    pair = (self.at[who, day, shift], self.at[who, day + 1, other])
                    self.row(0, 1, dict.fromkeys(pair, 1.0))
        for shift, most in contract.most_of.items():
            mine = [self.at[who, day, shift] for day in range(days)]
            self.row(0, most, dict.fromkeys(mine, 1.0))
        minutes = {
            self.at[who, day, shift]: float(asked.minutes[shift])
            for day in range(days)
            for shift in asked.minutes
        }
        self.row(contract.least_minutes, contract.most_minutes, minutes)
        self.rows_in_a_row(works, contract)
        self.weekends(works, contract.most_weekends)

    def rows_in_a_row(self, works, contract):
        """Count days in a row; what lies at an end of the time may go on beyond it."""
        days, infinity = self.asked.days, highspy.kHighsInf
        most = contract.most_in_row
        for day in range(days - most):
            self.row(0, most, dict.fromkeys(works[day : day + most + 1], 1.0))
        for length in range(1, contract.least_in_row):
            for day in range(days - length - 1):
                inside = dict.fromkeys(works[day + 1 : day + 1 + length], -1.0)
                ends = dict.fromkeys((works[day], works[day + length + 1]), 1.0)
                self.row(1 - length, infinity, {**inside, **ends})
        for length in range(1, contract.least_off):
            for day in range(days - length - 1):
                inside = dict.fromkeys(works[day + 1 : day + 1 + length], 1.0)
                ends = dict.fromkeys((works[day], works[day + length + 1]), -1.0)
                self.row(-1, infinity, {**inside, **ends})

    def weekends(self, works, most):
        used = []
        for saturday in range(SATURDAY, self.asked.days, WEEK):
            used.append(self.add(1))
            for day in works[saturday : saturday + 2]:
                self.row(0, 1, {used[-1]: 1.0, day: -1.0})
        self.row(0, most, dict.fromkeys(used, 1.0))

    def wishes(self):
        costs = dict.fromkeys(range(self.count), 0.0)
        self.constant = 0.0
        for *cell, weight in self.asked.wants:
            self.constant += weight
            costs[self.at[tuple(cell)]] -= weight
        for *cell, weight in self.asked.wants_not:
            costs[self.at[tuple(cell)]] += weight
        for column, cost in costs.items():
            self.highs.changeColCost(column, cost)
        for day, shift, wanted, under, over in self.asked.cover:
            there = {self.at[who, day, shift]: 1.0 for who in self.asked.staff}
            many = len(self.asked.staff)
            slack = {self.add(many, under): 1.0, self.add(many, over): -1.0}
            self.row(wanted, wanted, {**there, **slack})

    def solve(self):
        """Return who works when, and whether nothing can cost less."""
        self.highs.run()
        values = self.highs.getSolution().col_value
        chosen = {cell for cell, column in self.at.items() if values[column] > 0.5}
        is_best = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return chosen, is_best


def cost(asked, chosen):
    """Return what a rota costs, counted from the file alone."""
    total = sum(w for *cell, w in asked.wants if tuple(cell) not in chosen)
    total += sum(w for *cell, w in asked.wants_not if tuple(cell) in chosen)
    for day, shift, wanted, under, over in asked.cover:
        there = sum((who, day, shift) in chosen for who in asked.staff)
        total += under * max(0, wanted - there) + over * max(0, there - wanted)
    return total


def faults(asked, chosen):
    """Return which rules a rota breaks, read from the file alone."""
    found = [cell for cell in chosen if cell[:2] in asked.off]
    for who, contract in asked.staff.items():
        mine = {day: shift for one, day, shift in chosen if one == who}
        if len(mine) != sum(1 for one, _d, _s in chosen if one == who):
            found.append(f"{who}: two shifts on a day")
        found += [
            f"{who}: {shift} then {mine[day + 1]}"
            for day, shift in mine.items()
            if mine.get(day + 1) in asked.not_after[shift]
        ]
        found += contract_faults(asked, who, contract, mine)
    return found


def contract_faults(asked, who, contract, mine):
    worked = "".join("x" if day in mine else "." for day in range(asked.days))
    minutes = sum(asked.minutes[shift] for shift in mine.values())
    shifts = list(mine.values())
    weekends = {day // WEEK for day in mine if day % WEEK >= SATURDAY}
    broken = {
        "minutes": not contract.least_minutes <= minutes <= contract.most_minutes,
        "shifts": any(shifts.count(s) > most for s, most in contract.most_of.items()),
        "weekends": len(weekends) > contract.most_weekends,
        "in a row": any(len(run) > contract.most_in_row for run in worked.split(".")),
        # What touches an end may go on beyond it.
        "too few in a row": any(
            0 < len(run) < contract.least_in_row for run in worked.split(".")[1:-1]
        ),
        "too few off": any(
            0 < len(run) < contract.least_off for run in worked.split("x")[1:-1]
        ),
    }
    return [f"{who}: {what}" for what, is_broken in broken.items() if is_broken]
