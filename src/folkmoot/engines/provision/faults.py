"""What can be wrong with what a plan is to be made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST = 20  # faults that are told at once: a wrong column would fill the screen


# What can be wrong with a line: its code, and the sentence. What is told in another
# language begins from the code and the same parameters.
SENTENCES: Mapping[str, str] = {
    "abilities_beyond": "technique {name} takes {hours} hours in all, and {abilities}"
    " hours of abilities in flows.csv",
    "columns_differ": "{found} columns; the first line has {head}",
    "empty_file": "empty; expected a first line with the columns {known}",
    "empty_number": "{column} is empty; expected a number",
    "file_missing": "this file is missing",
    "column_missing": "column {column} is missing",
    "column_repeated": "column {column} stands there {count} times",
    "column_unknown": "unknown column {column}; possible are {known}",
    "flow_repeated": "this flow stands on line {first} already",
    "kind_differs": "{name} has another unit or kind on an earlier line",
    "name_repeated": "{kind} {name} stands on line {first} already",
    "name_unknown": "unknown {kind} {name}",
    "need_repeated": "this need stands on line {first} already",
    "need_repeated_each": "this need stands on another line for each period already",
    "not_a_choice": "{column} is {text}; expected one of {words}",
    "not_a_count": "{column} is {text}; expected a whole number from {least} to {most}",
    "not_a_number": "{column} is {text}; expected a number, as 1.5",
    "not_a_table": "not a CSV file: {why}",
    "not_a_word": "{column} is {text}; expected 1 to {most} characters on one line",
    "period_beyond": "period is {period}; the plan has {periods}",
    "resource_repeated": "this resource stands on line {first} already",
    "too_much": "{column} is {text}; expected at most {most}",
    "too_far": "{column} is {text}, further from all other numbers than any: no plan"
    " was found that holds when it is added up anew; please look for a slip",
    "too_near_zero": "{column} is {text}; expected 0, or at least {least}",
    "too_small": "{column} is {text}, a negative number; expected 0 or more",
    "unit_differs": "unit is {text}; it is counted in {unit}",
    "unit_of_work": "unit is {text}; work is counted in h",
}


class Problem(str):
    """What is wrong, as a sentence that knows its code and what it is about."""

    __slots__ = ("about", "code")
    code: str
    about: Mapping[str, object]


def problem(code: str, **about: object) -> Problem:
    """Return the sentence of a code.

    Parameters
    ----------
    code : str
        One of `SENTENCES`.
    **about : object
        What its sentence names.

    Returns
    -------
    Problem
        The sentence in English.
    """
    said = Problem(SENTENCES[code].format(**about))
    said.code, said.about = code, about
    return said


class ProvisionError(ValueError):
    """A plan cannot be made from this; the text says why."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong, in which file, on which line."""

    file: str
    line: int
    problem: Problem

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.problem}"


class FilesError(ProvisionError):
    """Planning files hold lines that are refused.

    Parameters
    ----------
    faults : sequence of Fault
        The first ones, by line.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


class Faults:
    """Collects what is wrong with one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Fault] = []

    def add(self, line: int, problem: Problem) -> None:
        """Keep a fault; stop at the twentieth."""
        self.found.append(Fault(self.file, int(line), problem))
        if len(self.found) >= MOST:
            self.stop()

    def stop(self) -> None:
        """Raise what was found, if anything was.

        Raises
        ------
        FilesError
            With the faults, by line.
        """
        if self.found:
            raise FilesError(sorted(self.found))
