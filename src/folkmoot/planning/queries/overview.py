"""The first page: a section for each subject, each with one query.

To add a section: a function that returns what its template shows, and a line in
`SECTIONS`. The template is included with ``found``, ``member`` and ``now``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from folkmoot.people.models import Membership
from folkmoot.planning.queries.fund.standing import list_standing
from folkmoot.planning.queries.needs import get_sums
from folkmoot.planning.queries.plans.summing import get_plans_sum
from folkmoot.planning.queries.shifts.board import get_glance
from folkmoot.planning.queries.surplus.pages import count_open
from folkmoot.planning.queries.things import get_things


@dataclass(frozen=True)
class Section:
    """One part of the first page: its template, and what it shows now."""

    template: str
    found: object


type Read = Callable[[Membership, datetime], object]
# In the order of the page: what people need first, then what is of most days.
SECTIONS: tuple[tuple[str, Read], ...] = (
    ("planning/_overview_needs.html", get_sums),
    ("planning/_overview_shifts.html", get_glance),
    ("planning/_overview_things.html", get_things),
    ("planning/_overview_plans.html", get_plans_sum),
    ("planning/surplus/_section.html", lambda one, _now: count_open(one.collective)),
    ("planning/fund/_section.html", lambda one, _now: list_standing(one.collective)),
)


def get_sections(member: Membership, now: datetime) -> list[Section]:
    """Return the parts of the first page as they are for ``member``."""
    return [Section(template, read(member, now)) for template, read in SECTIONS]
