"""``folkmoot plan``: plans from a folder of tables, without a server."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from folkmoot.cli.numbers import count
from folkmoot.cli.threads import use_few_threads

MET, SHORT, BAD_FILES = 0, 3, 2


def main(argv: Sequence[str]) -> int:
    """Read, plan, tell; return 3 when something is short, 2 when files are refused."""
    options = make_parser().parse_args(argv)
    use_few_threads()
    from folkmoot.engines.provision import ProvisionError

    try:
        return run(options)
    except BrokenPipeError:
        raise
    except (ProvisionError, OSError) as error:
        print(error, file=sys.stderr)
        return BAD_FILES


def make_parser() -> argparse.ArgumentParser:
    """Return what the words of the command may be."""
    from folkmoot.cli.files.plan.reading import examples

    parser = argparse.ArgumentParser(
        prog="folkmoot plan",
        description="Plan in kind from a folder of tables: who makes how much of what,"
        " so that needs are met as well as they can be, the most urgent first. A folder"
        " with exchange.csv and a folder of tables for each collective: what they"
        " exchange, so that nobody works more than alone.",
        epilog="Status 0: all needs can be met. 3: something is short, and it is named."
        f" 2: the tables were refused. Examples to begin with: {', '.join(examples())}.",
    )
    parser.add_argument(
        "source",
        metavar="FOLDER|FILE",
        help="a folder of tables, a .zip of one, or the name of an example",
    )
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
    parser.add_argument(
        "--mps",
        type=Path,
        metavar="FILE",
        help="write the plan's rows and columns as well, for any solver",
    )
    parser.add_argument(
        "--people", type=count, default=1, help="how many share the work (default: 1)"
    )
    parser.add_argument(
        "--periods", type=count, help="how many; default: the last that a table names"
    )
    parser.add_argument(
        "--rounds",
        type=count,
        help="several collectives: as many rounds of offers in small steps, as among"
        " people; default: until nearly nothing more can be saved",
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Do what the words ask for."""
    from folkmoot.cli.files.plan.reading import (
        furthest_number,
        is_exchange,
        read_source,
    )

    if is_exchange(options.source):
        return run_exchange(options)
    from folkmoot.cli.files.plan.telling import as_json, in_words
    from folkmoot.engines.provision import (
        UnsolvedError,
        explain_shortages,
        make_plans,
        write_mps,
    )

    situation = read_source(options.source, options.periods)
    try:
        plans = make_plans(situation, people=options.people)
        shortages = explain_shortages(plans)
    except (UnsolvedError, ArithmeticError):
        raise furthest_number(options.source) from None
    if options.mps:
        options.mps.write_text(write_mps(plans), encoding="utf-8")
    if options.json:
        told = as_json(plans, shortages)
        print(json.dumps(told, ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(in_words(plans, shortages)))
    sys.stdout.flush()
    return SHORT if shortages else MET


def run_exchange(options: argparse.Namespace) -> int:
    """Plan for several collectives that exchange."""
    from folkmoot.cli.files.plan.exchanging import as_json, in_words, plan_together
    from folkmoot.cli.files.plan.reading import (
        furthest_number_of_all,
        read_collectives,
    )
    from folkmoot.engines.provision import ProvisionError, UnsolvedError

    if options.mps or options.people != 1:
        message = "--mps and --people are for one collective alone"
        raise ProvisionError(message)
    collectives = read_collectives(options.source, options.periods)
    try:
        together = plan_together(collectives, options.rounds)
    except (UnsolvedError, ArithmeticError):
        raise furthest_number_of_all(options.source) from None
    if options.json:
        print(json.dumps(as_json(together), ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(in_words(together)))
    sys.stdout.flush()
    return SHORT if together.is_short else MET
