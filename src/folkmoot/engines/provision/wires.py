"""What travels between a federation and a collective while they agree on an exchange.

To a collective: what goods are worth this time in hours of work, and how much is
wanted. From it: what it gives or gets of each exchanged good, and its hours. Nothing
else has a place in these messages.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

HEAD = struct.Struct("<BH")  # the kind, and how many goods (with their periods)
ONE = struct.Struct("<d")
MOST_PARTS = 20  # of a mixture that a message names: more would only say it finer
SHORT = np.dtype("<f4")


class Kind(IntEnum):
    """What a message is about."""

    OWN_HOURS = 1
    ALONE = 2
    OFFER = 3
    LIMITS = 4
    SETTLED = 5


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """One message in either direction.

    Parameters
    ----------
    kind : Kind
        What it is about; an answer has the kind of its question.
    amounts : array of float64, shape (exchanged,)
        Amounts or hours for each good and period; empty where there are none.
    hours : tuple of float
        Hours of work, and what is missing in hours; or how far an offer may go.
    parts : tuple of (int, float)
        Of which earlier answers of its own the plan so far is mixed, and how.
    """

    kind: Kind
    amounts: Floats
    hours: tuple[float, ...] = ()
    parts: tuple[tuple[int, float], ...] = ()

    def encode(self) -> bytes:
        """Return the bytes that travel."""
        body = [HEAD.pack(self.kind, len(self.amounts))]
        body.append(self.amounts.astype(SHORT).tobytes())
        body.append(bytes([len(self.hours)]))
        body += [ONE.pack(one) for one in self.hours]
        some = sorted(self.parts, key=lambda part: -part[1])[:MOST_PARTS]
        body.append(bytes([len(some)]))
        body += [struct.pack("<Hf", number, weight) for number, weight in some]
        return b"".join(body)


def decode(text: bytes) -> Message:
    """Return the message in some bytes.

    Raises
    ------
    ValueError
        If they hold anything beside a message.
    """
    kind, many = HEAD.unpack_from(text)
    at = HEAD.size + SHORT.itemsize * many
    amounts = np.frombuffer(text[HEAD.size : at], SHORT).astype(np.float64)
    n_hours, at = text[at], at + 1
    hours = [ONE.unpack_from(text, at + ONE.size * one)[0] for one in range(n_hours)]
    at += ONE.size * n_hours
    n_parts, at = text[at], at + 1
    parts = [struct.unpack_from("<Hf", text, at + 6 * one) for one in range(n_parts)]
    if len(text) != at + 6 * n_parts:
        message = f"a message has {len(text)} bytes; expected {at + 6 * n_parts}"
        raise ValueError(message)
    return Message(Kind(kind), amounts, tuple(hours), tuple(parts))


def round_down(amounts: Floats) -> Floats:
    """Return what a message can hold, not above: less is given, more is asked for."""
    short = amounts.astype(SHORT)
    over = short.astype(np.float64) > amounts
    short[over] = np.nextafter(short[over], SHORT.type(-np.inf))
    return short.astype(np.float64)


def round_up(amounts: Floats) -> Floats:
    """Return what a message can hold, not below."""
    return -round_down(-amounts)
