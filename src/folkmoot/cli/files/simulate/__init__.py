"""``folkmoot simulate``: a federation of synthetic people decides one question."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from folkmoot.cli.errors import StopError
from folkmoot.cli.numbers import count, seed
from folkmoot.engines.consensus import DEFAULTS, QuestionClass
from folkmoot.listening.polis import MalformedFolderError

CLASSES = [str(name) for name in QuestionClass if name != QuestionClass.SMALL]
RANDOM = "random"
HOSTILE = ("stops", "fake-stops", "fake-yes")
CHECKS_AT_MOST = 6


def main(argv: Sequence[str]) -> int:
    """Build the federation, ask it, tell what came of it."""
    options = make_parser().parse_args(argv)
    started = perf_counter()
    try:
        return run(options, started)
    except MalformedFolderError as error:
        first = min(error.faults, key=lambda one: (one.file, one.line))
        message = f"{first.file}:{first.line}: {first.reason}"
        raise StopError(message) from None


def make_parser() -> argparse.ArgumentParser:
    """Return what the words of the command may be."""
    parser = argparse.ArgumentParser(
        prog="folkmoot simulate",
        description="Ask a federation of synthetic people one question and follow it"
        " from the hearing to its result. The same words give the same result.",
        epilog="What is assumed of people is told in docs/explanation/algorithms/federation.md.",
    )
    parser.add_argument(
        "--engine-only",
        action="store_true",
        required=True,
        help="with the rules alone, without a database",
    )
    add_options(parser)
    return parser


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what a simulation may be told, wherever it runs."""
    number = parser.add_argument
    number(
        "--people",
        type=count,
        default=10_000,
        help="how many (default: 10000 with --engine-only, else 200)",
    )
    number(
        "--leaf-size",
        type=count,
        default=25,
        help="people in each collective (default: 25)",
    )
    number(
        "--fan-in",
        type=_pair,
        default=10,
        help="collectives in each council (default: 10)",
    )
    number(
        "--class",
        dest="question_class",
        choices=CLASSES,
        default="serious",
        help="of the question (default: serious)",
    )
    number(
        "--opinions",
        default=RANDOM,
        metavar="FILE|random",
        help="answers to copy: votes, or a folder that Polis exports (default: random)",
    )
    number(
        "--rounds",
        type=_rounds,
        default=3,
        help="checks at most, 2 to 6 (default: 3)",
    )
    number(
        "--absent",
        type=_share,
        default=0.4,
        metavar="SHARE",
        help="share of people who do not answer (default: 0.4)",
    )
    number(
        "--hostile",
        type=_hostile,
        default=("stops", 0.0),
        metavar="[KIND:]SHARE",
        help="stops: share of people who say stop in bad faith; fake-stops, fake-yes:"
        " made-up members in one collective, as a share of all (default: stops:0)",
    )
    number("--seed", type=seed, default=1, help="same seed, same people (default: 1)")
    number("--json", action="store_true", help="write JSON, for programs")


def _pair(text: str) -> int:
    number = int(text)
    if number < 2:  # noqa: PLR2004 # a council of one would rise for ever
        raise ValueError
    return number


def _rounds(text: str) -> int:
    number = int(text)
    if (
        not DEFAULTS[QuestionClass.SERIOUS].checks_before_near
        <= number
        <= CHECKS_AT_MOST
    ):
        raise ValueError
    return number


def _share(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 1:
        raise ValueError
    return number


def _hostile(text: str) -> tuple[str, float]:
    kind, _colon, share = text.rpartition(":")
    if (kind or HOSTILE[0]) not in HOSTILE:
        raise ValueError
    return kind or HOSTILE[0], _share(share)


def run(options: argparse.Namespace, started: float) -> int:
    """Do what the words ask for."""
    import numpy as np

    from folkmoot.cli.files.simulate.asking import ask, rules_for
    from folkmoot.cli.files.simulate.crowd import make_crowd
    from folkmoot.cli.files.simulate.shape import make_shape
    from folkmoot.cli.files.simulate.telling import tell
    from folkmoot.cli.files.simulate.wants import read_wants

    rng = np.random.default_rng(options.seed)  # noqa: TID251 -- published
    shape = make_shape(options.people, options.leaf_size, options.fan_in)
    sample = None
    if options.opinions != RANDOM:
        sample = read_wants(Path(options.opinions))
    crowd = make_crowd(shape, sample, options.absent, options.hostile, rng)
    rules = rules_for(options.question_class, options.rounds, crowd.shape.n_levels)
    asked = ask(crowd, rules, rng)
    tell(options, asked, rows=0, started=started)
    return 0
