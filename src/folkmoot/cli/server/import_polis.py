"""``folkmoot import polis`` and ``csv``: a conversation that was held elsewhere."""

import re
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from folkmoot.cli.errors import StopError
from folkmoot.cli.server.starting import add_data

if TYPE_CHECKING:
    from folkmoot.listening.models import Hearing
    from folkmoot.people.models import Membership


# RFC 5646, 2.1: language, script, region, variants, extensions; or private use alone.
TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*"
    r"(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+",
    re.ASCII | re.IGNORECASE,
)
LONGEST = 20  # characters, as the column of a hearing has it


def add_options(kinds: "_SubParsersAction[Any]") -> None:
    """Add the subcommands with their options."""
    purpose = "Import the folder that Polis exports, as a hearing without a question."
    parser = kinds.add_parser("polis", help=purpose, description=purpose)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    _add_common(parser)
    parser.set_defaults(run=run)
    purpose = "Import a table of answers, as a hearing without a question."
    columns = "It has the columns statement, person and answer (agree, pass, disagree)."
    parser = kinds.add_parser("csv", help=purpose, description=f"{purpose} {columns}")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--statements",
        type=Path,
        metavar="FILE",
        help="what the statements say: columns statement and text",
    )
    _add_common(parser)
    parser.set_defaults(run=run_table)


def _add_common(parser: ArgumentParser) -> None:
    add_data(parser, SUPPRESS)  # the option counts before and behind the word
    parser.add_argument(
        "--collective", required=True, metavar="SLUG", help="into which"
    )
    parser.add_argument("--member", required=True, metavar="NAME", help="who imports")
    parser.add_argument(
        "--language",
        default="",
        help="of the words, as a BCP 47 tag such as en or zh-Hant",
    )
    parser.add_argument("--title", default="", help="default: the topic in the files")
    parser.add_argument("--licence", default="", help="under which the words are given")


def run(options: Namespace) -> int:
    """Import what Polis exported."""
    from folkmoot.listening.operations import import_polis

    if not options.folder.is_dir():
        message = f"{options.folder} is not a folder."
        raise StopError(message)
    return _run(options, lambda **more: import_polis(folder=options.folder, **more))


def run_table(options: Namespace) -> int:
    """Import a plain table."""
    from folkmoot.listening.operations import import_table

    files = {"file": options.file, "texts": options.statements}
    return _run(options, lambda **more: import_table(**files, **more))


def _run(options: Namespace, bring: "Callable[..., Hearing]") -> int:
    """Import; print what came in, or every line that cannot be read."""
    from django.utils.translation import gettext

    from folkmoot.listening.operations import HearingError
    from folkmoot.listening.polis import MalformedFolderError
    from folkmoot.listening.queries import count_numbers
    from folkmoot.web.clock import read_clock

    _require_tag(options.language)
    try:
        hearing = bring(
            member=find_member(options.collective, options.member),
            now=read_clock(),
            language=options.language,
            title=options.title,
            licence=options.licence,
            progress=show_progress,
        )
    except MalformedFolderError as error:
        for fault in error.faults:
            words = fault.say(gettext)
            place = f"{fault.file}:{fault.line}" if fault.line else fault.file
            print(f"{place}: {words}", file=sys.stderr)
        raise StopError(gettext(str(error))) from None
    except HearingError as error:
        raise StopError(str(error)) from None
    numbers = count_numbers(hearing)
    print(
        f"{hearing.title}: {numbers.statements} statements ({numbers.folded} folded), "
        f"{numbers.voices} voices, {numbers.responses} answers"
    )
    print(f"SHA-256 {hearing.source_sha256}")
    print(f"/c/{options.collective}/hearings/{hearing.id}/")
    return 0


def _require_tag(language: str) -> None:
    if language and not (len(language) <= LONGEST and TAG.fullmatch(language)):
        message = f"“{language}” is no language tag. Write one such as en or zh-Hant."
        raise StopError(message)


def find_member(slug: str, name: str) -> "Membership":
    """Return the member called ``name`` in the collective at ``slug``.

    Raises
    ------
    StopError
        If there is none, or several have that name.
    """
    from folkmoot.cli.server.database import find_collective
    from folkmoot.people.queries import list_members

    members = list_members(find_collective(slug))
    found = [member for member in members if member.name == name]
    if len(found) != 1:
        several = "Several members are" if found else "No member is"
        message = f"{several} called “{name}” in “{slug}”."
        raise StopError(message)
    return found[0]


def show_progress(word: str, done: int, total: int) -> None:
    """Say on standard error how far it is; in a log file, one line for each step."""
    is_terminal = sys.stderr.isatty()
    if not is_terminal and done < total:
        return
    percent = 100 * done // total if total else 100
    start, end = ("\r", "" if done < total else "\n") if is_terminal else ("", "\n")
    print(f"{start}{word}: {percent} %", end=end, file=sys.stderr, flush=True)
