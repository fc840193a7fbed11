"""Tables to take away, as CSV that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.http import HttpResponse, StreamingHttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_response(rows: Iterable[list[str]], name: str) -> HttpResponse:
    """Return the rows as a file called ``name``, written while they are sent."""
    answer = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer  # type: ignore[return-value] # both are answers; Django's types differ


def _lines(rows: Iterable[list[str]]) -> Iterator[str]:
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow([_harmless(c) for c in row])
        yield line.getvalue()


def _harmless(cell: str) -> str:
    """Return ``cell``, with a mark before it where a spreadsheet would compute it."""
    is_number = cell.removeprefix("-").isdecimal()
    return f"'{cell}" if cell.startswith(FORMULA) and not is_number else cell
