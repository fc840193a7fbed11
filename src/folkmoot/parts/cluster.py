"""Parts worked on by the workers of a Dask cluster, on one machine or several."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self

from distributed import Client, Security

from folkmoot.parts import AHEAD, pair


class Cluster:
    """A Dask cluster that is already running; close it, or use it with `with`.

    ``address`` is that of its scheduler. Only ``tls://`` is taken, since answers travel
    over the network; the certificates are those of Dask's configuration, or of
    ``security``.
    """

    def __init__(self, address: str, security: Security | None = None) -> None:
        if not address.startswith("tls://"):
            message = f"the address is {address}; expected one that begins with tls://"
            raise ValueError(message)
        self.client = Client(address, security=security or Security(), timeout="10s")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster; what was placed there is forgotten."""
        self.client.close()

    def place(self, parts: Sequence[Any]) -> "PlacedOnWorkers":
        """Send each part to one worker, where it stays."""
        # Hashing the parts to find equal ones would take longer than sending them.
        held = self.client.scatter(list(parts), hash=False)
        return PlacedOnWorkers(self.client, held)


class PlacedOnWorkers:
    """Parts in the memory of workers."""

    def __init__(self, client: Client, held: list[Any]) -> None:
        self.client, self.held = client, held

    def run(
        self, work: Callable[..., Any], *shared: Any, each: Sequence[Any] = ()
    ) -> Iterator[Any]:
        """Yield the results in the order of the parts."""
        ahead = AHEAD * max(len(self.client.scheduler_info()["workers"]), 1)
        waiting: deque[Any] = deque()
        for task in pair(self.held, each):
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
            waiting.append(self.client.submit(work, *task, *shared, pure=False))
        while waiting:
            yield waiting.popleft().result()
