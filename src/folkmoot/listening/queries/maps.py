"""The map of a hearing as one reader may see it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from numpy.typing import NDArray

from folkmoot.engines import opinion
from folkmoot.listening.findings import (
    LETTERS,
    Findings,
    FoundStatement,
    read_findings,
)
from folkmoot.listening.models import Hearing, OpinionMap, Response, Statement
from folkmoot.listening.queries.statements import ANSWER_WORDS
from folkmoot.listening.queries.steering import (
    enough_answers,
    nearest_group,
    place_own,
)
from folkmoot.people.models import Membership
from folkmoot.web.tallies import Tally, lay_out

SURE = 0.5  # even the cautious share of every group is above it
APART = 0.25  # half the distance between the groups that are furthest apart
STEADY = 0.8  # below it, groups are said to be unsteady
KINDS = {
    "shared": gettext_lazy("What all groups agree with"),
    "rejected": gettext_lazy("What all groups disagree with"),
    "divided": gettext_lazy("Where groups differ"),
    "minority": gettext_lazy("What a smaller group holds"),
    "unheard": gettext_lazy("Not heard enough yet"),
}


@dataclass(frozen=True)
class GroupBar:
    """What one group answered to a statement."""

    name: str
    index: int
    tally: Tally
    words: str


@dataclass(frozen=True)
class MapStatement:
    """A statement on the map; without bars where the reader has not answered yet."""

    statement: Statement
    found: FoundStatement
    own_answer: int | None
    own_words: str
    bars: Sequence[GroupBar]
    minority: str
    is_shown: bool


@dataclass(frozen=True)
class MapGroup:
    """A group on the map, with the answers that stand for it."""

    name: str
    index: int
    size: int
    is_own: bool
    stands_for: Sequence[tuple[Statement, str]]


@dataclass(frozen=True)
class MapSection:
    """The first statements of one kind, how many there are, and how many are hidden."""

    kind: str
    title: str
    statements: Sequence[MapStatement]
    total: int
    hidden: int


@dataclass(frozen=True)
class ShownMap:
    """Everything that the page of a map shows to one reader."""

    row: OpinionMap
    svg: str
    groups: Sequence[MapGroup]
    own_group: str
    sections: Sequence[MapSection]
    n_apart: int
    is_steady: bool | None


def list_maps(hearing: Hearing) -> QuerySet[OpinionMap]:
    """Return the maps of ``hearing``, newest first, without their drawings."""
    rows = OpinionMap.objects.filter(hearing=hearing).order_by("-made_at")
    return rows.defer("findings", "steering", "marks", "frame")


def latest_map(hearing: Hearing) -> OpinionMap | None:
    """Return the newest map of ``hearing``, if there is one."""
    return OpinionMap.objects.filter(hearing=hearing).order_by("-made_at").first()


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
    row: OpinionMap, reader: Membership, *, is_over: bool, each: int = 5
) -> ShownMap:
    """Return a map as ``reader`` may see it: no counts before their own answer."""
    findings = read_findings(row.findings)
    texts = {one.number: one for one in _statements(row.hearing)}
    own = _own_answers(reader, row.hearing)
    axes = (findings.axes.means, findings.axes.directions)
    numbers = [one.number for one in findings.statements]
    place = place_own(own, numbers, axes, findings.n_answered)
    own_group = nearest_group([group.centre for group in findings.groups], place)
    show_all = is_over or row.hearing.is_imported
    lens = _Lens(findings, texts, own, show_all=show_all)
    # Of two groups, what the smaller one holds is what divides them.
    left_out = () if len(findings.groups) > 2 else ("minority",)  # noqa: PLR2004 -- said above
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
        is_steady=None if findings.stability is None else findings.stability >= STEADY,
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
    findings = read_findings(row.findings)
    texts = {one.number: one for one in _statements(row.hearing)}
    own = _own_answers(reader, row.hearing)
    show_all = is_over or row.hearing.is_imported
    lens = _Lens(findings, texts, own, show_all=show_all)
    items = [lens.show(one) for one in lens.choose(kind)]
    items.sort(key=lambda item: not item.is_shown)
    end = None if count is None else first + count
    return items[first:end], len(items)


def draw_map_of(row: OpinionMap) -> str:
    """Return the drawing of a map as a file; no reader has a place on it."""
    return _draw(row, read_findings(row.findings), None)


def choose(findings: Findings, kind: str) -> list[FoundStatement]:
    """Return the statements of one of `KINDS`, the clearest first; else all of them."""
    if kind not in _RULES:
        return list(findings.statements)
    key, keep = _RULES[kind]
    chosen = [one for one in findings.statements if keep(one)]
    return sorted(chosen, key=lambda one: (-key(one), one.number))


_RULES: Mapping[
    str,
    tuple[Callable[[FoundStatement], float], Callable[[FoundStatement], bool]],
] = {
    "shared": (
        lambda one: one.shared,
        lambda one: one.is_heard and one.shared > SURE,
    ),
    "rejected": (
        lambda one: one.rejected,
        lambda one: one.is_heard and one.rejected > SURE,
    ),
    "divided": (
        lambda one: one.division,
        lambda one: one.is_heard and one.division > APART,
    ),
    "minority": (
        lambda one: one.division,
        lambda one: one.is_heard and bool(one.minority),
    ),
    "unheard": (lambda one: -one.answers, lambda one: not one.is_heard),
}


class _Lens:
    """Statements of a map as one reader sees them."""

    def __init__(
        self,
        findings: Findings,
        texts: Mapping[int, Statement],
        own: Mapping[int, int],
        *,
        show_all: bool,
    ) -> None:
        self._findings, self._texts, self._own = findings, texts, own
        self._show_all = show_all

    def section(self, kind: str, each: int) -> MapSection:
        chosen = self.choose(kind)
        # What is not heard enough gives nothing away.
        seen = [one for one in chosen if kind == "unheard" or self._may_see(one.number)]
        return MapSection(
            kind=kind,
            title=str(KINDS[kind]),
            statements=[self.show(one) for one in seen[:each]],
            total=len(chosen),
            hidden=len(chosen) - len(seen),
        )

    def choose(self, kind: str) -> list[FoundStatement]:
        # What was folded since the map was made leaves its page at once.
        return [x for x in choose(self._findings, kind) if x.number in self._texts]

    def show(self, one: FoundStatement) -> MapStatement:
        is_shown = self._may_see(one.number)
        answer = self._own.get(one.number)
        return MapStatement(
            statement=self._texts[one.number],
            found=one,
            own_answer=answer,
            own_words="" if answer is None else _words(answer),
            bars=self._bars(one) if is_shown else [],
            minority=_minority(one) if is_shown else "",
            is_shown=is_shown,
        )

    def stands_for(self, pairs: Sequence[Sequence[int]]) -> list[tuple[Statement, str]]:
        return [
            (self._texts[number], _group_words(answer))
            for number, answer in pairs
            if number in self._texts and self._may_see(number)
        ]

    def _bars(self, one: FoundStatement) -> list[GroupBar]:
        counts = zip(one.agrees, one.disagrees, one.passes, strict=True)
        return [_bar(index, *each) for index, each in enumerate(counts)]

    def _may_see(self, number: int) -> bool:
        return self._show_all or number in self._own


def _bar(index: int, agrees: int, disagrees: int, passes: int) -> GroupBar:
    counts = [
        (_("agree"), agrees, "yes"),
        (_("disagree"), disagrees, "stop"),
        (_("passed on it"), passes, "aside"),
    ]
    words = ", ".join(f"{count} {word}" for word, count, _kind in counts if count)
    return GroupBar(
        name=LETTERS[index],
        index=index,
        tally=lay_out(counts),
        words=words or _("nobody answered"),
    )


def _words(answer: int) -> str:
    return str(ANSWER_WORDS[Response.Answer(answer)])


def _group_words(answer: int) -> str:
    return _("agrees") if answer > 0 else _("disagrees")


def _minority(one: FoundStatement) -> str:
    if not one.minority:
        return ""
    group, answer = one.minority
    name = LETTERS[group]
    if answer > 0:
        return _("Group %(name)s agrees, most others do not.") % {"name": name}
    return _("Group %(name)s disagrees, most others do not.") % {"name": name}


def _statements(hearing: Hearing) -> QuerySet[Statement]:
    return Statement.objects.filter(hearing=hearing, folded_at=None).only(
        "number", "text", "hearing"
    )


def _own_answers(reader: Membership, hearing: Hearing) -> dict[int, int]:
    rows = Response.objects.filter(
        member=reader, statement__hearing=hearing, statement__folded_at=None
    )
    return dict(rows.values_list("statement__number", "answer"))


def _draw(
    row: OpinionMap, findings: Findings, place: NDArray[np.float64] | None
) -> str:
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
