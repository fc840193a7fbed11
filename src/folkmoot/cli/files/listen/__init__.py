"""``folkmoot listen``: the map of opinion from files, without a server."""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from folkmoot.cli.errors import StopError
from folkmoot.cli.numbers import count, seed
from folkmoot.cli.progress import Progress
from folkmoot.cli.threads import use_few_threads
from folkmoot.listening.polis import MalformedFolderError

if TYPE_CHECKING:
    from folkmoot.engines.opinion import OpinionMap
    from folkmoot.parts import Executor

BAD_FILES = 2
ENGINES = "threads, serial, processes, or dask://HOST:PORT"
SHORT = 2.0  # seconds that nobody needs to be told about


def main(argv: Sequence[str]) -> int:
    """Read, draw the map, tell; return 2 when the files cannot be read."""
    options = make_parser().parse_args(argv)
    use_few_threads()
    try:
        return run(options)
    except MalformedFolderError as error:
        for fault in sorted(error.faults, key=lambda one: (one.file, one.line)):
            place = f"{fault.file}:{fault.line}" if fault.line else fault.file
            print(f"{place}: {fault.reason}", file=sys.stderr)
        return BAD_FILES


def make_parser() -> argparse.ArgumentParser:
    """Return what the words of the command may be."""
    purpose = (
        "Draw the map of opinion from a folder that Polis exports, or from a file."
    )
    parser = argparse.ArgumentParser(
        prog="folkmoot listen",
        description=purpose,
        epilog="A file has a row for each answer (columns participant, statement, answer"
        " and perhaps timestamp) or for each person (column participant and one for each"
        " statement). Answers are 1, 0, -1 or agree, pass, disagree.",
    )
    parser.add_argument("source", type=Path, metavar="FOLDER|VOTES.csv")
    parser.add_argument(
        "--statements",
        type=Path,
        metavar="FILE",
        help="what the statements say: columns id and text, or Polis' comments.csv",
    )
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw the map as well")
    parser.add_argument(
        "--seed", type=seed, default=1, help="same seed, same map (default: 1)"
    )
    parser.add_argument(
        "--groups",
        type=count,
        metavar="N",
        help="how many; default: the votes decide",
    )
    parser.add_argument(
        "--engine", default="threads", help=f"what works on the votes: {ENGINES}"
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Do what the words ask for."""
    import numpy as np

    from folkmoot.cli.files.listen.reading import read_heard
    from folkmoot.cli.files.listen.telling import as_json, compare, draw, in_words
    from folkmoot.engines.opinion import opinion_map

    heard = read_heard(options.source, options.statements, _say)
    with ExitStack() as stack:
        executor = open_engine(options.engine, stack)

        def map_of(n_groups: int | None, resamples: int) -> "OpinionMap":
            return opinion_map(
                heard.votes,
                rng=np.random.default_rng(options.seed),  # noqa: TID251 -- published
                moderated=heard.moderated,
                n_groups=n_groups,
                resamples=resamples,
                executor=executor,
                report=progress.show,
            )

        _say(f"Drawing the map of {heard.votes.n_votes} answers")
        progress = Progress("Drawn", after=SHORT)
        found = map_of(options.groups, 10)
        same = found
        if heard.polis_groups is not None:
            many = len(np.unique(heard.polis_groups[heard.polis_groups >= 0]))
            progress = Progress("Drawn with as many groups as Polis", after=SHORT)
            same = map_of(max(many, 1), 0)
    beside = compare(heard, found, same)
    if options.svg:
        _write(options.svg, draw(heard, found))
    if options.json:
        told = as_json(heard, found, options.seed, beside)
        print(json.dumps(told, ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(in_words(heard, found, options.seed, beside)))
    sys.stdout.flush()
    return 0


def open_engine(word: str, stack: ExitStack) -> "Executor":
    """Return what shall work on the votes; ``stack`` closes it.

    Raises
    ------
    StopError
        If there is nothing of that name, or it cannot be reached.
    """
    from folkmoot.parts import Serial, Threads
    from folkmoot.parts.processes import Processes

    if word in ("threads", "serial"):
        return Threads() if word == "threads" else Serial()
    if word == "processes":
        return stack.enter_context(Processes())
    if word.startswith("dask://"):
        return _open_cluster(word.removeprefix("dask://"), stack)
    message = f"There is no engine “{word}”; there are {ENGINES}."
    raise StopError(message)


def _open_cluster(place: str, stack: ExitStack) -> "Executor":
    if find_spec("distributed") is None:
        message = "dask:// needs the extra “cluster”: pip install '/path/to/the/clone[cluster]'."
        raise StopError(message)
    from folkmoot.parts.cluster import Cluster

    try:
        return stack.enter_context(Cluster(f"tls://{place}"))
    except (OSError, ValueError, TypeError) as error:
        message = f"The cluster at {place} cannot be reached over TLS: {error}"
        raise StopError(message) from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        raise StopError(message) from None


def _say(words: str) -> None:
    print(f"{words} ...", file=sys.stderr, flush=True)
