"""What each reader may read: nobody sees a count before their own answer."""

from fractions import Fraction

import pytest
from tests.cast import NOW

from folkmoot.listening import operations, queries
from folkmoot.listening.models import Contribution, Response, Statement

AGREE, DISAGREE = Response.Answer.AGREE, Response.Answer.DISAGREE
Order = queries.Order


def say(member, hearing, text):
    return operations.add_statement(member=member, hearing=hearing, text=text, now=NOW)


def answer(member, statement, value=AGREE):
    operations.respond(member=member, statement=statement, answer=value, now=NOW)


@pytest.fixture
def cars(ann, hearing):
    return say(ann, hearing, "Cars may keep their places.")


class TestNextStatement:
    def test_own_answered_and_folded_ones_are_left_out(
        self, ann, bo, hearing, shed, cars
    ):
        assert queries.next_statement(ann, hearing) is None
        answer(bo, shed)
        assert queries.next_statement(bo, hearing) == cars
        operations.fold(member=bo, item=cars, reason="Off topic", now=NOW)
        assert queries.next_statement(bo, hearing) is None

    def test_fewest_answers_come_first(self, ann, bo, fay, hearing, shed, cars):
        answer(fay, shed)
        assert queries.next_statement(bo, hearing) == cars

    def test_order_is_stable_for_a_person_and_differs_between_people(
        self, people, ann, hearing
    ):
        for number in range(6):
            say(ann, hearing, f"Idea {number}")
        firsts = [queries.next_statement(p, hearing).id for p in people]
        assert firsts == [queries.next_statement(p, hearing).id for p in people]
        assert len(set(firsts)) > 1

    def test_a_wanted_one_goes_first(self, bo, hearing, shed, cars):
        for row in (shed, cars):
            assert queries.next_statement(bo, hearing, first=row.id) == row

    def test_no_count_is_loaded(self, bo, hearing, shed):
        found = queries.next_statement(bo, hearing)
        assert {"agreed", "disagreed", "passed"} <= found.get_deferred_fields()


class TestListStatements:
    def test_counts_only_after_the_own_answer(self, ann, bo, fay, hearing, shed, cars):
        answer(fay, shed)
        answer(fay, cars)
        answer(bo, cars, DISAGREE)
        first, second = queries.list_statements(hearing, reader=bo)
        assert (first.own_answer, first.agreed, first.answers) == (None, None, None)
        assert (second.own_answer, second.agreed, second.disagreed) == (-1, 1, 1)
        assert second.answers == 2
        assert queries.show_statement(shed, bo) == first

    def test_all_counts_when_it_is_over(self, bo, fay, hearing, shed):
        answer(fay, shed)
        (shown,) = queries.list_statements(hearing, reader=bo, is_over=True)
        assert (shown.agreed, shown.own_answer) == (1, None)

    def test_a_reader_without_a_name_sees_no_counts(self, fay, hearing, shed):
        answer(fay, shed)
        (shown,) = queries.list_statements(hearing, reader=None)
        assert shown.agreed is None

    @pytest.mark.parametrize("order", Order)
    def test_order_gives_nothing_away(self, ann, bo, fay, hearing, order):
        rows = [say(ann, hearing, f"Idea {n}") for n in range(4)]
        before = queries.list_statements(hearing, order, reader=bo)
        for row in (rows[3], rows[2]):
            answer(fay, row)
        after = queries.list_statements(hearing, order, reader=bo)
        assert [s.statement.id for s in before] == [s.statement.id for s in after]

    def test_orders_by_what_is_shown(self, ann, bo, fay, hearing):
        rows = [say(ann, hearing, f"Idea {n}") for n in range(3)]
        for row, value in zip(rows, (DISAGREE, AGREE, AGREE), strict=True):
            answer(fay, row, value)
        answer(bo, rows[1], DISAGREE)

        def numbers(order):
            found = queries.list_statements(hearing, order, reader=bo, is_over=True)
            return [s.statement.number for s in found]

        assert numbers(Order.AGREED) == [3, 2, 1]
        assert numbers(Order.DIVIDED)[0] == 2
        assert numbers(Order.LEAST)[-1] == 2

    def test_folded_ones_come_last_and_words_narrow(self, ann, bo, hearing, shed, cars):
        operations.fold(member=bo, item=shed, reason="Off topic", now=NOW)
        found = queries.list_statements(hearing, reader=bo)
        assert [s.statement for s in found] == [cars, shed]
        found = queries.list_statements(hearing, reader=bo, words="SHED")
        assert [s.statement for s in found] == [shed]
        assert queries.count_statements(hearing, "shed") == 1

    def test_pages(self, ann, bo, hearing):
        for n in range(5):
            say(ann, hearing, f"Idea {n}")
        found = queries.list_statements(hearing, reader=bo, first=2, count=2)
        assert [s.statement.number for s in found] == [3, 4]

    def test_one_query(self, ann, bo, hearing, django_assert_num_queries):
        for n in range(12):
            say(ann, hearing, f"Idea {n}")
        with django_assert_num_queries(1):
            rows = queries.list_statements(hearing, reader=bo)
            assert all(row.statement.member.name == "Ann" for row in rows)


class TestHeard:
    def test_counts_each_member_once_and_no_friends(self, ann, bo, fay, hearing, shed):
        answer(bo, shed)
        answer(fay, shed)
        operations.contribute(
            member=bo,
            hearing=hearing,
            kind=Contribution.Kind.NOTHING,
            text="",
            now=NOW,
        )
        assert queries.count_heard(hearing) == 2
        assert queries.list_heard_ids(hearing) == {ann.id, bo.id, fay.id}

    def test_progress_counts_minutes(self, ann, bo, hearing):
        rows = [say(ann, hearing, f"Idea {n}") for n in range(12)]
        answer(bo, rows[0])
        progress = queries.progress_of(bo, hearing)
        assert (progress.answered, progress.total, progress.left) == (1, 12, 11)
        assert (progress.minutes_left, progress.is_heard) == (2, True)
        assert queries.progress_of(ann, hearing).total == 0


class TestSummarise:
    def test_sorts_into_agreed_divided_and_hardly_heard(self, people, ann, hearing):
        rows = [say(ann, hearing, f"Idea {n}") for n in range(3)]
        people = people[:4]
        for number, person in enumerate(people):
            answer(person, rows[0])
            answer(person, rows[1], AGREE if number % 2 else DISAGREE)
        answer(people[0], rows[2])
        summary = queries.summarise(hearing)
        assert [s.statement for s in summary.most_agreed] == [rows[0]]
        assert [s.statement for s in summary.most_divided] == [rows[1]]
        assert [s.statement for s in summary.hardly_heard] == [rows[2]]
        assert summary.most_divided[0].agreeing == Fraction(1, 2)
        assert (summary.n_heard, summary.n_statements) == (5, 3)

    def test_queries_do_not_grow(self, ann, bo, hearing, django_assert_max_num_queries):
        for n in range(8):
            answer(bo, say(ann, hearing, f"Idea {n}"))
            operations.contribute(
                member=bo,
                hearing=hearing,
                kind=Contribution.Kind.TEXT,
                text="Words",
                now=NOW,
            )
        with django_assert_max_num_queries(5):
            queries.summarise(hearing)


class TestFindSimilar:
    def test_finds_another_wording_and_leaves_the_rest(self, hearing, shed, cars):
        found = queries.find_similar(hearing, "we need a dry bicycle shed")
        assert found == [shed]

    def test_works_without_spaces_between_words(self, ann, hearing):
        one = say(ann, hearing, "我覺得計程車需要更好的管理")
        say(ann, hearing, "手機應用程式很方便大家使用")
        assert queries.find_similar(hearing, "我覺得計程車要有更好的管理") == [one]

    def test_nothing_for_nothing(self, hearing, shed):
        assert queries.find_similar(hearing, "") == []


def test_counts_equal_the_responses(people, hearing, shed):
    for number, person in enumerate(people[:6]):
        answer(person, shed, Response.Answer(number % 3 - 1))
    fresh = Statement.objects.get(id=shed.id)
    assert (fresh.agreed, fresh.disagreed, fresh.passed) == (2, 2, 2)
