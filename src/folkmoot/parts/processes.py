"""Parts worked on by several processes of this machine."""

import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from folkmoot.parts import count_processors, in_order, pair

PARTS_IN_MEMORY = 1024  # that one worker keeps


class Processes:
    """Several processes, each with its own Python; close it, or use it with `with`.

    Parts are written to files in a temporary folder, so that each worker reads a part
    once and only small things travel between processes afterwards.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or count_processors()
        self.folder = tempfile.TemporaryDirectory(prefix="folkmoot-parts-")
        # Started anew rather than forked: a fork of a process with threads may hang.
        self.pool = ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))
        self.n_placed = 0

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
        """End the processes and remove the files."""
        self.pool.shutdown()
        self.folder.cleanup()

    def place(self, parts: Sequence[Any]) -> "PlacedInFiles":
        """Write the parts where the processes find them."""
        self.n_placed += 1
        files = []
        for number, part in enumerate(parts):
            file = Path(self.folder.name) / f"{self.n_placed}-{number}"
            file.write_bytes(pickle.dumps(part, pickle.HIGHEST_PROTOCOL))
            files.append(file)
        return PlacedInFiles(self, files)


class PlacedInFiles:
    """Parts in files that other processes read."""

    def __init__(self, owner: Processes, files: list[Path]) -> None:
        self.owner, self.files = owner, files

    def run(
        self, work: Callable[..., Any], *shared: Any, each: Sequence[Any] = ()
    ) -> Iterator[Any]:
        """Yield the results in the order of the parts."""
        submit = self.owner.pool.submit
        return in_order(
            lambda task: submit(work_on_file, work, *task, *shared),
            pair(self.files, each),
            self.owner.workers,
        )


def work_on_file(work: Callable[..., Any], file: Path, *values: Any) -> Any:
    """Do the work on the part in a file; this runs in another process."""
    return work(_read(file), *values)


@lru_cache(maxsize=PARTS_IN_MEMORY)
def _read(file: Path) -> Any:
    # Our own file, in a folder that only this user may open.
    return pickle.loads(file.read_bytes())  # noqa: S301
