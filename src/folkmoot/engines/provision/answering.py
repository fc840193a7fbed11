"""A collective's side of an exchange: it reads a message, plans, and answers.

What it was told and has answered stays in its own book. The book lies beside its
situation and never travels.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.linear import UnsolvedError
from folkmoot.engines.provision.trading import Answer, Seat
from folkmoot.engines.provision.wires import (
    Kind,
    Message,
    decode,
    round_down,
)

type Floats = NDArray[np.float64]

NOTHING = np.zeros(0)


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """What a collective keeps of an exchange: what it was told and has answered.

    Parameters
    ----------
    measure, worth : array of float64, shape (exchanged,)
        Hours for one of each good: usually, and at the last round.
    trades : tuple of array of float64
        Its answers, the first one without any exchange.
    """

    measure: Floats
    worth: Floats
    trades: tuple[Floats, ...] = ()


EMPTY = Book(NOTHING, NOTHING)


def reply(seat: Seat, letter: tuple[bytes, Book]) -> tuple[bytes, Book]:
    """Return a collective's answer to a message, and its book with it."""
    message, book = decode(letter[0]), letter[1]
    match message.kind:
        case Kind.OWN_HOURS:
            return Message(message.kind, seat.own_hours()).encode(), book
        case Kind.ALONE:
            book = Book(message.amounts, message.amounts)
            found = seat.alone(book.measure)
        case Kind.SETTLED:
            kept = seat.keep(book.measure, message.amounts)
            if kept is None:
                reason = "a collective cannot keep to a mixture of its own answers"
                raise UnsolvedError(reason)
            return Message(message.kind, NOTHING, _hours(kept)).encode(), book
        case Kind.OFFER:
            book = replace(book, worth=message.amounts)
            found = _within(seat, book, *_box(book, message))
        case _:  # limits
            some = np.minimum(message.amounts, 0.0), np.maximum(message.amounts, 0.0)
            found = _within(seat, book, *some)
    trade = round_down(found.trade)
    book = replace(book, trades=(*book.trades, trade))
    return Message(message.kind, trade, _hours(found)).encode(), book


def _within(seat: Seat, book: Book, least: Floats, most: Floats) -> Answer:
    found = seat.answer(book.measure, book.worth, least, most)
    return seat.alone(book.measure) if found is None else found


def _hours(answer: Answer) -> tuple[float, float]:
    return answer.hours, answer.missing


def _box(book: Book, message: Message) -> tuple[Floats, Floats]:
    """Return how far an offer may be from the plan so far."""
    if not message.hours:
        free = np.full(len(message.amounts), np.inf)
        return -free, free
    centre = np.zeros(len(message.amounts))
    for number, weight in message.parts:
        centre += weight * book.trades[number]
    far = message.hours[0] / book.measure
    return centre - far, centre + far
