"""``folkmoot export``: a whole collective as one file."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from folkmoot.cli.errors import StopError
from folkmoot.cli.progress import Progress
from folkmoot.cli.server.starting import (
    make_parser,
    read_options,
    require_init,
    start_django,
)

if TYPE_CHECKING:
    from folkmoot.people.models import Collective


def main(argv: Sequence[str]) -> int:
    """Write the file; it appears when it is whole."""
    parser = make_parser("export", "Write a whole collective into one file.")
    parser.add_argument("slug", metavar="SLUG", help="the end of its address")
    parser.add_argument("file", type=Path, metavar="FILE", help="such as elm.tar.gz")
    options = read_options(parser, argv)
    require_init()
    start_django()
    from folkmoot.cli.server.database import find_collective, require_this_version

    require_this_version()
    collective = find_collective(options.slug)
    if options.file.exists():
        message = f"{options.file} is there already."
        raise StopError(message)
    _write(collective, options.file)
    return 0


def _write(collective: "Collective", file: Path) -> None:
    from folkmoot.home.operations import write_copy
    from folkmoot.web.clock import read_clock

    shown = Progress("Exporting")
    partly = file.with_name(f"{file.name}.partly")
    try:
        with partly.open("xb") as out:
            manifest = write_copy(
                collective=collective,
                out=out,
                now=read_clock(),
                progress=lambda _table, done, total: shown.show(done, total),
            )
            os.fsync(out.fileno())
        partly.rename(file)
    finally:
        partly.unlink(missing_ok=True)
    shown.show(1, 1)
    record = manifest["record"]
    print(f"{file}: entry {record['size']} is the last; it ends in {record['root']}")
    if record["unsigned"]:
        print(f"Only {record['signed']} entries are signed: {record['unsigned']}.")
