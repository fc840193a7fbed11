"""Work over parts: the same small results, from one core, several, or other machines.

An engine cuts its input into parts, hands them to an `Executor` once and then runs
functions on all of them, each giving a small partial sum. The results come back in the
order of the parts, so what is summed from them has the same bytes whoever did the work.

- `Serial`: one after another, in the caller's thread.
- `Threads`: for functions that let go of Python's lock, as NumPy's and SciPy's do.
- `Processes` (``folkmoot.parts.processes``): for several processors without that.
- `Cluster` (``folkmoot.parts.cluster``, the extra ``cluster``): for several machines.

Beside them stands `folkmoot.parts.exchanges`: how anything here asks another machine, with
one limit on the whole exchange.

Functions and what is shared with them must be picklable for all but the first two.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol

AHEAD = 2  # results that may wait for each worker; more would only fill the memory


class Placed(Protocol):
    """Parts that lie where the work is done."""

    def run(
        self, work: Callable[..., Any], *shared: Any, each: Sequence[Any] = ()
    ) -> Iterator[Any]:
        """Yield ``work(part, *shared)`` for each part, in order.

        With ``each``, one value for each part, it is ``work(part, value, *shared)``.
        """


class Executor(Protocol):
    """Something that takes parts and works on them."""

    def place(self, parts: Sequence[Any]) -> Placed:
        """Bring the parts to where the work is done."""


class Serial:
    """One part after another."""

    def place(self, parts: Sequence[Any]) -> "PlacedHere":
        """Leave the parts where they are."""
        return PlacedHere(parts, 1)


class Threads:
    """Several parts at a time, as many as there are processors."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or count_processors()

    def place(self, parts: Sequence[Any]) -> "PlacedHere":
        """Leave the parts where they are."""
        return PlacedHere(parts, self.workers)


class PlacedHere:
    """Parts in this process's memory."""

    def __init__(self, parts: Sequence[Any], workers: int) -> None:
        self.parts, self.workers = parts, min(workers, len(parts))

    def run(
        self, work: Callable[..., Any], *shared: Any, each: Sequence[Any] = ()
    ) -> Iterator[Any]:
        """Yield the results in the order of the parts."""
        tasks = pair(self.parts, each)
        if self.workers <= 1:
            yield from (work(*task, *shared) for task in tasks)
            return
        with ThreadPoolExecutor(self.workers) as pool:
            yield from in_order(
                (lambda task: pool.submit(work, *task, *shared)), tasks, self.workers
            )


def pair(parts: Sequence[Any], each: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return what each call begins with: its part, and its own value if there is one."""
    if not each:
        return [(part,) for part in parts]
    return list(zip(parts, each, strict=True))


def in_order(
    submit: Callable[[tuple[Any, ...]], "Future[Any]"],
    tasks: Sequence[tuple[Any, ...]],
    workers: int,
) -> Iterator[Any]:
    """Yield results in order while only a few tasks are under way."""
    waiting: deque[Future[Any]] = deque()
    for task in tasks:
        if len(waiting) >= AHEAD * workers:
            yield waiting.popleft().result()
        waiting.append(submit(task))
    while waiting:
        yield waiting.popleft().result()


def count_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
