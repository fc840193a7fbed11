"""The first page: a section for each subject, each with one query.

To add a section: a function that returns what its template shows, and a line in
`SECTIONS`. The template is included with ``found``, ``member`` and ``now``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from folkmoot.fund.queries.standing import list_standing
from folkmoot.fund.queries.surplus.pages import count_open
from folkmoot.needs.queries.needs import get_sums
from folkmoot.needs.queries.things import get_things
from folkmoot.people.models import Membership
from folkmoot.planning.queries.plans.summing import get_plans_sum
from folkmoot.shifts.queries.board import get_glance


@dataclass(frozen=True)
class Section:
    """One part of the first page: its template, and what it shows now."""

    template: str
    found: object


type Read = Callable[[Membership, datetime], object]
# In the order of the page: what people need first, then what is of most days.
SECTIONS: tuple[tuple[str, Read], ...] = (
    ("needs/_section.html", get_sums),
    ("shifts/_section.html", get_glance),
    ("needs/_things_section.html", get_things),
    ("planning/_section.html", get_plans_sum),
    ("fund/surplus/_section.html", lambda one, _now: count_open(one.collective)),
    ("fund/_section.html", lambda one, _now: list_standing(one.collective)),
)


def get_sections(member: Membership, now: datetime) -> list[Section]:
    """Return the parts of the first page as they are for ``member``."""
    return [Section(template, read(member, now)) for template, read in SECTIONS]
