"""Statements of a map as one reader may see them: no counts before their own answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from folkmoot.listening.findings import LETTERS, FoundStatement
from folkmoot.listening.models import Hearing, OpinionMap, Response, Statement
from folkmoot.listening.queries.choosing import KINDS, OFTEN
from folkmoot.listening.queries.reading import ReadMap, read_map
from folkmoot.listening.queries.statements import ANSWER_WORDS
from folkmoot.people.models import Membership
from folkmoot.web.prepared import prepared
from folkmoot.web.tallies import Tally, lay_out


class StatementText(NamedTuple):
    """A statement of which nothing but its words is needed."""

    id: UUID
    number: int
    text: str


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

    statement: StatementText
    found: FoundStatement
    own_answer: int | None
    own_words: str
    bars: Sequence[GroupBar]
    minority: str
    is_shown: bool
    matters: bool
    needed: int


@dataclass(frozen=True)
class MapSection:
    """The first statements of one kind, how many there are, and how many are hidden."""

    kind: str
    title: str
    statements: Sequence[MapStatement]
    total: int
    hidden: int


def lens_of(row: OpinionMap, reader: Membership, *, is_over: bool) -> "Lens":
    """Return what shows the statements of a map as ``reader`` may see them."""
    texts = [StatementText(*one) for one in _texts.list(row.hearing)]
    own = dict(_own_answers.list(reader, row.hearing))
    show_all = is_over or row.hearing.is_imported
    by_number = {one.number: one for one in texts}
    return Lens(read_map(row.id), by_number, own, show_all=show_all)


class Lens:
    """Statements of a map as one reader sees them."""

    def __init__(
        self,
        read: ReadMap,
        texts: Mapping[int, StatementText],
        own: Mapping[int, int],
        *,
        show_all: bool,
    ) -> None:
        self.findings, self.texts, self.own = read.findings, texts, own
        self._read, self._show_all = read, show_all

    def section(self, kind: str, each: int) -> MapSection:
        """Return the first statements of a kind that the reader may see."""
        chosen = self.choose(kind)
        # What is not heard enough gives nothing away.
        seen = [one for one in chosen if kind == "unheard" or self.may_see(one.number)]
        return MapSection(
            kind=kind,
            title=str(KINDS[kind]),
            statements=[self.show(one) for one in seen[:each]],
            total=len(chosen),
            hidden=len(chosen) - len(seen),
        )

    def choose(self, kind: str) -> list[FoundStatement]:
        """Return the statements of a kind, the clearest first."""
        # What was folded since the map was made leaves its page at once.
        return [x for x in self._read.choose(kind) if x.number in self.texts]

    def show(self, one: FoundStatement) -> MapStatement:
        """Return a statement, with bars if the reader may see them."""
        is_shown = self.may_see(one.number)
        answer = self.own.get(one.number)
        return MapStatement(
            statement=self.texts[one.number],
            found=one,
            own_answer=answer,
            own_words="" if answer is None else _words(answer),
            bars=self._bars(one) if is_shown else [],
            minority=_minority(one) if is_shown else "",
            is_shown=is_shown,
            matters=is_shown and one.matters >= OFTEN,
            # Of what all agree with and what all reject it is one at most.
            needed=max(one.needed, one.needed_to_reject) if is_shown else 0,
        )

    def stands_for(
        self, pairs: Sequence[Sequence[int]]
    ) -> list[tuple[StatementText, str]]:
        """Return the answers that stand for a group, as far as the reader may see."""
        return [
            (self.texts[number], _group_words(answer))
            for number, answer in pairs
            if number in self.texts and self.may_see(number)
        ]

    def _bars(self, one: FoundStatement) -> list[GroupBar]:
        counts = zip(one.agrees, one.disagrees, one.passes, strict=True)
        return [_bar(index, *each) for index, each in enumerate(counts)]

    def may_see(self, number: int) -> bool:
        """Tell whether the reader answered it, or everybody may see everything."""
        return self._show_all or number in self.own


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


@prepared
def _texts(hearing: Hearing) -> QuerySet[Statement, tuple[Any, ...]]:
    rows = Statement.objects.filter(hearing=hearing, folded_at=None)
    return rows.values_list("id", "number", "text").order_by()


@prepared
def _own_answers(
    reader: Membership, hearing: Hearing
) -> QuerySet[Response, tuple[Any, ...]]:
    rows = Response.objects.filter(
        member=reader, statement__hearing=hearing, statement__folded_at=None
    )
    return rows.values_list("statement__number", "answer")
