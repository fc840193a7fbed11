"""What a member's copy leaves out: others' private answers, and tallies that run."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

from folkmoot.deciding.models import Objection, Question
from folkmoot.home.queries.blind import list_blind_ids
from folkmoot.listening.models import Attachment, Response, Statement
from folkmoot.people.models import Membership
from folkmoot.people.presets import NAMES_NOBODY
from folkmoot.people.queries import get_settings
from folkmoot.record.models import Entry

type Values = dict[str, Any]
Stage = Question.Stage
COUNTS = ("agreed", "disagreed", "passed")
SECRET_KINDS = ("position.", "stop.", "worry.", "panel.")
OWNERS_KINDS = (
    "stop.raised_late",
    "stop.followed_up",
    "stop.replied_to",
    "stop.restatement_answered",
    "stop.talk_chosen",
    "stop.talked_about",
    "panel.drawn",
)
OWN_ANSWER = ("position.taken", "position.attached")
ALWAYS_TOLD = ("kind", "at", "about", "holds")
NOT_HEARD_YET = (Stage.HEARING, Stage.CHECKING, Stage.NOTICE, Stage.SHAPING)


class HeldBack:
    """Looks at each row on its way into the copy of one member, and counts."""

    def __init__(
        self, reader: Membership, entries: Iterable[Entry] | None = None
    ) -> None:
        """Take the ``entries`` that are looked at, or all of the collective's."""
        self._reader, self._of_entries = reader, entries
        self.counts: Counter[str] = Counter()
        self._own = reader.id
        self._blind = list_blind_ids(reader)
        names = get_settings(reader.collective)["names_on_positions"]
        self._names_nobody = names == NAMES_NOBODY
        nameless = Objection.objects.filter(
            collective_id=reader.collective_id, nameless=True
        ).exclude(owner=reader)
        self._nameless = {row.id: row for row in nameless}
        self._nameless_owners = {
            (row.question_id, row.owner_id) for row in self._nameless.values()
        }
        # The one answer without a name would be the owner's: all go without.
        self._without_names = {row.question_id for row in self._nameless.values()}
        self._rules: Mapping[str, Callable[[Values], Values | None]] = {
            "listening.response": self._response,
            "listening.statement": self._statement,
            "listening.opinionmap": self._opinion_map,
            "deciding.position": self._position,
            "listening.attachment": self._attachment,
            "deciding.objection": self._objection,
            "deciding.talk": self._talk,
            "deciding.panel": self._panel,
            "deciding.transition": self._transition,
            "record.disclosure": self._disclosure,
        }

    @cached_property
    def _unseen(self) -> set[UUID]:
        return _unseen_statements(self._reader)

    @cached_property
    def _entries(self) -> Mapping[UUID, tuple[str, UUID | None]]:
        return _entries_of_interest(self._reader, self._of_entries)

    def look_at(self, table: str, row: Values) -> Values | None:
        """Return what of ``row`` the member may have; None if nothing."""
        rule = self._rules.get(table)
        kept = rule(dict(row)) if rule else row
        if kept != row:
            self.counts[table] += 1
        return kept

    def _response(self, row: Values) -> Values | None:
        return row if row["voice_id"] or row["member_id"] == self._own else None

    def _statement(self, row: Values) -> Values:
        if row["id"] in self._unseen:
            row |= dict.fromkeys(COUNTS)
        return row

    def _opinion_map(self, row: Values) -> Values | None:
        # Its numbers are those of statements that the reader has not answered.
        return row if row["is_last"] else None

    def _position(self, row: Values) -> Values | None:
        if row["member_id"] == self._own:
            return row
        is_secret = row["question_id"] in self._without_names
        if row["question_id"] in self._blind or self._names_nobody or is_secret:
            return None
        return row

    def gives_file(self, attachment: Attachment) -> bool:
        """Say whether the member may have a photo or a recording."""
        names = ("comes_with", "member_id", "about_id")
        row = {name: getattr(attachment, name) for name in names}
        return self._attachment(row) is not None

    def _attachment(self, row: Values) -> Values | None:
        is_answer = row["comes_with"] == Attachment.With.ANSWER
        told = {"member_id": row["member_id"], "question_id": row["about_id"]}
        return row if not is_answer or self._position(told) else None

    def _objection(self, row: Values) -> Values | None:
        if row["owner_id"] != self._own and row["question_id"] in self._blind:
            return None
        if row["id"] in self._nameless:
            row["owner_id"] = None
        return row

    def _talk(self, row: Values) -> Values | None:
        stop = self._nameless.get(row["objection_id"])
        is_owner = stop is not None and stop.owner_id == row["member_id"]
        return None if is_owner else row

    def _panel(self, row: Values) -> Values | None:
        if row["question_id"] in self._blind:
            return None
        if row["objection_id"] in self._nameless:
            # Who asked may be the owner; who could not be drawn is one of few.
            row |= {"asked_by_id": None, "candidates": None}
        return row

    def _transition(self, row: Values) -> Values:
        if row["question_id"] in self._blind and row["to_stage"] == Stage.CHECKING:
            row["facts"] = {}
        return row

    def _disclosure(self, row: Values) -> Values | None:
        entry = self._entries.get(row["entry_id"])
        if entry is None or row["member_id"] == self._own:
            return row
        if not self._is_kept(*entry, row):
            return row
        # That something happened is told, and when; not by whom.
        is_plain = row["name"] in ALWAYS_TOLD
        return row | {"member_id": None} if is_plain else None

    def _is_kept(self, kind: str, about_id: UUID | None, row: Values) -> bool:
        if kind.startswith("response."):
            return True
        if about_id in self._blind and not self._may_be_told(kind, row["name"]):
            return True
        return self._names_owner(kind, about_id, row)

    def _may_be_told(self, kind: str, name: str) -> bool:
        is_secret = kind.startswith(SECRET_KINDS)
        return not is_secret and (kind, name) != ("question.moved", "facts")

    def _names_owner(self, kind: str, about_id: UUID | None, row: Values) -> bool:
        if kind in OWN_ANSWER:
            return self._names_nobody or about_id in self._without_names
        return kind in OWNERS_KINDS and (
            (about_id, row["member_id"]) in self._nameless_owners
        )


def _unseen_statements(reader: Membership) -> set[UUID]:
    """Return the statements whose counts the reader is not shown yet."""
    open_ones = Question.objects.filter(
        collective_id=reader.collective_id, stage__in=NOT_HEARD_YET
    )
    rows = Statement.objects.filter(collective_id=reader.collective_id).order_by()
    own = Response.objects.filter(member=reader).values("statement_id")
    heard = rows.filter(hearing__question_id__isnull=False).exclude(
        hearing__question_id__in=open_ones.values("id")
    )
    unseen = rows.exclude(id__in=own).exclude(id__in=heard.values("id"))
    return set(unseen.exclude(member=reader).values_list("id", flat=True))


def _entries_of_interest(
    reader: Membership, entries: Iterable[Entry] | None
) -> Mapping[UUID, tuple[str, UUID | None]]:
    """Return kind and question of the entries that may tell an answer."""
    if entries is not None:
        named = [(entry.id, entry.kind, entry.about_id) for entry in entries]
    else:
        rows = Entry.objects.filter(collective_id=reader.collective_id).order_by()
        named = list(rows.values_list("id", "kind", "about_id"))
    told = (*SECRET_KINDS, "response.", "question.moved")
    return {
        key: (kind, about_id) for key, kind, about_id in named if kind.startswith(told)
    }
