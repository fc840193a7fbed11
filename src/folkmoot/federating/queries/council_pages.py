"""What the pages of messengers and councils show; a fixed number of queries each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import (
    Delegate,
    Entry,
    EntryAnswer,
    FederatedQuestion,
    HomeReport,
    Mandate,
    PairSearch,
)
from folkmoot.federating.queries.councils import (
    Sitting,
    answers_of,
    heard_at_home,
    list_reports,
    list_said_by,
    sitting_of,
)
from folkmoot.federating.queries.federation_page import way_to
from folkmoot.federating.queries.mandates import in_force, reasons_by_mandate
from folkmoot.federating.queries.pairs import (
    PAIR,
    delegates_at,
    is_linked,
    names_of_people,
    open_search,
    pair_of,
    paused_ids,
    seats_of_person,
    stays_long,
    who_speaks,
)
from folkmoot.federating.queries.structure import ids_above
from folkmoot.federating.words.councils import (
    KINDS,
    POSITIONS,
    TAGS,
    say_difference,
    say_figure,
    say_limits,
)
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Collective, Membership
from folkmoot.people.queries import ShownSearch, show_search

STAGES = (
    Stage.HEARING,
    Stage.DRAFTING,
    Stage.CHECKING,
    Stage.WORKING,
    Stage.LAST_CALL,
)
OPEN = [stage.value for stage in STAGES]
SHOWN = 20


@dataclass(frozen=True)
class ShownEntry:
    """One entry with its tag, its differences in words, and what one may answer."""

    row: Entry
    tag: str
    kind: str
    position: str
    figures: Sequence[tuple[str, str]]
    differences: Sequence[str]
    mandate: "ShownMandate | None"
    own_answer: EntryAnswer | None = None
    heard: int = 0


@dataclass(frozen=True)
class ShownMandate:
    """What home asked: in words, with limits, numbers and three reasons."""

    row: Mandate
    kind: str
    position: str
    limits: Sequence[str]
    reasons: Sequence[Contribution] = ()


def show_mandate(row: Mandate, reasons: Sequence[Contribution] = ()) -> ShownMandate:
    """Return a mandate in words."""
    return ShownMandate(
        row=row,
        kind=str(KINDS[row.kind]),
        position=str(POSITIONS[row.position]) if row.position else "",
        limits=say_limits(row.limits),
        reasons=reasons,
    )


def show_entries(
    rows: Sequence[Entry], member: Membership | None = None
) -> list[ShownEntry]:
    """Return entries as pages show them, with the answers of ``member``."""
    own = answers_of(rows, member) if member is not None else {}
    heard = heard_at_home([row for row in rows if row.state == Entry.State.DIFFERS])
    return [
        ShownEntry(
            row=row,
            tag=str(TAGS[row.state]),
            kind=_kind_of(row),
            position=str(POSITIONS[row.position]) if row.position else "",
            figures=[(name, say_figure(value)) for name, value in row.figures.items()],
            differences=[say_difference(one) for one in row.differences],
            mandate=show_mandate(row.mandate) if row.mandate else None,
            own_answer=own.get(row.id),
            heard=heard.get(row.id, 0),
        )
        for row in rows
    ]


def _kind_of(row: Entry) -> str:
    """Return what marks an entry: undone ones count as void."""
    return "void" if row.undone_at is not None else str(row.state)


@dataclass(frozen=True)
class PairPage:
    """Our pair in one council, what we ask of it, what it said, and reports home."""

    home: Collective
    council: Collective
    pair: Sequence[Delegate]
    paused: frozenset[UUID]
    speaker: Delegate | None
    own: Delegate | None
    search: ShownSearch | None
    may_ask: bool
    is_own: bool
    may_answer: bool
    others: Sequence[tuple[UUID, str]]
    mandates: Sequence[ShownMandate]
    differing: Sequence[ShownEntry]
    said: Sequence[ShownEntry]
    sitting: Sitting | None
    reports: Sequence[HomeReport]
    unsigned: HomeReport | None
    lot: Sequence[str]

    @property
    def may_write(self) -> bool:
        """Whether the reader writes the report home: the listener, or who is alone."""
        is_writer = self.own is not None and (
            self.own.part == Delegate.Part.LISTENER or len(self.pair) == 1
        )
        return is_writer and self.sitting is not None

    @property
    def may_sign(self) -> bool:
        """Whether the reader's name is the second one that a report waits for."""
        return (
            self.own is not None
            and self.unsigned is not None
            and self.unsigned.writer_id != self.own.id
        )


def pair_page(
    home: Collective, council: Collective, member: Membership, now: datetime
) -> PairPage:
    """Return what a collective's people see of their pair in a council."""
    pair = pair_of(home.id, council.id, now)
    mandates = in_force(home.id, council.id, now)
    reasons = reasons_by_mandate(mandates)
    said = list(list_said_by(home, council)[:SHOWN])
    own_ids = seats_of_person(home, member.person_id, now)
    shown = show_entries(said, member)
    reports = list(list_reports(home, council)[:SHOWN])
    search = open_search(home.id, council.id)
    people = names_of_people(home, now) if search else []
    short = len(stays_long(pair, now)) < PAIR
    own = next((one for one in pair if one.member_id in own_ids), None)
    return PairPage(
        home=home,
        council=council,
        pair=pair,
        paused=frozenset(paused_ids(pair, now)),
        speaker=who_speaks(pair, now),
        own=own,
        search=_show(search, own_ids) if search else None,
        may_ask=bool(own_ids)
        and search is None
        and short
        and is_linked(home.id, council.id),
        is_own=bool(own_ids) and member.takes_positions,
        may_answer=member.takes_positions,
        others=[one for one in people if one[0] not in own_ids],
        mandates=[show_mandate(row, reasons.get(row.id, ())) for row in mandates],
        differing=[one for one in shown if one.row.state == Entry.State.DIFFERS],
        said=[one for one in shown if one.row.state != Entry.State.DIFFERS],
        sitting=sitting_of(home.id, council.id),
        reports=[one for one in reports if one.signed_at is not None],
        unsigned=next((one for one in reports if one.signed_at is None), None),
        lot=_names(pair[0].candidates) if pair else (),
    )


def _show(search: PairSearch, own_ids: set[UUID]) -> ShownSearch:
    return show_search(search, list(search.answers.select_related("member")), own_ids)


def _names(ids: Sequence[str]) -> list[str]:
    names = dict(Membership.objects.filter(id__in=ids).values_list("id", "name"))
    return [names[UUID(one)] for one in ids if UUID(one) in names]


def open_questions(council: Collective) -> list[FederatedQuestion]:
    """Return the questions before a council, the one that closes first at the top."""
    rows = FederatedQuestion.objects.filter(
        nodes__collective=council, nodes__is_leaf=False, stage__in=OPEN
    )
    return list(rows.select_related("collective").order_by("closes_at", "number"))


def way_through(council: Collective, member: Membership) -> list[Collective]:
    """Return the councils from a member's group to the whole, through this one."""
    *below, _group = way_to(council.id, member.collective_id)
    above = sorted(ids_above([council.id]), key=lambda one: -len(ids_above([one])))
    names = Collective.objects.in_bulk([*below, *above])
    return [names[one] for one in (*reversed(below), *above)]


def seats_of(
    council: Collective, member: Membership, now: datetime
) -> list[dict[str, Any]]:
    """Return who sits in a council, by the name of who sends them.

    ``is_ours`` marks those whom the reader's group, or a council above it, sends.
    """
    ours = {member.collective_id, *ids_above([member.collective_id])}
    rows = delegates_at(now).filter(council=council).order_by("collective__name")
    found: dict[UUID, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda one: one.part != Delegate.Part.SPEAKER):
        seat = found.setdefault(row.collective_id, {"home": row.collective, "pair": []})
        seat["is_ours"] = row.collective_id in ours
        seat["pair"].append(row)
    return sorted(found.values(), key=lambda seat: seat["home"].name)
