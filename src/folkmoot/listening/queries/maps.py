"""The map of a hearing as one reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from folkmoot.listening.findings import LETTERS, Findings
from folkmoot.listening.models import Hearing, OpinionMap, Response, Statement
from folkmoot.listening.queries.choosing import KINDS
from folkmoot.listening.queries.closer import ShownForetold, foretold_of
from folkmoot.listening.queries.lens import (
    MapSection,
    MapStatement,
    StatementText,
    lens_of,
)
from folkmoot.listening.queries.reading import read_map
from folkmoot.listening.queries.steering import (
    enough_answers,
    nearest_group,
    place_own,
)
from folkmoot.people.models import Membership

STEADY = 0.8  # below it, groups are said to be unsteady


@dataclass(frozen=True)
class MapGroup:
    """A group on the map, with the answers that stand for it."""

    name: str
    index: int
    size: int
    is_own: bool
    stands_for: Sequence[tuple[StatementText, str]]


@dataclass(frozen=True)
class ShownMap:
    """Everything that the page of a map shows to one reader."""

    row: OpinionMap
    svg: str
    groups: Sequence[MapGroup]
    own_group: str
    sections: Sequence[MapSection]
    n_apart: int
    stability: float | None
    is_steady: bool | None
    foretold: ShownForetold | None
    n_alike: int
    n_folded: int


def list_maps(hearing: Hearing) -> QuerySet[OpinionMap]:
    """Return the maps of ``hearing``, newest first, without their drawings."""
    rows = OpinionMap.objects.filter(hearing=hearing).order_by("-made_at")
    return rows.defer("findings", "steering", "closer", "marks", "frame")


def latest_map(hearing: Hearing) -> OpinionMap | None:
    """Return the newest map of ``hearing``, if there is one."""
    rows = OpinionMap.objects.filter(hearing=hearing).select_related("hearing")
    return rows.defer("findings", "steering", "closer").order_by("-made_at").first()


def readable_map(
    member: Membership, hearing: Hearing, *, is_over: bool
) -> OpinionMap | None:
    """Return the newest map of ``hearing``, if there is one that ``member`` may see."""
    row = latest_map(hearing)
    return row if row and may_see_map(member, hearing, is_over=is_over) else None


def may_see_map(member: Membership, hearing: Hearing, *, is_over: bool) -> bool:
    """Tell whether the picture would not sway ``member`` any more.

    It is for who answered seven statements, or half of all there is; and for everybody
    once the hearing is over or was held elsewhere.
    """
    if is_over or hearing.is_imported:
        return True
    own = Response.objects.filter(member=member, statement__hearing=hearing)
    n_live = Statement.objects.filter(hearing=hearing, folded_at=None).count()
    return own.count() >= enough_answers(n_live)


def show_map(
    row: OpinionMap,
    reader: Membership,
    *,
    is_over: bool,
    each: int = 5,
    with_own: bool = True,
) -> ShownMap:
    """Return a map as ``reader`` may see it: no counts before their own answer.

    Their own place and group are left out unless ``with_own``.
    """
    closer = read_map(row.id).closer
    lens = lens_of(row, reader, is_over=is_over)
    findings = lens.findings
    axes = (findings.axes.means, findings.axes.directions)
    numbers = [one.number for one in findings.statements]
    own = lens.own if with_own else {}
    place = place_own(own, numbers, axes, findings.n_answered)
    own_group = nearest_group([group.centre for group in findings.groups], place)
    # Of two groups, what the smaller one holds is what divides them.
    left_out = {"matters"} if len(findings.groups) > 2 else {"matters", "minority"}  # noqa: PLR2004 -- said above
    sections = [lens.section(kind, each) for kind in KINDS if kind not in left_out]
    n_in_groups = sum(group.size for group in findings.groups)
    return ShownMap(
        row=row,
        svg=_draw(row, findings, place),
        groups=[
            MapGroup(
                name=LETTERS[index],
                index=index,
                size=group.size,
                is_own=index == own_group,
                stands_for=lens.stands_for(group.represented_by),
            )
            for index, group in enumerate(findings.groups)
        ],
        own_group=LETTERS[own_group] if own_group is not None else "",
        sections=[section for section in sections if section.total],
        n_apart=row.people - n_in_groups,
        stability=findings.stability,
        is_steady=None if findings.stability is None else findings.stability >= STEADY,
        foretold=foretold_of(closer),
        n_alike=sum(one.people for one in closer.alike) if closer else 0,
        n_folded=list_folded(row.hearing).count(),
    )


def list_map_statements(
    row: OpinionMap,
    reader: Membership,
    *,
    kind: str,
    is_over: bool,
    first: int,
    count: int | None,
) -> tuple[list[MapStatement], int]:
    """Return some statements of one of `KINDS` (or of all), and how many there are.

    Those that the reader has not answered come last, so that their place tells nothing.
    """
    lens = lens_of(row, reader, is_over=is_over)
    items = [lens.show(one) for one in lens.choose(kind)]
    items.sort(key=lambda item: not item.is_shown)
    end = None if count is None else first + count
    return items[first:end], len(items)


def count_groups(row: OpinionMap) -> int:
    """Return how many groups a map shows."""
    return len(read_map(row.id).findings.groups)


def draw_map_of(row: OpinionMap) -> str:
    """Return the drawing of a map as a file; no reader has a place on it."""
    return _draw(row, read_map(row.id).findings, None)


def paint_map_of(row: OpinionMap) -> bytes:
    """Return the same as a PNG."""
    from folkmoot.listening.pixels import paint_map  # with all of Pillow

    return paint_map(row.marks, describe(row, read_map(row.id).findings))


def list_folded(hearing: Hearing) -> QuerySet[Statement]:
    """Return the statements that are folded, with the reasons."""
    rows = Statement.objects.filter(hearing=hearing).exclude(folded_at=None)
    return rows.order_by("number")


def _draw(
    row: OpinionMap, findings: Findings, place: NDArray[np.float64] | None
) -> str:
    from folkmoot.engines import opinion  # with all of SciPy: once needed

    frame = opinion.Frame(np.array(row.frame["middle"]), row.frame["scale"])
    words = opinion.DrawingWords(
        title=_("Map of opinion"), description=describe(row, findings), you=_("You")
    )
    return opinion.write_svg(opinion.Drawing(frame, row.marks), words, place)


def describe(row: OpinionMap, findings: Findings) -> str:
    """Return in a sentence or two what the drawing shows."""
    sizes = ", ".join(
        f"{LETTERS[index]} {group.size}" for index, group in enumerate(findings.groups)
    )
    people = ngettext(
        "%(count)s person is on the map.",
        "%(count)s people are on the map.",
        row.people,
    ) % {"count": row.people}
    if len(findings.groups) <= 1:  # none where every group is too small to be shown
        return f"{people} {_('They do not fall into groups.')}"
    groups = _("They form %(count)s groups: %(sizes)s.") % {
        "count": len(findings.groups),
        "sizes": sizes,
    }
    return f"{people} {groups}"
