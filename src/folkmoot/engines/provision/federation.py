"""Several collectives exchange in kind: all work less, and nobody more than alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.answering import EMPTY, NOTHING, Book, reply
from folkmoot.engines.provision.blending import Blender
from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.trading import Answer, Seat
from folkmoot.engines.provision.wires import Kind, Message, decode, round_up
from folkmoot.parts import Executor, Serial

type Floats = NDArray[np.float64]
type Watch = Callable[[int, bytes, bytes], None]

STEP = 1.5  # of the usual burden: how far all offers of a round go among people
LARGEST_STEP = 0.5  # of it, for one good
BAND = 1.4  # how far what a good is worth may move in one round
CALMER, CALMER_FREE = 0.9, 0.97  # how much less in each round
CALM = 12  # rounds of them that an exchange before stands for
OLD = 0.5  # how much of what it was worth stays
TRIMMINGS = 3  # how often the exchange before is cut to what all can still keep
DUST = 1e-7  # of the usual burden: nobody carries so little
FLOOR = 1e-6  # of its measure a good is always worth
ROUNDED = 2.0**-22  # of an amount, at most, that a message leaves out


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """Where an exchange begins: the end of the one before.

    Parameters
    ----------
    worth : array of float64, shape (exchanged,)
        What goods were worth in hours.
    trades : array of float64, shape (collectives, exchanged)
        What each gave, above 0, or got.
    """

    worth: Floats
    trades: Floats


@dataclass(frozen=True, slots=True)
class Round:
    """What one round brought. The plan after it can be kept to as it is.

    Parameters
    ----------
    hours, missing : float
        Work, and what is missing counted in hours, of all together.
    most : float
        Hours together as a part of those alone, where it is largest.
    bound : float
        Work and what is missing cannot be less than this, whatever is exchanged; minus
        infinity where offers are bounded and nothing is known.
    n_bytes : int
        What travelled to and from the collective with most of it.
    """

    hours: float
    missing: float
    most: float
    bound: float
    n_bytes: int


@dataclass(frozen=True, slots=True, eq=False)
class Federation:
    """An exchange that all can keep to.

    Parameters
    ----------
    trades : array of float64, shape (collectives, exchanged)
        What each gives, above 0, or gets, below 0, in each good's own unit, period
        after period. Of each good as much is given as is got.
    alone, together : array of float64, shape (collectives,)
        Hours of work of each.
    missing_alone, missing : array of float64, shape (collectives,)
        What is missing to each, counted in hours and by urgency.
    worth : array of float64, shape (exchanged,)
        Hours that one more of each good saves.
    rounds : tuple of Round
        What each round brought.
    """

    trades: Floats
    alone: Floats
    together: Floats
    missing_alone: Floats
    missing: Floats
    worth: Floats
    rounds: tuple[Round, ...]

    @property
    def saved(self) -> float:
        """Hours of work that all together have less, and what they lack less."""
        before = self.alone.sum() + self.missing_alone.sum()
        return float(before - self.together.sum() - self.missing.sum())

    @property
    def certified(self) -> float:
        """What part of all that can be saved is saved at least; 0: nothing is known."""
        possible = float(self.alone.sum() + self.missing_alone.sum())
        possible -= max(one.bound for one in self.rounds)
        return min(1.0, self.saved / possible) if possible > 0 else 1.0

    @property
    def start(self) -> Start:
        """Where the next exchange begins."""
        return Start(self.worth, self.trades)


def federate(
    seats: Sequence[Seat],
    *,
    rounds: int = 10,
    is_free: bool = False,
    enough: float = 1.0,
    start: Start | None = None,
    executor: Executor | None = None,
    watch: Watch | None = None,
) -> Federation:
    """Return an exchange in which nobody works more than alone.

    Parameters
    ----------
    seats : sequence of Seat
        The collectives, with one and the same exchange.
    rounds : int
        How many rounds of offers at most.
    is_free : bool
        Whether offers may go as far as they like. Among people they stay near the plan
        so far, which brings much at once; a server lets them go, which brings little at
        first and then a bound that proves how near to the best the plan is.
    enough : float
        Stop when so much of all that can be saved is proven to be saved.
    start : Start, optional
        The exchange before, as of last year.
    executor : Executor, optional
        Who does the collectives' part of the work.
    watch : callable, optional
        Called with the collective, the message to it and its answer, for each message.

    Returns
    -------
    Federation
        What each gives and gets, and the work of each.

    Raises
    ------
    ProvisionError
        If the collectives do not have the same exchange, or there are none.

    Notes
    -----
    In a round, every collective learns what goods are worth in hours and answers what it
    would give and get; then how much of that the others match, pro rata, and answers
    within that. All answers are blended (`Blender`); the work that one more of a good
    saves in the blend, smoothed and kept in a band around what it was (Wentges 1997; du
    Merle and others 1999), is what it is worth in the next round. The bound is that of
    Lagrange. A message has 4 bytes for each good and period, four of them make a round.

    Examples
    --------
    One bakes well, the other grows well; each needs 10 loaves and 10 kg of greens:

    >>> import numpy as np
    >>> from scipy.sparse import csc_array
    >>> from folkmoot.engines import provision
    >>> def village(loaf, greens):
    ...     technology = provision.Technology(
    ...         goods=["loaf", "greens"], techniques=["bake", "grow"], resources=[],
    ...         outputs=csc_array(np.eye(2)), inputs=csc_array((2, 2)),
    ...         hours=np.array([loaf, greens]), uses=csc_array((0, 2)),
    ...     )
    ...     needs = provision.Needs(
    ...         goods=np.array([0, 1]), classes=np.array([1, 1]),
    ...         amounts=np.array([10.0, 10.0]), periods=np.array([1, 1]),
    ...     )
    ...     means = provision.free_means(technology)
    ...     return provision.Situation(technology, needs, means)
    >>> both = provision.Exchange(["loaf", "greens"], ["piece", "kg"], np.zeros(2))
    >>> seats = [provision.Seat(village(1.0, 2.0), both)]
    >>> seats += [provision.Seat(village(2.0, 1.0), both)]
    >>> found = provision.federate(seats, is_free=True, enough=0.999)
    >>> found.alone.tolist(), found.together.round(3).tolist()
    ([30.0, 30.0], [20.0, 20.0])
    """
    table = _table_for(seats, executor or Serial(), watch)
    table.open(start)
    for number in range(rounds):
        table.run(number, is_free=is_free)
        if is_free and table.proven() >= enough:
            break
    return table.settle()


def exchange_in_rounds(
    seats: Sequence[Seat], *, watch: Watch | None = None
) -> Iterator[Federation]:
    """Yield the exchange after each round, without end; each can be kept to as it is.

    These are the rounds among people of `federate`: whoever asks for one more looks at
    what there is first. The same seats bring the same rounds again.

    Parameters
    ----------
    seats : sequence of Seat
        The collectives, with one and the same exchange.
    watch : callable, optional
        Called with the collective, the message to it and its answer, for each message.

    Yields
    ------
    Federation
        What each gives and gets after that round, and the work of each.

    Raises
    ------
    ProvisionError
        If the collectives do not have the same exchange, or there are none.
    """
    table = _table_for(seats, Serial(), watch)
    table.open(None)
    for number in count():
        table.run(number, is_free=False)
        yield table.settle()


def _table_for(
    seats: Sequence[Seat], executor: Executor, watch: Watch | None
) -> "_Round":
    if not seats or any(one.exchange is not seats[0].exchange for one in seats):
        message = "expected at least one collective, all with the same exchange"
        raise ProvisionError(message)
    return _Round(seats, executor, watch)


class _Round:
    """The one who carries messages and blends answers; it sees nothing else."""

    def __init__(
        self, seats: Sequence[Seat], executor: Executor, watch: Watch | None
    ) -> None:
        self.many, self.watch = len(seats), watch
        self.seats = executor.place(seats)
        self.books = [EMPTY] * self.many
        self.n_bytes = np.zeros(self.many, dtype=np.int64)
        self.rounds: list[Round] = []
        self.bound = -np.inf
        self.carrying = np.tile(seats[0].exchange.hours, seats[0].exchange.n_periods)

    def ask(self, messages: Sequence[Message]) -> list[Message]:
        """Bring each collective its message, and return the answers."""
        texts = [one.encode() for one in messages]
        letters: list[tuple[bytes, Book]] = list(zip(texts, self.books, strict=True))
        answers = []
        for place, found in enumerate(self.seats.run(reply, each=letters)):
            # The book is the collective's own: it is handed back as it came.
            text, self.books[place] = found
            self.n_bytes[place] += len(texts[place]) + len(text)
            if self.watch:
                self.watch(place, texts[place], text)
            answers.append(decode(text))
        return answers

    def open(self, start: Start | None) -> None:
        """Learn what each has alone, and what goods usually take."""
        told = self.ask([Message(Kind.OWN_HOURS, NOTHING)] * self.many)
        self.measure = usual_hours([one.amounts for one in told], self.carrying)
        told = self.ask([Message(Kind.ALONE, self.measure)] * self.many)
        self.first = [Answer(one.amounts, *one.hours) for one in told]
        self.alone = sum(one.burden for one in self.first)
        self.blender = Blender(self.first, self.measure)
        each = min(LARGEST_STEP, STEP / max(len(self.measure), 1))
        self.step = each * self.blender.size
        self.worth = self.best = self.measure if start is None else start.worth
        if start is not None:
            trades = list(start.trades)
            for _ in range(TRIMMINGS):
                trades = match(self._collect(Kind.LIMITS, trades))
        self.now = self.blender.blend()
        self.parts = self.now.parts
        self.calm = 0 if start is None else CALM
        if start is not None:
            # The last exchange is nearer to the next one than what all can keep of it.
            self.parts = (((1, 1.0),),) * self.many

    def run(self, number: int, *, is_free: bool) -> None:
        """Let everybody offer and ask, then answer to what is matched."""
        self.n_bytes[:] = 0
        self.worth = np.maximum(self.worth, FLOOR * self.measure)
        self.worth = self.worth.astype(np.float32).astype(np.float64)
        far = () if is_free else (self.step,)
        offers = self.ask(
            [
                Message(Kind.OFFER, self.worth, far, () if is_free else parts)
                for parts in self.parts
            ]
        )
        if is_free:
            self._bound(offers)
        self._add(offers)
        self._collect(Kind.LIMITS, match([one.amounts for one in offers]))
        self.now = self.blender.blend()
        self.parts = self.now.parts
        self._note()
        base = self.best if is_free else self.worth
        wide = 1 + (BAND - 1) * (CALMER_FREE if is_free else CALMER) ** (
            number + self.calm
        )
        new = self.blender.worth(base / wide, base * wide)
        self.worth = OLD * base + (1 - OLD) * new

    def _collect(self, kind: Kind, amounts: Sequence[Floats]) -> list[Floats]:
        told = self.ask([Message(kind, one) for one in amounts])
        self._add(told)
        return [one.amounts for one in told]

    def _add(self, told: Sequence[Message]) -> None:
        for place, one in enumerate(told):
            self.blender.add(place, Answer(one.amounts, *one.hours))

    def _bound(self, offers: Sequence[Message]) -> None:
        """Keep the best bound: what all would do if goods were had at their worth."""
        found = 0.0
        for one in offers:
            worth = self.worth * one.amounts
            found += sum(one.hours) - worth.sum() - ROUNDED * np.abs(worth).sum()
        if found > self.bound:
            self.bound, self.best = found, self.worth

    def _note(self) -> None:
        alone = np.array([one.hours for one in self.first])
        parts = np.where(alone > 0, self.now.hours / np.where(alone > 0, alone, 1), 1)
        one = Round(
            hours=float(self.now.hours.sum()),
            missing=float(self.now.missing.sum()),
            most=float(parts.max()),
            bound=self.bound,
            n_bytes=int(self.n_bytes.max()),
        )
        self.rounds.append(one)

    def proven(self) -> float:
        """Return what part of all that can be saved is saved at least."""
        possible = self.alone - self.bound
        return (self.alone - self.now.burden) / possible if possible > 0 else 1.0

    def settle(self) -> Federation:
        """Tell each its part, and learn the work that it has with it."""
        dust = DUST * self.blender.size / self.measure
        trades = round_up(without_dust(self.now.trades, dust))
        told = self.ask([Message(Kind.SETTLED, one) for one in trades])
        hours = np.array([one.hours for one in told])
        return Federation(
            trades=trades,
            alone=np.array([one.hours for one in self.first]),
            together=hours[:, 0],
            missing_alone=np.array([one.missing for one in self.first]),
            missing=hours[:, 1],
            worth=self.worth,
            rounds=tuple(self.rounds),
        )


def match(offers: Sequence[Floats]) -> list[Floats]:
    """Return what is matched of each offer: what is short is shared out pro rata."""
    table = np.array(offers)
    given, got = np.maximum(table, 0).sum(axis=0), np.maximum(-table, 0).sum(axis=0)
    both = np.minimum(given, got)
    wanted = both / np.where(given > 0, given, 1.0)
    there = both / np.where(got > 0, got, 1.0)
    return list(np.where(table > 0, table * wanted, table * there))


def without_dust(trades: Floats, dust: Floats) -> Floats:
    """Return trades without trifles; as much is given as is got, as before."""
    found = np.where(np.abs(trades) > dust, trades, 0.0)
    given, got = np.maximum(found, 0).sum(axis=0), np.maximum(-found, 0).sum(axis=0)
    there = np.minimum(1.0, given / np.where(got > 0, got, 1.0))
    return np.where(found < 0, found * there, found)


def usual_hours(told: Sequence[Floats], carrying: Floats) -> Floats:
    """Return the middle of what one of each good takes where it is made."""
    table = np.array(told)
    found = np.zeros(len(carrying))
    for place, column in enumerate(table.T):
        made = column[np.isfinite(column)]
        found[place] = np.median(made) if len(made) else 0.0
    some = found[found > 0]
    nobody = 0.1 * float(np.median(some)) if len(some) else 1.0
    # What nobody makes, some may have in stock: it is worth carrying at least.
    return np.where(found > 0, found, np.maximum(carrying, nobody))
