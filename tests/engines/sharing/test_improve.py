"""What is improved is as good as it can be, in the order of what counts."""

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations, product
from math import ceil

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.engines.sharing.worlds import (
    TASKS,
    can_come,
    faults,
    pairs,
    period,
    periods,
    person,
    slot,
)
from tests.examples import tried_on

from folkmoot.engines.sharing import (
    Method,
    Published,
    Task,
    draft,
    improve,
    is_quick,
)


def goodness(asked, cells):
    """Return what counts in its order, in fractions, from what was asked alone."""
    slots = {one.id: one for one in asked.slots}
    empty = {
        one.id: one.people - sum(1 for where, _ in cells if where == one.id)
        for one in asked.slots
    }
    required = sum(n for name, n in empty.items() if slots[name].is_required)
    disliked = repeated = 0
    for one in asked.people:
        mine = [slots[where].task for where, who in cells if who == one.id]
        disliked += sum(1 for task in mine if task in one.dislikes)
        done = {name for name, times in one.done.items() if times}
        repeated += len(mine) - len(set(mine) - done)
    changed = len(asked.published.cells - cells)
    steps = sorted(steps_beyond(asked, cells), reverse=True)
    return required, sum(empty.values()), steps, disliked, repeated, changed


def steps_beyond(asked, cells):
    tasks = {one.id: one for one in asked.tasks}
    worth = {
        one.id: Fraction(tasks[one.task].minutes, 60)
        * Fraction(str(tasks[one.task].weight))
        for one in asked.slots
    }
    drafted = [one for one in asked.people if one.share > 0]
    whole = sum(
        worth[one.id] * min(one.people, sum(could(asked, p, one) for p in drafted))
        for one in asked.slots
    )
    parts = sum(Fraction(str(one.share)) for one in drafted)
    for one in drafted:
        points = sum(worth[where] for where, who in cells if who == one.id)
        share = whole * Fraction(str(one.share)) / parts
        beyond = Fraction(str(one.account)) + points - share
        yield ceil(beyond / Fraction(str(asked.settings.even_within)))


def could(asked, one, where):
    (ability,) = {task.ability for task in asked.tasks if task.id == where.task}
    knows = ability in {None, *one.abilities, *one.learning}
    alone = period([where], [one], asked.tasks)
    rested = replace(alone, settings=asked.settings)
    cells = {(where.id, one.id)}
    after_before = not [f for f in faults(rested, cells) if "before" in f]
    return knows and can_come(one, where) and after_before


def all_rotas(asked):
    names = [one.id for one in asked.people]
    ways = [
        list(chain.from_iterable(combinations(names, k) for k in range(one.people + 1)))
        for one in asked.slots
    ]
    for chosen in product(*ways):
        cells = {
            (one.id, name)
            for one, there in zip(asked.slots, chosen, strict=True)
            for name in there
        }
        if not faults(asked, cells):
            yield cells


@given(periods(most_slots=4, most_people=3), st.data())
@tried_on(10)
def test_nothing_is_better_than_the_best(asked, data):
    """Every rota of a small world is looked at."""
    asked = replace(
        asked,
        settings=replace(
            asked.settings, even_within=data.draw(st.sampled_from([1, 2.5]))
        ),
        published=Published(cells=asked.published.cells),
    )
    rota = improve(asked)
    assume(rota.method is Method.PROVED)
    best = min(goodness(asked, cells) for cells in all_rotas(asked))
    assert goodness(asked, pairs(rota)) == best


@given(periods(most_slots=5, most_people=3))
@tried_on(10)
def test_as_many_places_are_filled_as_can_be(asked):
    asked = replace(asked, published=Published(cells=asked.published.cells))
    rota = improve(asked)
    assert rota.is_fullest
    best = min(goodness(asked, cells)[:2] for cells in all_rotas(asked))
    assert goodness(asked, pairs(rota))[:2] == best


@given(periods(most_slots=8, most_people=6))
@tried_on(10)
def test_no_rule_is_broken(asked):
    rota = improve(asked)
    kept = asked.published.cells | asked.published.fixed
    assert faults(asked, pairs(rota), kept) == []
    if not asked.published.change_weight:
        assert goodness(asked, pairs(rota)) <= goodness(asked, pairs(draft(asked)))


@given(periods(), st.randoms())
@tried_on(10)
def test_the_order_of_people_changes_nothing(asked, chance):
    people, slots = list(asked.people), list(asked.slots)
    chance.shuffle(people)
    chance.shuffle(slots)
    turned = replace(asked, people=tuple(people), slots=tuple(slots))
    assert improve(turned) == improve(asked)


@given(periods(most_slots=8, most_people=6, publishes=False))
@tried_on(10)
def test_looking_further_makes_nothing_worse(asked):
    near = improve(asked, looks_further=False)
    assert near.method is Method.IMPROVED
    far = improve(asked)
    assert goodness(asked, pairs(far)) <= goodness(asked, pairs(near))


def test_nothing_is_to_be_made_more_even():
    """The only one who is asked offers no time; far from them is who is exempt."""
    people = [
        person("Ben", most_minutes=0),
        person("Exe", share=0, account=-50),
    ]
    rota = improve(period([slot("mon")], people, even_within=0.01))
    assert pairs(rota) == set()
    assert rota.is_fullest


def test_what_is_fixed_stays():
    fixed = frozenset({("mon", "Ana")})
    people = [person("Ana", account=9), person("Ben")]
    asked = period([slot("mon")], people, published=Published(fixed=fixed))
    assert pairs(improve(asked)) == fixed


def test_what_a_page_can_wait_for_has_a_limit():
    days = [slot(f"d{day}", day=day) for day in range(30)]
    many = [person(f"p{number}") for number in range(101)]
    assert is_quick(period(days, many[:100]))
    assert not is_quick(period(days, many))


class TestChangesToWhatIsPublished:
    # Ana has both; handing one to Ben gains three points for her.
    cells = frozenset({("mon", "Ana"), ("tue", "Ana")})

    def improved(self, weight):
        published = Published(cells=self.cells, change_weight=weight)
        days = [slot("mon"), slot("tue", day=1)]
        people = [person("Ana"), person("Ben")]
        return improve(period(days, people, published=published))

    @pytest.mark.parametrize(("weight", "changes"), [(0, 1), (3, 1), (3.5, 0)])
    def test_are_made_for_what_they_gain(self, weight, changes):
        assert len(self.improved(weight).changed) == changes

    def test_fill_a_place_whatever_they_weigh(self):
        people = [person("Ana", abilities=["oven"]), person("Ben")]
        both = [slot("till"), slot("oven", "bread")]
        published = Published(cells=frozenset({("till", "Ana")}), change_weight=99)
        rota = improve(period(both, people, published=published))
        assert pairs(rota) == {("till", "Ben"), ("oven", "Ana")}


def test_equal_points_without_rest_come_out_as_a_flow_would():
    """A known optimum: 30 equal places among 7, of whom three are ahead by 1, 2, 3."""
    sweep = Task("sweep", 60)
    days = [slot(f"s{n}", "sweep", day=n) for n in range(30)]
    people = [person(f"p{n}", account=float(max(0, n - 3))) for n in range(7)]
    rota = improve(period(days, people, tasks=[sweep], even_within=0.01))
    ends = sorted(one.account + one.points for one in rota.standings)
    assert ends == [5, 5, 5, 5, 5, 5, 6]


def test_tasks_come_round():
    """Three tasks for three days and three people: everybody does each once."""
    days = [
        slot(f"{task.id}{day}", task.id, day=day) for task in TASKS for day in range(3)
    ]
    people = [person(name, abilities=["oven", "pump"]) for name in "abc"]
    rota = improve(period(days, people, tasks=TASKS, rest_minutes=60, even_within=20))
    done = {(cell.person, cell.slot[:-1]) for cell in rota.cells}
    assert len(done) == 9
