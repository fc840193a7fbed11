"""A period as numbers: who may take which slot, and which slots bar each other.

Sets of slots are Python integers with one bit per slot, so that asking whether somebody
can take one more is one operation. Points are whole numbers, so that nothing depends on
the order in which they are added.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from folkmoot.engines.sharing.rota.facts import DAY, Away, Past, Period, Person, Slot

UNIT = 6000  # in one point: hundredths of a minute of weight 1
PARTS = 1000  # of a whole care share

type Bits = int


def bits(of: Bits) -> list[int]:
    """Return the slots in a set."""
    found = []
    while of:
        lowest = of & -of
        found.append(lowest.bit_length() - 1)
        of ^= lowest
    return found


@dataclass(frozen=True, eq=False)
class Board:
    """A period with slots by time and people by name, each known by its number."""

    period: Period

    @cached_property
    def slots(self) -> list[Slot]:
        """By time, then name."""
        return sorted(self.period.slots, key=lambda one: (_start(one), one.id))

    @cached_property
    def people(self) -> list[Person]:
        """By name."""
        return sorted(self.period.people, key=lambda one: one.id)

    @cached_property
    def slot_number(self) -> dict[str, int]:
        """The number of each slot."""
        return {slot.id: number for number, slot in enumerate(self.slots)}

    @cached_property
    def person_number(self) -> dict[str, int]:
        """The number of each person."""
        return {person.id: number for number, person in enumerate(self.people)}

    @cached_property
    def seats(self) -> list[int]:
        """How many places each slot has."""
        return [slot.people for slot in self.slots]

    @cached_property
    def required(self) -> list[bool]:
        """Whether each slot must be filled."""
        return [slot.is_required for slot in self.slots]

    @cached_property
    def task_names(self) -> list[str]:
        """The task of each slot."""
        return [slot.task for slot in self.slots]

    @cached_property
    def points(self) -> list[int]:
        """What one place of each slot counts, in units."""
        each = {
            task.id: task.minutes * round(task.weight * 100)
            for task in self.period.tasks
        }
        return [each[name] for name in self.task_names]

    @cached_property
    def minutes(self) -> list[int]:
        """How long one place of each slot takes."""
        each = {task.id: task.minutes for task in self.period.tasks}
        return [each[name] for name in self.task_names]

    @cached_property
    def abilities(self) -> list[str | None]:
        """What each slot needs."""
        each = {task.id: task.ability for task in self.period.tasks}
        return [each[name] for name in self.task_names]

    @cached_property
    def of_task(self) -> dict[str, Bits]:
        """The slots of each task."""
        found = dict.fromkeys((task.id for task in self.period.tasks), 0)
        for number, name in enumerate(self.task_names):
            found[name] |= 1 << number
        return found

    @cached_property
    def of_ability(self) -> dict[str | None, Bits]:
        """The slots that need each ability."""
        found: dict[str | None, Bits] = {None: 0}
        for number, name in enumerate(self.abilities):
            found[name] = found.get(name, 0) | 1 << number
        return found

    @cached_property
    def clash(self) -> list[Bits]:
        """The slots that whoever has one cannot have too."""
        found = [0] * len(self.slots)
        rest = self.period.settings.rest_minutes
        timed = [n for n, slot in enumerate(self.slots) if slot.starts is not None]
        for place, first in enumerate(timed):
            free_at = _end(self.slots[first]) + rest
            for second in timed[place + 1 :]:
                if _start(self.slots[second]) >= free_at:
                    break
                found[first] |= 1 << second
                found[second] |= 1 << first
        apart = self.period.settings.same_task_after_days
        for same in self.of_task.values():
            numbers = bits(same)
            for place, first in enumerate(numbers):
                for second in numbers[place + 1 :]:
                    if self.slots[second].day - self.slots[first].day >= apart:
                        break
                    found[first] |= 1 << second
                    found[second] |= 1 << first
        return found

    @cached_property
    def cliques(self) -> list[Bits]:
        """Sets of slots of which nobody can have two; together they say what `clash` says."""
        rest = self.period.settings.rest_minutes
        apart = self.period.settings.same_task_after_days
        timed = [n for n, slot in enumerate(self.slots) if slot.starts is not None]
        found = set()
        for first in timed:
            at = _start(self.slots[first])
            found.add(
                sum(
                    1 << n
                    for n in timed
                    if _start(self.slots[n]) <= at < _end(self.slots[n]) + rest
                )
            )
        for same in self.of_task.values():
            for first in bits(same):
                day = self.slots[first].day
                window = range(day, day + apart)
                found.add(
                    sum(1 << n for n in bits(same) if self.slots[n].day in window)
                )
        return sorted(one for one in found if one & (one - 1))

    @cached_property
    def calendar(self) -> list[Bits]:
        """The slots at which each person can come, after what they did before."""
        return [self._calendar_of(person) for person in self.people]

    def _calendar_of(self, person: Person) -> Bits:
        free = 0
        for number, slot in enumerate(self.slots):
            said = person.available is None or slot.id in person.available
            if said and slot.id not in person.cannot:
                free |= 1 << number
        if person.away or person.before:
            for number in bits(free):
                if self._is_barred(person, self.slots[number]):
                    free ^= 1 << number
        return free

    def _is_barred(self, person: Person, slot: Slot) -> bool:
        return (bool(person.away) and _is_away(person.away, slot)) or any(
            self._is_too_soon(past, slot) for past in person.before
        )

    def _is_too_soon(self, past: Past, slot: Slot) -> bool:
        rules = self.period.settings
        if past.task == slot.task and slot.day - past.day < rules.same_task_after_days:
            return True
        if past.ends is None or past.starts is None or slot.starts is None:
            return False
        began, ended = past.day * DAY + past.starts, past.day * DAY + past.ends
        rest = rules.rest_minutes
        return began < _end(slot) + rest and _start(slot) < ended + rest

    @cached_property
    def knows(self) -> list[Bits]:
        """The slots that each person is able to take alone."""
        return [self._with(person.abilities | {None}) for person in self.people]

    @cached_property
    def learns(self) -> list[Bits]:
        """The slots that each person can take beside somebody who knows it."""
        found = [self._with(person.learning) for person in self.people]
        return [one & ~known for one, known in zip(found, self.knows, strict=True)]

    def _with(self, abilities: frozenset[str] | frozenset[str | None]) -> Bits:
        found = 0
        for ability in abilities:
            found |= self.of_ability.get(ability, 0)
        return found

    @cached_property
    def drafted(self) -> list[bool]:
        """Whether each person is asked at all."""
        return [round(person.share * PARTS) > 0 for person in self.people]

    @cached_property
    def could(self) -> list[Bits]:
        """The slots that each person could take if they had no other."""
        return [
            self.calendar[number] & (self.knows[number] | self.learns[number])
            for number in range(len(self.people))
        ]

    @cached_property
    def may(self) -> list[Bits]:
        """The slots that may be given to each person."""
        return [
            could if is_drafted else 0
            for could, is_drafted in zip(self.could, self.drafted, strict=True)
        ]

    @cached_property
    def takers(self) -> list[list[int]]:
        """The people to whom each slot may be given."""
        people = range(len(self.people))
        return [
            [one for one in people if self.may[one] >> slot & 1]
            for slot in range(len(self.slots))
        ]

    @cached_property
    def dislikes(self) -> list[Bits]:
        """The slots that each person asked not to be given."""
        return [self._of(person.dislikes) for person in self.people]

    @cached_property
    def novel(self) -> list[frozenset[str]]:
        """The tasks that each person has not done."""
        tasks = frozenset(self.of_task)
        return [
            tasks - {name for name, times in person.done.items() if times > 0}
            for person in self.people
        ]

    def _of(self, tasks: frozenset[str]) -> Bits:
        found = 0
        for task in tasks:
            found |= self.of_task.get(task, 0)
        return found

    @cached_property
    def published(self) -> list[Bits]:
        """The slots at which each person is in the published rota."""
        found = [0] * len(self.people)
        for slot, person in self.period.published.cells:
            found[self.person_number[person]] |= 1 << self.slot_number[slot]
        return found

    @cached_property
    def accounts(self) -> list[int]:
        """Units beyond the share before the period."""
        return [round(person.account * UNIT) for person in self.people]

    @cached_property
    def shares(self) -> list[int]:
        """Each person's part of what can be filled, in units.

        It does not depend on who gets what: a place counts as one that can be filled
        where somebody could take it who had no other.
        """
        whole = 0
        for number, seats in enumerate(self.seats):
            bit = 1 << number
            could = sum(1 for may in self.may if may & bit)
            whole += min(seats, could) * self.points[number]
        parts = [round(person.share * PARTS) for person in self.people]
        return [whole * part // max(1, sum(parts)) for part in parts]

    @cached_property
    def start(self) -> list[int]:
        """Units beyond the share if each person did nothing in the period."""
        both = zip(self.accounts, self.shares, strict=True)
        return [account - share for account, share in both]

    @cached_property
    def grain(self) -> int:
        """Units within which two people count as equally far."""
        return max(1, round(self.period.settings.even_within * UNIT))

    def band(self, beyond: int) -> int:
        """Return how far somebody is, in steps in which people count as equal."""
        return -(-beyond // self.grain)

    @cached_property
    def most(self) -> list[int]:
        """How many minutes each person offers."""
        return [_most(person) for person in self.people]

    @cached_property
    def lot(self) -> list[int]:
        """The place of each person in the lot, which depends on seed and name alone."""
        drawn = [draw(self.period.settings.seed, one.id) for one in self.people]
        order = sorted(range(len(drawn)), key=drawn.__getitem__)
        places = [0] * len(order)
        for place, number in enumerate(order):
            places[number] = place
        return places


def draw(seed: str, *names: str) -> bytes:
    """Return the lot that a seed draws for a name: anyone can draw it again."""
    return sha256("\n".join((seed, *names)).encode()).digest()


def _most(person: Person) -> int:
    return 1 << 60 if person.most_minutes is None else person.most_minutes


def _start(slot: Slot) -> int:
    return slot.day * DAY + (slot.starts or 0)


def _end(slot: Slot) -> int:
    return slot.day * DAY + (slot.ends or 0)


def _is_away(away: tuple[Away, ...], slot: Slot) -> bool:
    if slot.starts is not None:
        return any(_is_away_at(one, slot) for one in away)
    # It can be done on any day that is left.
    whole = [one for one in away if one.starts is None]
    return all(
        any(one.first_day <= day <= one.last_day for one in whole)
        for day in range(slot.day, slot.until + 1)
    )


def _is_away_at(away: Away, slot: Slot) -> bool:
    starts, ends = (0, DAY) if away.starts is None else (away.starts, away.ends or 0)
    # An absence of the day before may reach over midnight, as a slot may.
    first = max(away.first_day, slot.day - 1 - ends // DAY)
    last = min(away.last_day, slot.day + (slot.ends or 0) // DAY)
    return any(
        day * DAY + starts < _end(slot) and _start(slot) < day * DAY + ends
        for day in range(first, last + 1)
    )
