"""``folkmoot rota``: who does what when, from a file, without a server."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from folkmoot.cli.files.rota.located import FaultsError
from folkmoot.cli.files.rota.reading import MOST_FAULTS, read_period
from folkmoot.cli.files.rota.telling import as_json, in_words

BAD_FILE, SOME_EMPTY = 2, 3


def main(argv: Sequence[str]) -> int:
    """Read, share out, tell; return 3 where places stay empty, 2 for a bad file."""
    options = make_parser().parse_args(argv)
    try:
        return run(options)
    except FaultsError as error:
        for fault in error.faults[:MOST_FAULTS]:
            place = f"{options.file}:{fault.line}" if fault.line else f"{options.file}"
            print(f"{place}: {fault.reason}", file=sys.stderr)
        more = len(error.faults) - MOST_FAULTS
        if more > 0:
            print(f"{options.file}: and {more} more", file=sys.stderr)
        return BAD_FILE


def make_parser() -> argparse.ArgumentParser:
    """Return what the words of the command may be."""
    parser = argparse.ArgumentParser(
        prog="folkmoot rota",
        description="Share out work from a file: who does what when, and why.",
        epilog="Status 0 means that every place is filled, 2 that the file cannot be"
        " read, 3 that some places stay empty; each is named with what is missing. What"
        " stands in the file: docs/reference/planning-files-rota.md.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
    parser.add_argument(
        "--draft", action="store_true", help="the first draft, without improving it"
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Do what the words ask for."""
    from folkmoot.engines.sharing import Method, draft, improve

    period = read_period(options.file)
    rota = draft(period) if options.draft else improve(period)
    if options.json:
        print(json.dumps(as_json(rota), ensure_ascii=False, indent=1))
    else:
        for line in in_words(period, rota):
            print(line)
    sys.stdout.flush()
    if rota.method is Method.DRAFT and not options.draft:
        print("This is the first draft: too large to be improved.", file=sys.stderr)
    return SOME_EMPTY if rota.shortages else 0
