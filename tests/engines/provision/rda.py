"""Reads what R saves (``.rda``): enough of its format for tables of numbers and names.

The format is that of R Internals, section 1.8, in its binary form; pandas and xarray,
which general readers bring along, are not needed.
"""

import bz2
import gzip
import lzma
from pathlib import Path

import numpy as np

NIL, GLOBAL, REFERENCE, ALTREP = 254, 253, 255, 238
SYMBOL, PAIRS, TEXT, LOGICAL, WHOLE, REAL, TEXTS, VALUES = 1, 2, 9, 10, 13, 14, 16, 19
HAS_ATTRIBUTES, HAS_TAG = 1 << 9, 1 << 10
OPENERS = {
    b"BZ": bz2.decompress,
    b"\x1f\x8b": gzip.decompress,
    b"\xfd7": lzma.decompress,
}


def read_rda(file):
    """Return what a file holds: objects by their names."""
    raw = Path(file).read_bytes()
    if raw[:2] in OPENERS:
        raw = OPENERS[raw[:2]](raw)
    assert raw[:7] in {b"RDX2\nX\n", b"RDX3\nX\n"}, f"{file} is another format"
    return dict(_Reader(raw).objects())


class Table(dict):
    """Columns by name, with the names of its rows."""

    rows: list


class _Reader:
    def __init__(self, raw):
        self.raw, self.at, self.known = raw, 7, []

    def objects(self):
        version = self.ints(3)[0]
        if version == 3:
            length = int(self.ints(1)[0])
            self.at += length  # the name of an encoding
        yield from self.item().items()

    def ints(self, many):
        found = np.frombuffer(self.raw, ">i4", many, self.at)
        self.at += 4 * many
        return found

    def item(self):  # noqa: PLR0911 -- one for each kind
        flags = int(self.ints(1)[0])
        kind = flags & 0xFF
        simple = {NIL: None, GLOBAL: None}
        if kind in simple:
            return simple[kind]
        if kind == REFERENCE:
            return self.known[(flags >> 8) - 1]
        if kind == SYMBOL:
            self.known.append(self.item())
            return self.known[-1]
        if kind == TEXT:
            return self.text()
        if kind == PAIRS:
            return self.pairs(flags)
        if kind == ALTREP:
            return self.compact()
        value = self.vector(kind)
        return _with(value, self.item()) if flags & HAS_ATTRIBUTES else value

    def text(self):
        length = int(self.ints(1)[0])
        if length < 0:
            return None
        self.at += length
        return self.raw[self.at - length : self.at].decode()

    def pairs(self, flags):
        found = {}
        while flags & 0xFF == PAIRS:
            if flags & HAS_ATTRIBUTES:
                self.item()
            tag = self.item() if flags & HAS_TAG else len(found)
            found[tag] = self.item()
            flags = int(self.ints(1)[0])
        return found

    def vector(self, kind):
        many = int(self.ints(1)[0])
        if kind in {LOGICAL, WHOLE}:
            return self.ints(many).astype(int)
        if kind == REAL:
            self.at += 8 * many
            return np.frombuffer(self.raw, ">f8", many, self.at - 8 * many).astype(
                float
            )
        assert kind in {TEXTS, VALUES}, f"kind {kind} is not read here"
        return [self.item() for _ in range(many)]

    def compact(self):
        """Read what R keeps in a shorter form: runs of numbers, wrapped vectors."""
        about, state, more = self.item(), self.item(), self.item()
        if about[0] == "compact_intseq":
            many, first, step = state
            value = np.arange(many, dtype=int) * int(step) + int(first)
        elif about[0] == "deferred_string":
            value = np.array([f"{one:g}" for one in next(iter(state.values()))])
        else:
            value = state[0]
        return _with(value, more) if more else value


def _with(value, attributes):
    """Return a vector as what its attributes say: a table, a matrix, a choice."""
    if "levels" in attributes:
        levels = attributes["levels"]
        return [levels[one - 1] if 1 <= one <= len(levels) else None for one in value]
    if "dim" in attributes:
        matrix = np.reshape(value, tuple(attributes["dim"]), order="F")
        names = attributes.get("dimnames")
        if not names or names[1] is None:
            return matrix
        table = Table(zip(names[1], matrix.T, strict=True))
        table.rows = names[0]
        return table
    if "names" in attributes and isinstance(value, list):
        table = Table(zip(attributes["names"], value, strict=True))
        table.rows = attributes.get("row.names")
        return table
    return value
