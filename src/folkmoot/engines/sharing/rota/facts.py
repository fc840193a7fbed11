"""What a rota is made from: tasks, slots, people, rules, and what was published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

DAY = 24 * 60  # minutes
WEEK = 7  # days
LARGEST = (
    1_000_000  # minutes, points, people: sums of more are no whole numbers to a solver
)


class RotaError(ValueError):
    """What was given cannot be made a rota of; the message says what and why."""


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of work.

    Parameters
    ----------
    id : str
        Its name in slots and in what people asked for.
    minutes : int
        How long one person is at it, above 0.
    weight : float
        What the group says an hour of it counts: 1 for usual work, more for hard or
        unpleasant work. Two decimals count. Points are hours times weight.
    ability : str or None
        What one must know; None where anybody can.
    """

    id: str
    minutes: int
    weight: float = 1.0
    ability: str | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One time at which a task is to be done.

    Parameters
    ----------
    id : str
        Its name.
    task : str
        The task's name.
    day : int
        Its day, counted from any day as long as all count from the same one.
    starts, ends : int or None
        Minutes after midnight; ``ends`` may be beyond 1440, for a night. Both None
        where it may be done at some time from ``day`` to ``last_day``.
    people : int
        How many it needs, at least 1.
    is_required : bool
        Whether it is filled before those that may stay empty.
    last_day : int or None
        Only without hours: the last day on which it can be done; None means six days
        after ``day``.
    """

    id: str
    task: str
    day: int
    starts: int | None = None
    ends: int | None = None
    people: int = 1
    is_required: bool = False
    last_day: int | None = None

    @property
    def until(self) -> int:
        """The last day on which it can be done."""
        if self.starts is not None:
            return self.day
        return self.day + WEEK - 1 if self.last_day is None else self.last_day


@dataclass(frozen=True, slots=True)
class Away:
    """Days, or hours of days, at which somebody cannot come.

    Parameters
    ----------
    first_day, last_day : int
        From and to which day, both included.
    starts, ends : int or None
        Between which minutes after midnight on each of these days; None for all day.
    """

    first_day: int
    last_day: int
    starts: int | None = None
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What somebody did shortly before the period, for rest and for change of tasks.

    Parameters
    ----------
    task : str
        The task's name, also one that is not in the period.
    day : int
        The day, counted as in `Slot`.
    starts, ends : int or None
        Minutes after midnight of that day; None where it had no hours.
    """

    task: str
    day: int
    starts: int | None = None
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part.

    Parameters
    ----------
    id : str
        The name used in cells.
    share : float
        The care share, 0 to 1: what part of a whole share this person carries. Who has
        0 is asked for nothing and stays only in fixed places, and in published ones
        where a change weighs anything. Three decimals count.
    account : float
        Points beyond the share until now; below 0 for who is behind.
    abilities, learning : frozenset of str
        What they know, and what they want to learn beside somebody who knows it.
    available : frozenset of str or None
        The slots they said yes to; None where they can whenever they are not away.
    cannot : frozenset of str
        Slots at which they cannot come.
    away : tuple of Away
        Times at which they cannot come.
    dislikes : frozenset of str
        Tasks that they asked not to be given.
    most_minutes : int or None
        How much they offer in this period at most; None without such a limit.
    done : mapping of str to int
        How often they did which task, over the year or however far one looks back.
    before : tuple of Past
        What they did shortly before this period.
    """

    id: str
    share: float = 1.0
    account: float = 0.0
    abilities: frozenset[str] = frozenset()
    learning: frozenset[str] = frozenset()
    available: frozenset[str] | None = None
    cannot: frozenset[str] = frozenset()
    away: tuple[Away, ...] = ()
    dislikes: frozenset[str] = frozenset()
    most_minutes: int | None = None
    done: Mapping[str, int] = field(default_factory=dict)
    before: tuple[Past, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """The group's own rules.

    Parameters
    ----------
    rest_minutes : int
        Between the end of one slot and the start of the next of the same person.
    same_task_after_days : int
        After how many days at the earliest somebody does the same task again: with 3,
        Monday's task again on Thursday. 0 for no such rule.
    fixed_at_most_percent : int
        Which part of a task's places people may hold for good, so that newcomers find
        room. Beyond it, fixed places become free, by lot.
    even_within : float
        Points within which two people count as equally far from their share; within
        it, what people asked for decides. Two decimals count, above 0.
    seed : str
        Published beforehand; draws the lot where nothing else decides.
    """

    rest_minutes: int = 0
    same_task_after_days: int = 0
    fixed_at_most_percent: int = 100
    even_within: float = 1.0
    seed: str = ""


type Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Published:
    """A rota that people already know.

    Parameters
    ----------
    cells : frozenset of (str, str)
        Slot and person.
    fixed : frozenset of (str, str)
        Those held for good, or promised: never changed while the person can come and
        `Settings.fixed_at_most_percent` allows it. They need not be in ``cells``.
    change_weight : float
        How many points the one of those concerned who is furthest ahead must gain for
        one published cell to change. With 0 a change only decides between rotas that
        are equally good otherwise.
    """

    cells: frozenset[Pair] = frozenset()
    fixed: frozenset[Pair] = frozenset()
    change_weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Period:
    """Everything that a rota is drafted from.

    Parameters
    ----------
    tasks : tuple of Task
        The kinds of work.
    slots : tuple of Slot
        When it is done.
    people : tuple of Person
        Who takes part. Their order changes nothing.
    settings : Settings
        The group's rules.
    published : Published
        What people already know.

    Raises
    ------
    RotaError
        Where something is named twice, not at all, or out of its range; no number may
        be above a million.
    """

    tasks: tuple[Task, ...]
    slots: tuple[Slot, ...]
    people: tuple[Person, ...]
    settings: Settings = Settings()
    published: Published = Published()

    def __post_init__(self) -> None:
        """Refuse what no rota can be made of."""
        _once("task", (task.id for task in self.tasks))
        _once("slot", (slot.id for slot in self.slots))
        _once("person", (person.id for person in self.people))
        for task in self.tasks:
            _within(f"minutes of task {task.id!r}", task.minutes, 1)
            _within(f"weight of task {task.id!r}", task.weight, 0)
        known = {task.id for task in self.tasks}
        for slot in self.slots:
            _look_at_slot(slot, known)
        for person in self.people:
            _look_at_person(person)
        _look_at_settings(self.settings)
        _look_at_published(self)


def _once(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            message = f"{what} {name!r} is given twice"
            raise RotaError(message)
        seen.add(name)


def _within(what: str, value: float, least: float, most: float = LARGEST) -> None:
    # Not `value < least`, which lets NaN through.
    if not least <= value <= most:
        message = f"{what} is {value}; expected {least} to {most}"
        raise RotaError(message)


def _look_at_slot(slot: Slot, known: set[str]) -> None:
    if slot.task not in known:
        message = f"slot {slot.id!r} is of task {slot.task!r}, which is not among them"
        raise RotaError(message)
    _within(f"people of slot {slot.id!r}", slot.people, 1)
    if (slot.starts is None) != (slot.ends is None):
        message = f"slot {slot.id!r} has one of starts and ends; expected both or none"
        raise RotaError(message)
    if slot.starts is not None and slot.ends is not None:
        _within(f"starts of slot {slot.id!r}", slot.starts, 0, DAY - 1)
        _within(f"ends of slot {slot.id!r}", slot.ends, slot.starts + 1)
        if slot.last_day is not None:
            message = f"slot {slot.id!r} has hours; expected no last_day"
            raise RotaError(message)
    elif slot.until < slot.day:
        message = f"slot {slot.id!r} ends on day {slot.until}, before day {slot.day}"
        raise RotaError(message)


def _look_at_person(person: Person) -> None:
    _within(f"share of {person.id!r}", person.share, 0, 1)
    _within(f"account of {person.id!r}", person.account, -LARGEST)
    for task, often in person.done.items():
        _within(f"how often {person.id!r} did {task!r}", often, 0)
    if person.most_minutes is not None:
        _within(f"most_minutes of {person.id!r}", person.most_minutes, 0)
    for away in person.away:
        if (away.starts is None) != (away.ends is None):
            message = f"{person.id!r} is away with one of starts and ends"
            raise RotaError(message)


def _look_at_settings(settings: Settings) -> None:
    _within("rest_minutes", settings.rest_minutes, 0)
    _within("same_task_after_days", settings.same_task_after_days, 0)
    _within("even_within", settings.even_within, 0.01)
    _within("fixed_at_most_percent", settings.fixed_at_most_percent, 0, 100)


def _look_at_published(period: Period) -> None:
    slots = {slot.id for slot in period.slots}
    people = {person.id for person in period.people}
    _within("change_weight", period.published.change_weight, 0)
    for slot, person in period.published.cells | period.published.fixed:
        if slot not in slots:
            message = f"published: there is no slot {slot!r}"
            raise RotaError(message)
        if person not in people:
            message = f"published: there is no person {person!r}"
            raise RotaError(message)
