"""Several who act at the same instant."""

import threading
from collections.abc import Callable

from django.db import connection


def start_together(
    refusal: type[Exception], *acts: Callable[[], object]
) -> list[object]:
    """Start all at once; return what each came to, a refusal included."""
    gate, results = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            results.append(act())
        except refusal as refused:
            results.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def refusals(results: list[object]) -> int:
    """Return how many of ``results`` are refusals."""
    return sum(isinstance(result, Exception) for result in results)
