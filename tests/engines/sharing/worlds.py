"""Small rotas to test with, and what must hold of each."""

from dataclasses import replace

from hypothesis import strategies as st

from folkmoot.engines.sharing import (
    Away,
    Past,
    Period,
    Person,
    Published,
    Settings,
    Slot,
    Task,
)

HOUR = 60
DAY = 24 * HOUR
BREAD = Task("bread", 2 * HOUR, 1.5, "oven")
TILL = Task("till", 3 * HOUR)


def slot(name, task="till", day=0, starts=8, ends=10, **named):
    return Slot(name, task, day, starts * HOUR, ends * HOUR, **named)


def person(name, **named):
    for one in ("abilities", "learning", "cannot", "dislikes", "available"):
        if named.get(one) is not None:
            named[one] = frozenset(named[one])
    return Person(name, **named)


def period(slots, people, tasks=(BREAD, TILL), published=None, **settings):
    return Period(
        tuple(tasks),
        tuple(slots),
        tuple(people),
        Settings(**settings),
        published or Published(),
    )


def pairs(rota):
    return {(cell.slot, cell.person) for cell in rota.cells}


def faults(asked, cells, kept=frozenset()):
    """Return what is wrong with a rota, read from what was asked and nothing else."""
    in_slots = [
        fault for one in asked.slots for fault in slot_faults(asked, one, cells)
    ]
    of_people = [
        fault for one in asked.people for fault in person_faults(asked, one, cells)
    ]
    exempt = {one.id for one in asked.people if one.share == 0}
    given = [cell for cell in cells - kept if cell[1] in exempt]
    return in_slots + of_people + given


def slot_faults(asked, one, cells):
    found = []
    (ability,) = {task.ability for task in asked.tasks if task.id == one.task}
    there = [p for p in asked.people if (one.id, p.id) in cells]
    able = [p for p in there if ability is None or ability in p.abilities]
    learning = [p for p in there if p not in able]
    if len(there) > one.people:
        found.append(f"{one.id} is too full")
    if len(learning) > len(able):
        found.append(f"{one.id} has more who learn than who know")
    found += [p.id for p in learning if ability not in p.learning]
    return found + [f"{p.id} cannot {one.id}" for p in there if not can_come(p, one)]


def person_faults(asked, one, cells):
    minutes = {task.id: task.minutes for task in asked.tasks}
    mine = [where for where in asked.slots if (where.id, one.id) in cells]
    before = [Slot("before", p.task, p.day, p.starts, p.ends) for p in one.before]
    found = [
        f"{one.id} has both {first.id} and {second.id}"
        for number, first in enumerate(mine)
        for second in mine[number + 1 :] + before
        if bar(asked.settings, first, second)
    ]
    worked = sum(minutes[had.task] for had in mine)
    if one.most_minutes is not None and worked > one.most_minutes:
        found.append(f"{one.id} has more than they offer")
    return found


def can_come(one, where):
    if where.id in one.cannot:
        return False
    if one.available is not None and where.id not in one.available:
        return False
    if where.starts is None:
        last = where.day + 6 if where.last_day is None else where.last_day
        return any(
            not any(
                a.first_day <= day <= a.last_day and a.starts is None for a in one.away
            )
            for day in range(where.day, last + 1)
        )
    minutes = range(where.day * DAY + where.starts, where.day * DAY + where.ends)
    return not any(is_away(a, minute) for a in one.away for minute in minutes[::15])


def is_away(away, minute):
    for day in range(away.first_day, away.last_day + 1):
        starts = 0 if away.starts is None else away.starts
        ends = DAY if away.ends is None else away.ends
        if day * DAY + starts <= minute < day * DAY + ends:
            return True
    return False


def bar(settings, first, second):
    apart = abs(first.day - second.day)
    if first.task == second.task and apart < settings.same_task_after_days:
        return True
    if first.starts is None or second.starts is None:
        return False
    early, late = sorted((first, second), key=lambda one: one.day * DAY + one.starts)
    gap = (late.day - early.day) * DAY + late.starts - early.ends
    return gap < settings.rest_minutes


QUARTERS = st.integers(0, 4).map(lambda n: n / 4)
TASKS = (BREAD, TILL, Task("drain", 1 * HOUR, 2.0, "pump"))


@st.composite
def slots(draw, number, most_people=2):
    task = draw(st.sampled_from(TASKS)).id
    day = draw(st.integers(0, 5))
    hours = {}
    if draw(st.integers(0, 4)):
        starts = draw(st.integers(0, 90)) * 15
        hours = {"starts": starts, "ends": starts + 15 * draw(st.integers(1, 40))}
    return Slot(
        f"s{number}",
        task,
        day,
        people=draw(st.integers(1, most_people)),
        is_required=draw(st.booleans()),
        **hours,
    )


@st.composite
def aways(draw):
    first = draw(st.integers(0, 5))
    hours = {}
    if draw(st.booleans()):
        starts = 15 * draw(st.integers(0, 60))
        hours = {"starts": starts, "ends": starts + 15 * draw(st.integers(1, 60))}
    return Away(first, first + draw(st.integers(0, 2)), **hours)


@st.composite
def pasts(draw):
    starts = 15 * draw(st.integers(0, 90))
    task = draw(st.sampled_from(TASKS)).id
    return Past(task, draw(st.integers(-3, -1)), starts, starts + 120)


SOME_ABILITIES = st.frozensets(st.sampled_from(["oven", "pump"]))
SOME_TASKS = st.frozensets(st.sampled_from([task.id for task in TASKS]))


@st.composite
def persons(draw, number, slot_names):
    some_slots = st.frozensets(st.sampled_from(slot_names))
    return Person(
        f"p{number}",
        share=draw(QUARTERS),
        account=draw(st.integers(-20, 20)) / 4,
        abilities=draw(SOME_ABILITIES),
        learning=draw(SOME_ABILITIES),
        available=draw(st.none() | some_slots) if draw(st.booleans()) else None,
        cannot=draw(some_slots) if not draw(st.integers(0, 3)) else frozenset(),
        away=tuple(draw(st.lists(aways(), max_size=1))),
        dislikes=draw(SOME_TASKS),
        most_minutes=draw(st.none() | st.integers(0, 600)),
        done=dict.fromkeys(draw(SOME_TASKS), 1),
        before=tuple(draw(st.lists(pasts(), max_size=1))),
    )


@st.composite
def periods(draw, most_slots=8, most_people=5, *, publishes=True):
    n_slots = draw(st.integers(1, most_slots))
    made = tuple(draw(slots(number)) for number in range(n_slots))
    names = [one.id for one in made]
    n_people = draw(st.integers(0, most_people))
    people = tuple(draw(persons(number, names)) for number in range(n_people))
    settings = Settings(
        rest_minutes=draw(st.sampled_from([0, 60, 660])),
        same_task_after_days=draw(st.integers(0, 3)),
        fixed_at_most_percent=draw(st.sampled_from([0, 50, 100])),
        even_within=draw(st.sampled_from([0.01, 1.0, 2.5])),
        seed=draw(st.sampled_from(["", "x"])),
    )
    asked = Period(TASKS, made, people, settings)
    if not publishes or not people:
        return asked
    cells = st.tuples(
        st.sampled_from(names), st.sampled_from([one.id for one in people])
    )
    published = Published(
        cells=draw(st.frozensets(cells, max_size=4)),
        fixed=draw(st.frozensets(cells, max_size=2)),
        change_weight=draw(st.sampled_from([0.0, 2.0])),
    )
    return replace(asked, published=published)
