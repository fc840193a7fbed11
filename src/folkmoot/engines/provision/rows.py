"""Lines of a CSV file as columns, part by part, so that a million fit.

Each part is turned into arrays at once; only where that fails, its lines are looked at
one by one to say which of them is wrong.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.faults import Faults, Problem, problem

PART = 2**16  # rows that are held as text at once
# Beyond them, products of numbers could leave what a float can hold.
LARGEST, SMALLEST = 1e30, 1e-30
LONGEST, LONGEST_UNIT = 200, 50  # characters of a name and of a unit
CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]"
)  # what no terminal should get
SHOWN = 40  # characters of a wrong value that are repeated
type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table: the text of each column, and the line of each row."""

    columns: dict[str, tuple[str, ...]]
    lines: tuple[int, ...]
    faults: Faults

    def __len__(self) -> int:
        return len(self.lines)

    def numbers(
        self, column: str, blank: float | None = None, most: float = LARGEST
    ) -> Floats:
        """Return a column of numbers: 0, or from `SMALLEST` to ``most``.

        ``blank`` where none stands.
        """
        texts = self.columns[column]
        try:
            found = np.fromiter(map(float, texts), dtype=float, count=len(texts))
        except ValueError:
            found = np.array([self._number(text, blank) for text in texts])
        # Neither holds for NaN.
        fits = ((found >= SMALLEST) | (found == 0)) & (found <= most)
        if blank is not None:
            fits |= (found == blank) & np.array([not text for text in texts])
        for place in np.flatnonzero(~fits):
            wrong = _why_not(column, texts[place], found[place], most)
            self.faults.add(self.lines[place], wrong)
        return np.asarray(found + 0.0)  # no minus before a zero

    def counts(self, column: str, blank: int, least: int, most: int) -> Ints:
        """Return a column of whole numbers; ``blank`` where none stands."""
        found = np.full(len(self), blank, dtype=np.int64)
        for place, text in enumerate(self.columns[column]):
            if text:
                is_count = text.isdecimal() and least <= int(text[:18]) <= most
                if is_count:
                    found[place] = int(text)
                else:
                    wrong = problem(
                        "not_a_count",
                        column=column,
                        text=shown(text),
                        least=least,
                        most=most,
                    )
                    self.faults.add(self.lines[place], wrong)
        return found

    def places(self, column: str, known: Mapping[str, int], kind: str) -> Ints:
        """Return the place of each name among those that are known."""
        texts = self.columns[column]
        found = np.fromiter(
            (known.get(text, -1) for text in texts), dtype=np.int64, count=len(texts)
        )
        for place in np.flatnonzero(found < 0):
            wrong = problem("name_unknown", kind=kind, name=shown(texts[place]))
            self.faults.add(self.lines[place], wrong)
        return found

    def choices(self, column: str, known: Mapping[str, int], blank: str = "") -> Ints:
        """Return the number of each word, out of a few that are possible."""
        texts = self.columns[column]
        found = np.fromiter(
            (known.get(text or blank, -1) for text in texts),
            dtype=np.int64,
            count=len(texts),
        )
        for place in np.flatnonzero(found < 0):
            words = ", ".join(word for word in known if word)
            text = shown(texts[place])
            wrong = problem("not_a_choice", column=column, text=text, words=words)
            self.faults.add(self.lines[place], wrong)
        return found

    def only(self, mine: NDArray[np.bool_]) -> "Rows":
        """Return some of the rows."""
        if mine.all():
            return self
        chosen = mine.tolist()
        columns = {
            name: tuple(compress(texts, chosen)) for name, texts in self.columns.items()
        }
        return Rows(columns, tuple(compress(self.lines, chosen)), self.faults)

    def words(self, column: str, most: int) -> tuple[str, ...]:
        """Return a column of words that may not be empty."""
        texts = self.columns[column]
        wrong = np.array([not is_word(text, most) for text in texts])
        self.refuse(wrong, lambda place: not_a_word(column, texts[place], most))
        return texts

    def refuse(self, wrong: NDArray[np.bool_], say: Callable[[int], Problem]) -> None:
        """Tell of each row that is marked as wrong."""
        for place in np.flatnonzero(wrong):
            self.faults.add(self.lines[place], say(int(place)))

    @staticmethod
    def _number(text: str, blank: float | None) -> float:
        if not text and blank is not None:
            return blank
        try:
            return float(text)
        except ValueError:
            return np.nan


class Names:
    """Names that may stand in a file once each."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.places: dict[str, int] = {}
        self.lines: list[int] = []

    def add(self, rows: Rows) -> None:
        """Take the names of some rows, and tell of those that are empty or repeated."""
        for text, line in zip(rows.columns[self.kind], rows.lines, strict=True):
            if not is_word(text, LONGEST):
                rows.faults.add(line, not_a_word(self.kind, text, LONGEST))
            elif text in self.places:
                first = self.lines[self.places[text]]
                wrong = problem(
                    "name_repeated", kind=self.kind, name=shown(text), first=first
                )
                rows.faults.add(line, wrong)
            # A refused name keeps its place too, so that rows and lines stay in step.
            self.places.setdefault(text, len(self.lines))
            self.lines.append(line)


def read_rows(
    faults: Faults, lines: Iterable[str], needed: Iterable[str], optional: Iterable[str]
) -> Iterator[Rows]:
    """Yield the rows of a CSV file with a first line of column names, part by part."""
    reader = csv.reader(lines, strict=True)
    try:
        head = [cell.strip().lstrip("\ufeff") for cell in next(reader, [])]
        _check_head(faults, head, list(needed), list(optional))
        missing = [name for name in (*needed, *optional) if name not in head]
        rows: list[list[str]] = []
        numbers: list[int] = []
        for row in reader:
            if len(row) == len(head) and any(row):
                rows.append(row)
                numbers.append(reader.line_num)
            elif any(cell.strip() for cell in row):
                wrong = problem("columns_differ", found=len(row), head=len(head))
                faults.add(reader.line_num, wrong)
            if len(rows) == PART:
                yield _part(head, missing, rows, numbers, faults)
                rows, numbers = [], []
    except csv.Error as error:
        faults.add(reader.line_num, problem("not_a_table", why=error))
        faults.stop()
    else:
        if rows:
            yield _part(head, missing, rows, numbers, faults)


def _part(
    head: list[str],
    missing: list[str],
    rows: list[list[str]],
    numbers: list[int],
    faults: Faults,
) -> Rows:
    columns = {
        name: tuple(map(str.strip, column))
        for name, column in zip(head, zip(*rows, strict=True), strict=True)
    }
    columns |= dict.fromkeys(missing, ("",) * len(rows))
    return Rows(columns, tuple(numbers), faults)


def _check_head(
    faults: Faults, head: list[str], needed: list[str], optional: list[str]
) -> None:
    known = ", ".join([*needed, *optional])
    if not head:
        faults.add(1, problem("empty_file", known=known))
    for name in head:
        if name not in needed and name not in optional:
            faults.add(1, problem("column_unknown", column=shown(name), known=known))
        elif head.count(name) > 1:
            many = head.count(name)
            faults.add(1, problem("column_repeated", column=name, count=many))
    for name in needed:
        if head and name not in head:
            faults.add(1, problem("column_missing", column=name))
    faults.stop()


def _why_not(column: str, text: str, value: float, most: float) -> Problem:
    if not text:
        return problem("empty_number", column=column)
    if value > most:
        return problem("too_much", column=column, text=shown(text), most=f"{most:g}")
    if 0 < value < SMALLEST:
        return problem("too_near_zero", column=column, text=shown(text), least=SMALLEST)
    code = "too_small" if value < 0 else "not_a_number"
    return problem(code, column=column, text=shown(text))


def is_word(text: str, most: int) -> bool:
    """Tell whether a name or unit can stand: some characters, none that control."""
    return 0 < len(text) <= most and not CONTROL.search(text)


def not_a_word(column: str, text: str, most: int) -> Problem:
    """Return what is wrong with a name or unit."""
    return problem("not_a_word", column=column, text=shown(text), most=most)


def shown(text: str) -> str:
    """Return a value as it is repeated in a sentence."""
    text = CONTROL.sub("?", text)
    cut = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    return f"“{cut}”"
