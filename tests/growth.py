"""Making a small world large: copies of its people and questions, with all that is theirs.

Whatever refers to a copied person or question is copied with it, by identifiers alone,
so that a new kind of row grows like the others. The record's entries are numbered on and
holds. Numbers that must differ go up by `STRIDE` with each copy, small ones by less.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models

from folkmoot.deciding.models import Question
from folkmoot.engines.tlog.statements import NAME
from folkmoot.people.models import Collective, Membership, Person
from folkmoot.record.keys.signatures import sign_for
from folkmoot.record.models import Disclosure, Entry, Head
from folkmoot.record.telling import leaf_of, tell

STRIDE = 1_000
SMALL, SMALL_STRIDE = models.PositiveSmallIntegerField, 20  # up to 32,767
# What is about passing things, or stands for everybody together. A collective has one
# place in the tree of a federated question, and opens its needs to sisters once.
LEFT_OUT = {"Submission", "Head", "OneTimeCode", "Heartbeat", "Session", "Attempt"}
# A question has one legal vote.
LEFT_OUT |= {"Node", "Sharing", "LegalVote"}
ALONE = {"Person", "Membership", "Collective", "Question"}
# Names another question than the one to which the row belongs.
ASIDE = {"next_question_id", "moved_to_id"}
COUNTED = ("number", "version", "order", "index", "seat")
ONCE = ("once_key", "link_digest", "token", "digest")
AT_ONCE = 500
type Copies = dict[UUID, UUID]


@dataclass
class Grower:
    """The rows of one world, as they were when it was made."""

    collective: Collective
    rows: Mapping[type[models.Model], list[Any]]
    made: list[Any] = field(default_factory=list)
    passes: int = 0

    def add_members(
        self,
        count: int,
        like: Iterable[str] = ("Bo", "Di"),
        only: Container[str] | None = None,
    ) -> None:
        """Add people who said and did what those of the given names did.

        ``only`` names the kinds of rows that they get; without, they get all.
        """
        here = self.collective.memberships.select_related("person")
        patterns = [here.get(name=name) for name in like]
        for number in range(count):
            pattern = patterns[number % len(patterns)]
            copies: Copies = {}
            for row in (pattern.person, pattern):
                self._copy(row, copies, name=f"{pattern.name} {number + 2}")
            self._copy_what_refers(copies, only, without={"Entry", "Disclosure"})
        self._write()

    def add_questions(self, count: int, but: Container[str] = ()) -> None:
        """Add questions like those that are there in turn, but for some stages."""
        patterns = [each for each in self.rows[Question] if each.stage not in but]
        for number in range(count):
            copies: Copies = {}
            self._copy(patterns[number % len(patterns)], copies)
            self._copy_what_refers(copies)
        self._write()
        last = self.collective.questions.order_by("number").last()
        self.collective.next_number = last.number + 1
        self.collective.save()

    def _copy_what_refers(
        self,
        copies: Copies,
        only: Container[str] | None = None,
        without: Iterable[str] = (),
    ) -> None:
        self.passes += 1
        for model, rows in self.rows.items():
            name = model.__name__
            if name in {*ALONE, *without} or (only is not None and name not in only):
                continue
            for row in rows:
                refers = any(value in copies for value in _identifiers(row))
                if refers and not _stands_once(row, copies):
                    self._copy(row, copies)

    def _copy(self, row: Any, copies: Copies, **changes: object) -> None:
        made = copy(row)
        made._state = models.base.ModelState()
        made._state.fields_cache = {}
        for each in row._meta.concrete_fields:
            value = getattr(row, each.attname)
            if isinstance(value, UUID) and value in copies:
                setattr(made, each.attname, copies[value])
        copies[row.pk] = made.pk = uuid4()
        for name, value in {**self._differing(row, made), **changes}.items():
            setattr(made, name, value)
        self.made.append(made)

    def _differing(self, row: Any, made: Any) -> dict[str, object]:
        """Return new values for what may not be there twice."""
        names = {each.attname for each in row._meta.concrete_fields}
        new: dict[str, object] = {name: uuid4().hex for name in ONCE if name in names}
        for name in set(COUNTED) & names:
            # A number that is not given yet is given to no copy either.
            is_small = isinstance(row._meta.get_field(name), SMALL)
            stride = SMALL_STRIDE if is_small else STRIDE
            if getattr(row, name) is not None:
                new[name] = getattr(row, name) + stride * (self.passes + 1)
        if "credential_id" in names:
            new["credential_id"] = uuid4().bytes
        if type(row).__name__ == "Channel":
            new["address"] = f"{uuid4().hex}@example.org"
        return new

    def _write(self) -> None:
        entries = [row for row in self.made if isinstance(row, Entry)]
        if entries:
            self._chain(entries)
        for model in (Person, Membership, Question, *self.rows):
            rows = [row for row in self.made if type(row) is model]
            model._base_manager.bulk_create(rows, batch_size=AT_ONCE)
            self.made = [row for row in self.made if type(row) is not model]

    def _chain(self, entries: Iterable[Entry]) -> None:
        """Carry the numbers on over copied entries, and tell what they are about."""
        told: dict[UUID, list[Disclosure]] = defaultdict(list)
        for row in self.made:
            if isinstance(row, Disclosure):
                told[row.entry_id].append(row)
        head = Head.objects.get(collective_id=self.collective.id)
        for entry in entries:
            for row in told[entry.id]:
                if row.name == "about":
                    row.encoded = tell("about", str(entry.about_id))
            self._sign(told[entry.id])
            entry.leaf = leaf_of([row.encoded for row in told[entry.id]])
            entry.index = head.size
            head.size += 1
        head.save()

    def _sign(self, told: Iterable[Disclosure]) -> None:
        """Sign again what a member said: it is about something else now."""
        said = {row.name: row.encoded for row in told if row.name != NAME}
        for row in told:
            if row.name == NAME and row.member_id is not None:
                signature = sign_for(said, row.collective_id, row.member_id)
                row.encoded = tell(NAME, signature)


def _stands_once(row: Any, copies: Container[object]) -> bool:
    """Say whether it belongs alone to something that is not copied."""
    return any(_stays(row, names, copies) for names in _told_apart_by(row))


def _told_apart_by(row: Any) -> Iterable[tuple[str, ...]]:
    """Yield the columns of which no two rows may have the same."""
    for each in row._meta.concrete_fields:
        if isinstance(each, models.OneToOneField):
            yield (each.attname,)
    for rule in row._meta.constraints:
        if isinstance(rule, models.UniqueConstraint) and rule.fields:
            yield tuple(row._meta.get_field(name).attname for name in rule.fields)


def _stays(row: Any, names: Iterable[str], copies: Container[object]) -> bool:
    """Say whether a copy would have the same in all of these columns."""
    return not any(
        name in (*COUNTED, *ONCE) or value is None or value in copies
        for name, value in ((name, getattr(row, name)) for name in names)
    )


def _identifiers(row: Any) -> Iterable[UUID]:
    for each in row._meta.concrete_fields:
        value = getattr(row, each.attname)
        if isinstance(value, UUID) and each.attname not in ASIDE:
            yield value


def grower(collective: Collective) -> Grower:
    """Return what makes a collective larger by copies of what is in it now."""
    found: dict[type[models.Model], list[Any]] = {}
    for model in apps.get_models():
        if model.__name__ in LEFT_OUT:
            continue
        names = {each.attname for each in model._meta.concrete_fields}
        rows = model._base_manager.order_by("pk")
        if "collective_id" in names:
            rows = rows.filter(collective_id=collective.id)
        found[model] = list(rows)
    return Grower(collective, found)
