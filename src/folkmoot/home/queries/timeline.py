"""The record as a list of sentences, newest first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from folkmoot.deciding.models import Question
from folkmoot.home.queries.blind import list_blind_ids
from folkmoot.home.queries.log import Mark
from folkmoot.home.queries.sentences import (
    BLIND,
    ERASED,
    HIDDEN_BEFORE_ANSWER,
    NEUTRAL,
    SENTENCES,
)
from folkmoot.home.queries.words import STEPS
from folkmoot.needs.words.units import say_recorded
from folkmoot.people.models import Membership
from folkmoot.people.words import ROLES
from folkmoot.record.models import Entry
from folkmoot.record.queries import (
    OwnEntry,
    list_entries,
    own_entry,
    signer_of,
    standing_of,
)
from folkmoot.record.queries.doubts import confirmed_in, doubts_of, signed_in_doubt
from folkmoot.record.queries.standing import Standing
from folkmoot.web.when import weekday_date

# Signed while others had the key, or by a device that was named then.
type Doubted = Literal["", "open", "confirmed", "device"]

EACH = 40
COUNTED = ("match.", "need.", "offer.")
DAY = len("2026-06-14")


@dataclass(frozen=True)
class Event:
    """One entry in words."""

    number: int
    at: datetime
    sentence: str
    question: Question | None
    is_erased: bool
    own: OwnEntry | None  # how far it has come, where it is the reader's act
    marks: Sequence[Mark] = ()  # what was signed up to here
    doubt: Doubted = ""
    alike: int = 0  # how many entries right before it say the same
    since: datetime | None = None  # when the first of them was written

    @property
    def times(self) -> int:
        """How often it happened."""
        return self.alike + 1

    @property
    def first(self) -> int:
        """The number of the first of them."""
        return self.number - self.alike


@dataclass(frozen=True)
class Timeline:
    """One page of the record; ``before`` is where the next page begins."""

    events: Sequence[Event]
    before: int | None


def get_timeline(
    member: Membership,
    *,
    question: Question | None = None,
    before: int | None = None,
    of: UUID | None = None,
    is_mine: bool = False,
    marks: Sequence[Mark] = (),
) -> Timeline:
    """Return what happened before entry ``before``, of one question or of all.

    ``of`` is a federation above the member's collective, whose record it is instead;
    ``is_mine`` leaves out what is not the member's own act; ``marks`` are set where
    the record was signed.
    """
    rows = list_entries(of or member.collective_id)
    if question is not None:
        rows = rows.filter(about_id=question.id)
    if is_mine:
        rows = rows.filter(disclosures__name="kind", disclosures__member_id=member.id)
    if before is not None:
        rows = rows.filter(index__lt=before)
        marks = [mark for mark in marks if mark.size <= before]
    entries = list(rows[: EACH + 1])
    shown = entries[:EACH]
    more = len(entries) > EACH
    events = _marked(events_of(member, shown, of), marks)
    events = _doubted(events, of or member.collective_id)
    return Timeline(_gathered(events), shown[-1].index if more else None)


def events_of(
    member: Membership, shown: Sequence[Entry], of: UUID | None = None
) -> list[Event]:
    """Return what ``member`` reads of each of these entries of one record."""
    names, questions = _names_of(member, shown), _questions_of(member, shown)
    blind = list_blind_ids(member)
    standing = standing_of(of or member.collective_id)
    return [
        _event(entry, names, questions, blind, _own(entry, member, standing))
        for entry in shown
    ]


def _own(entry: Entry, member: Membership, standing: Standing) -> OwnEntry | None:
    told = entry.disclosures.all()
    if all(row.member_id != member.id for row in told):
        return None
    return own_entry(standing, entry.index, signer_of(told))


def _marked(events: Sequence[Event], marks: Sequence[Mark]) -> list[Event]:
    """Put each mark over the latest event that it holds for."""
    left = sorted(marks, key=lambda mark: -mark.size)
    found = []
    for event in events:
        here = [mark for mark in left if mark.size >= event.number]
        left = left[len(here) :]
        found.append(replace(event, marks=here) if here else event)
    return found


def _doubted(events: Sequence[Event], collective_id: UUID) -> list[Event]:
    """Say of each event whether it was signed while the key was in other hands."""
    doubts = doubts_of(collective_id)
    if not doubts.in_order:
        return list(events)
    places = [event.number - 1 for event in events]
    said: dict[int, Doubted] = {}
    said |= dict.fromkeys(signed_in_doubt(collective_id, places), "device")
    said |= dict.fromkeys(filter(doubts.of, places), "open")
    said |= dict.fromkeys(confirmed_in(collective_id, doubts), "confirmed")
    return [replace(event, doubt=said.get(event.number - 1, "")) for event in events]


def _gathered(events: Sequence[Event]) -> list[Event]:
    """Say once what entries of a day that follow each other say alike."""
    found: list[Event] = []
    for event in events:
        last = found[-1] if found else None
        if last is not None and _continues(last, event):
            found[-1] = replace(last, alike=last.alike + 1, since=event.at)
        else:
            found.append(event)
    return found


def _continues(last: Event, event: Event) -> bool:
    """Whether an older event may be said together with the newer ones."""
    is_plain = not (event.own or last.own or event.doubt or last.doubt or event.marks)
    return (
        is_plain
        and event.number == last.first - 1
        and (event.sentence, event.question) == (last.sentence, last.question)
        and weekday_date(event.at) == weekday_date(last.at)
    )


def _names_of(member: Membership, entries: Sequence[Entry]) -> Mapping[str, str]:
    """Return the names as they are now: an erased person's is made up."""
    told = [row for entry in entries for row in entry.disclosures.all()]
    ids = {row.member_id for row in told if row.member_id is not None}
    rows = Membership.objects.filter(collective_id=member.collective_id, id__in=ids)
    return {str(key): name for key, name in rows.values_list("id", "name")}


def _questions_of(
    member: Membership, entries: Sequence[Entry]
) -> Mapping[UUID, Question]:
    ids = {entry.about_id for entry in entries if entry.about_id}
    rows = Question.objects.filter(collective_id=member.collective_id, id__in=ids)
    return {question.id: question for question in rows}


def _event(
    entry: Entry,
    names: Mapping[str, str],
    questions: Mapping[UUID, Question],
    blind: set[UUID],
    own: OwnEntry | None,
) -> Event:
    question = questions.get(entry.about_id) if entry.about_id else None
    is_hidden = entry.about_id in blind and entry.kind.startswith(HIDDEN_BEFORE_ANSWER)
    template = str(SENTENCES.get(entry.kind, NEUTRAL))
    values = _values_of(entry, names)
    is_erased = not is_hidden and "%(who)s" in template and "who" not in values
    if is_hidden:
        template = str(BLIND)
    elif is_erased:
        template = str(ERASED)
    return Event(
        number=entry.index + 1,
        at=entry.at,
        sentence=template % values,
        question=question,
        is_erased=is_erased,
        own=None if is_hidden else own,
    )


def _values_of(entry: Entry, names: Mapping[str, str]) -> Mapping[str, Any]:
    """Return what the sentence may name; what is missing reads as three dots."""
    told = {row.name: row.value for row in entry.disclosures.all()}
    values: defaultdict[str, Any] = defaultdict(lambda: "…", told)
    values["kind"] = entry.kind
    if str(told.get("member")) in names:
        values["who"] = names[str(told["member"])]
    values["step"] = STEPS.get(str(told.get("to")), told.get("to"))
    if entry.kind.startswith(COUNTED) and "amount" in told:
        values["amount"] = say_recorded(str(told["amount"]))
    values.update((name, day) for name, value in told.items() if (day := _day(value)))
    values["role"] = ROLES.get(str(told.get("role")), "…")
    return values


def _day(value: Any) -> str:
    """Return a day that an entry keeps, ``2026-06-14``, as people say it."""
    try:
        return weekday_date(date.fromisoformat(value)) if len(value) == DAY else ""
    except (TypeError, ValueError):  # no text, or no day
        return ""
