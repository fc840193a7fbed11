"""What can be wrong with what a plan is to be made from."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST = 20  # faults that are told at once: a wrong column would fill the screen


class ProvisionError(ValueError):
    """A plan cannot be made from this; the text says why."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong, in which file, on which line."""

    file: str
    line: int
    problem: str

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

    def add(self, line: int, problem: str) -> None:
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
