"""Several threads in the same instant: how often, and which side goes first."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import sleep
from typing import Any

import pytest
from django.db import connections

type Act = Callable[[], Any]

TRIALS = 300
FEW = 40
MOST = 5  # at once
WAITS = (0, 0.25, 0, 0.005, 0.02, 0, 0.01, 0.04, 0, 0.02)  # seconds


class Racers:
    """Threads that keep their connections, as those of a server do."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._pool = ThreadPoolExecutor(most)

    def run_together(self, acts: Sequence[Act]) -> list[Any]:
        """Start all at the same instant; return what each returned or raised."""
        gate = threading.Barrier(len(acts))

        def run(act: Act) -> Any:
            gate.wait()
            try:
                return act()
            except Exception as error:  # noqa: BLE001 -- the test looks at it
                return error

        return list(self._pool.map(run, acts))

    def end(self) -> None:
        """Let every thread close its connection, and end."""
        self.run_together([connections.close_all] * self.most)
        self._pool.shutdown()


def held_back(trial: int, one: Sequence[Act], other: Sequence[Act]) -> list[Act]:
    """Return the acts of both sides; one side begins some milliseconds later.

    Which one, and by how much, changes with the trial: started in the same instant, one
    side could come first each time on some machine, and the race would show nothing.
    """
    wait = WAITS[trial // 2 % len(WAITS)]
    first, second = (wait, 0.0) if trial % 2 else (0.0, wait)
    return [
        *(partial(_after, first, act) for act in one),
        *(partial(_after, second, act) for act in other),
    ]


def _after(seconds: float, act: Act) -> Any:
    sleep(seconds)
    return act()


@pytest.fixture
def run_together(
    transactional_db: None,
) -> Iterator[Callable[[Sequence[Act]], list[Any]]]:
    """Start several acts at the same instant; return what each came to."""
    racers = Racers(MOST)
    yield racers.run_together
    racers.end()


@pytest.fixture
def start_together(
    run_together: Callable[[Sequence[Act]], list[Any]],
) -> Callable[..., list[Any]]:
    """Start several acts of which some may be refused, and nothing else may go wrong."""

    def start(refusal: type[Exception], *acts: Act) -> list[Any]:
        results = run_together(acts)
        raised = [result for result in results if isinstance(result, Exception)]
        assert all(isinstance(error, refusal) for error in raised), raised
        return results

    return start


def refusals(results: Sequence[object]) -> int:
    """Return how many of ``results`` are refusals."""
    return sum(isinstance(result, Exception) for result in results)


@pytest.fixture(params=[FEW, pytest.param(TRIALS, marks=pytest.mark.slow)])
def trials(request: pytest.FixtureRequest) -> int:
    """Return how often a race is run: a few times in all tests, often in the soak."""
    count: int = request.param
    return count
