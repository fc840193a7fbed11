"""A draft gives each place to who is furthest behind, and breaks no rule."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.sharing.worlds import (
    BREAD,
    faults,
    pairs,
    period,
    periods,
    person,
    slot,
)

from folkmoot.engines.sharing import (
    Away,
    Because,
    Lack,
    Published,
    RotaError,
    Slot,
    Task,
    draft,
    next_to_ask,
)


@given(periods())
def test_no_rule_is_broken(asked):
    rota = draft(asked)
    cells = pairs(rota)
    assert faults(asked, cells, asked.published.cells | asked.published.fixed) == []


@given(periods(), st.randoms())
def test_the_order_of_people_changes_nothing(asked, chance):
    people, slots = list(asked.people), list(asked.slots)
    chance.shuffle(people)
    chance.shuffle(slots)
    turned = replace(asked, people=tuple(people), slots=tuple(slots))
    assert draft(turned) == draft(asked)


@given(periods())
def test_places_and_points_add_up(asked):
    rota = draft(asked)
    empty = {short.slot: short.places for short in rota.shortages}
    for one in asked.slots:
        taken = sum(1 for cell in rota.cells if cell.slot == one.id)
        assert taken + empty.get(one.id, 0) == one.people
    tasks = {one.id: one for one in asked.tasks}
    task_of = {one.id: tasks[one.task] for one in asked.slots}
    for standing in rota.standings:
        mine = [task_of[c.slot] for c in rota.cells if c.person == standing.person]
        points = sum(task.minutes * task.weight / 60 for task in mine)
        assert standing.points == pytest.approx(points)


@given(periods())
def test_no_place_is_left_that_somebody_could_take(asked):
    rota = draft(asked)
    cells = pairs(rota)
    for short in rota.shortages:
        assert next_to_ask(asked, cells, short.slot) == ()


class TestWhy:
    def test_says_what_decided(self):
        people = [
            person("Ana", account=-3.0, abilities=["oven"]),
            person("Ben", account=-4.0, abilities=["oven"], dislikes=["bread"]),
            person("Cleo", account=1.0, abilities=["oven"]),
        ]
        rota = draft(period([slot("mon", "bread")], people, even_within=20))
        (cell,) = rota.cells
        assert (cell.person, cell.why.because) == ("Ana", Because.BEHIND)
        assert cell.why.ability == "oven"
        assert cell.why.behind == 4.0  # 3 until now, and a third of 3 points
        assert cell.why.asked_not == ("Ben",)
        assert cell.why.others == 2

    def test_asks_who_asked_not_when_nobody_else_can(self):
        rota = draft(period([slot("mon")], [person("Ben", dislikes=["till"])]))
        assert rota.cells[0].why.because == Because.ONLY
        assert rota.cells[0].why.did_ask_not

    def test_names_who_a_learner_is_beside(self):
        people = [
            person("Ana", account=5, abilities=["oven"]),
            person("Lin", learning=["oven"]),
        ]
        rota = draft(period([slot("mon", "bread", people=2)], people))
        why = {cell.person: cell.why for cell in rota.cells}
        assert why["Lin"].beside == ("Ana",)
        assert not why["Ana"].is_learning

    def test_nobody_learns_alone(self):
        rota = draft(period([slot("mon", "bread")], [person("Lin", learning=["oven"])]))
        assert rota.cells == ()


class TestShortages:
    def lack(self, *people, **named):
        (short,) = draft(period([slot("mon", "bread", **named)], people)).shortages
        return short

    def test_names_the_ability_that_nobody_has(self):
        short = self.lack(person("Ana"), is_required=True)
        assert (short.lack, short.ability) == (Lack.NOBODY_KNOWS, "oven")
        assert short.is_required
        assert short.free_without == 1

    def test_says_that_who_knows_it_is_away(self):
        knows = person("Ana", abilities=["oven"], away=(Away(0, 0),))
        short = self.lack(knows, person("Ben"))
        assert (short.lack, short.ability) == (Lack.NOBODY_FREE, "oven")
        assert (short.able, short.free, short.free_without) == (1, 0, 1)

    def test_names_no_ability_where_nobody_is_free(self):
        short = self.lack(person("Ana", away=(Away(0, 0),)))
        assert short.ability is None

    def test_says_that_who_knows_it_is_elsewhere(self):
        ana = person("Ana", abilities=["oven"])
        both = [slot("one", "bread"), slot("two", "bread")]
        (short,) = draft(period(both, [ana])).shortages
        assert short.lack == Lack.ALL_TAKEN


class TestTimes:
    def test_work_of_the_week_bars_nothing(self):
        week = Slot("week", "till", 0)
        rota = draft(period([week, slot("mon")], [person("Ana")]))
        assert pairs(rota) == {("week", "Ana"), ("mon", "Ana")}

    def test_work_of_the_week_needs_one_day(self):
        week = Slot("week", "till", 0)
        most = person("Ana", away=(Away(0, 2), Away(3, 5)))
        assert pairs(draft(period([week], [most]))) == {("week", "Ana")}
        all_of_it = person("Ana", away=(Away(0, 2), Away(3, 6)))
        assert pairs(draft(period([week], [all_of_it]))) == set()

    def test_rest_reaches_over_midnight(self):
        night, morning = slot("night", starts=22, ends=30), slot("next", day=1)
        assert len(draft(period([night, morning], [person("Ana")])).cells) == 2
        rota = draft(period([night, morning], [person("Ana")], rest_minutes=180))
        assert len(rota.cells) == 1

    def test_same_task_again_after_some_days(self):
        days = [slot(f"d{day}", day=day) for day in range(7)]
        rota = draft(period(days, [person("Ana")], same_task_after_days=3))
        assert sorted(c.slot for c in rota.cells) == ["d0", "d3", "d6"]


class TestPublished:
    people = (person("Ana", account=9), person("Ben"))

    def drafted(self, **named):
        settings = {"fixed_at_most_percent": named.pop("percent", 100)}
        days = [slot("mon"), slot("tue", day=1)]
        published = Published(**named)
        return draft(period(days, self.people, published=published, **settings))

    def test_fixed_places_stay(self):
        rota = self.drafted(fixed=frozenset({("mon", "Ana")}))
        assert ("mon", "Ana") in pairs(rota)
        assert rota.cells[0].why.because == Because.FIXED

    def test_only_a_part_may_be_fixed(self):
        both = frozenset({("mon", "Ana"), ("tue", "Ana")})
        rota = self.drafted(fixed=both, percent=50)
        assert len(rota.released) == 1
        assert len(pairs(rota) & both) == 1

    def test_published_places_stay_when_changes_weigh(self):
        cells = frozenset({("mon", "Ana")})
        assert ("mon", "Ana") in pairs(self.drafted(cells=cells, change_weight=50))
        changed = self.drafted(cells=cells)
        assert changed.changed == (("mon", "Ana"),)


def test_accounts_even_out_over_months():
    """Whoever is behind catches up: after a year nobody is far from their share."""
    chance = random.Random(4)  # noqa: S311 -- a test's own
    people = [person(f"p{n}", share=chance.choice([1, 0.5])) for n in range(10)]
    for _month in range(12):
        days = [slot(f"{d}", day=d, people=2) for d in range(28)]
        absent = [
            replace(
                p, cannot=frozenset(str(d) for d in range(28) if chance.random() < 0.4)
            )
            for p in people
        ]
        rota = draft(period(days, absent, rest_minutes=600))
        beyond = {one.person: one.beyond for one in rota.standings}
        people = [replace(p, account=beyond[p.id]) for p in people]
    assert max(beyond.values()) - min(beyond.values()) <= 3.0  # one slot


class TestNextToAsk:
    def test_first_who_is_furthest_behind(self):
        people = [
            person("Ana", account=2),
            person("Ben", account=-5),
            person("Cleo", account=0, cannot=["mon"]),
            person("Exe", share=0),
        ]
        asked = period([slot("mon")], people)
        assert [one.person for one in next_to_ask(asked, [], "mon")] == ["Ben", "Ana"]

    def test_leaves_out_who_said_no(self):
        asked = period([slot("mon")], [person("Ana"), person("Ben")])
        found = next_to_ask(asked, [], "mon", but_not=frozenset({"Ana"}))
        assert [one.person for one in found] == ["Ben"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("slots", "people", "words"),
        [
            ([slot("a"), slot("a")], [], "slot 'a' is given twice"),
            ([slot("a", "fly")], [], "slot 'a' is of task 'fly'"),
            ([slot("a", people=0)], [], "people of slot 'a' is 0"),
            ([slot("a", starts=9, ends=9)], [], "ends of slot 'a' is 540"),
            ([slot("a", starts=24, ends=25)], [], "starts of slot 'a' is 1440"),
            ([Slot("a", "till", 0, 60)], [], "one of starts and ends"),
            ([Slot("a", "till", 3, last_day=1)], [], "before day 3"),
            ([slot("a", last_day=3)], [], "expected no last_day"),
            ([], [person("p"), person("p")], "person 'p' is given twice"),
            ([], [person("p", share=2)], "share of 'p' is 2"),
            ([], [person("p", share=float("nan"))], "share of 'p' is nan"),
            ([], [person("p", account=float("inf"))], "account of 'p' is inf"),
            ([], [person("p", most_minutes=-1)], "most_minutes of 'p' is -1"),
            ([], [person("p", away=(Away(0, 1, 5),))], "one of starts and ends"),
        ],
    )
    def test_names_what_is_wrong(self, slots, people, words):
        with pytest.raises(RotaError, match=words):
            period(slots, people)

    @pytest.mark.parametrize(
        "settings",
        [
            {"rest_minutes": -1},
            {"same_task_after_days": -1},
            {"fixed_at_most_percent": 101},
            {"even_within": 0},
        ],
    )
    def test_names_the_setting(self, settings):
        with pytest.raises(RotaError, match=next(iter(settings))):
            period([], [], **settings)

    def test_names_what_is_not_there(self):
        gone = Published(cells=frozenset({("mon", "Ana")}))
        with pytest.raises(RotaError, match="there is no slot 'mon'"):
            period([], [], published=gone)
        gone = Published(cells=frozenset({("mon", "Ana")}))
        with pytest.raises(RotaError, match="there is no person 'Ana'"):
            period([slot("mon")], [], published=gone)

    def test_names_a_task_without_time(self):
        with pytest.raises(RotaError, match="minutes of task 'x' is 0"):
            period([], [], tasks=(BREAD, Task("x", 0)))
