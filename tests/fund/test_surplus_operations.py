"""What is left over: locked until a decision, marked in private, shared fairly."""

from datetime import timedelta

import pytest
from tests import cast
from tests.cast import DAY, NOW
from tests.fund import funds
from tests.fund.surpluses import agree, idea, mark, note, put, share, shared

from folkmoot.deciding.models import Proposal, Question
from folkmoot.doing.models import Commitment
from folkmoot.fund import operations
from folkmoot.fund.models import FairShares, FundPromise, Marking, Surplus
from folkmoot.fund.queries.standing import standing_of
from folkmoot.record.models import Disclosure, Entry

pytestmark = pytest.mark.django_db


class TestNoting:
    def test_opens_a_question_by_itself(self):
        surplus = note(cast.collective())
        question = Question.objects.get(id=surplus.question_id)
        assert "Hours of the summer team" in question.title
        assert question.short_text.startswith("Left over: 30")
        assert len(surplus.checkers) == 3

    def test_of_money_above_the_limit_is_serious_and_names_its_cost(self):
        fund = funds.build()
        surplus = self.of_fund(fund, 10_000)
        question = Question.objects.get(id=surplus.question_id)
        assert (question.klass, question.cost) == ("serious", 100)

    def test_is_locked_in_the_ledger(self):
        fund = funds.build()
        assert standing_of(fund.unit).free == 10_000
        self.of_fund(fund, 10_000)
        assert (standing_of(fund.unit).free, standing_of(fund.unit).locked) == (
            0,
            10_000,
        )
        with pytest.raises(operations.NotEnoughError):
            operations.promise_from_fund(
                member=fund.member(),
                unit=fund.unit,
                agreed_id=fund.decision.id,
                promise=operations.PromiseText("More", 1),
                now=NOW,
            )
        with pytest.raises(operations.SurplusIncompleteError):
            self.of_fund(fund, 1)

    def test_is_not_more_than_is_there(self):
        with pytest.raises(operations.SurplusIncompleteError, match="100"):
            self.of_fund(funds.build(), 10_001)

    def test_is_found_by_the_ledger(self):
        fund = funds.build()
        operations.set_fund_rules(
            member=fund.member(),
            unit=fund.unit,
            agreed_id=fund.decision.id,
            rules=operations.UnitRules(reserve=5_000, ask_from=6_000),
            now=NOW,
        )
        assert not Surplus.objects.exists()
        funds.book(fund.bank, fund.gifts, 999, by="Bo")
        assert not Surplus.objects.exists()
        funds.book(fund.bank, fund.gifts, 1, by="Bo")
        surplus = Surplus.objects.get()
        assert (surplus.amount, surplus.is_found, surplus.member.name) == (
            6_000,
            True,
            "Bo",
        )
        funds.book(fund.bank, fund.gifts, 9_000, by="Bo")
        assert Surplus.objects.count() == 1

    def of_fund(self, fund, amount):
        return note(
            fund.collective, amount, what="Winter money", kind="fund", unit=fund.unit
        )


class TestIdeas:
    def test_only_its_owner_or_carrier_changes_it(self):
        surplus = note(cast.collective())
        row = idea(surplus, "Paint", 20, by="Ann", carrier="Bo")
        text = operations.IdeaText("Paint the hall", 25)
        with pytest.raises(operations.NotOfSurplusError):
            self.change(row, text, "Di")
        assert self.change(row, text, "Bo").cost == 25
        operations.drop_surplus_idea(
            member=cast.member(surplus.collective), idea=row, now=NOW
        )
        with pytest.raises(operations.SurplusClosedError):
            self.change(row, text, "Ann")

    def test_costs_are_looked_at_by_people_drawn_by_lot(self):
        surplus = note(cast.collective())
        row = idea(surplus, "Paint", 20)
        check = {"idea": row, "now": NOW}
        with pytest.raises(operations.NotOfSurplusError):
            operations.agree_with_cost(member=cast.member(surplus.collective), **check)
        bo = cast.member(surplus.collective, "Bo")
        assert operations.agree_with_cost(member=bo, **check).checked_by == bo
        changed = self.change(row, operations.IdeaText("Paint", 21), "Ann")
        assert changed.checked_by is None

    @pytest.mark.parametrize(
        ("title", "cost"), [("", 1), (" ", 1), ("x", 0), ("x", -5)]
    )
    def test_needs_words_and_a_cost(self, title, cost):
        with pytest.raises(operations.SurplusIncompleteError):
            idea(note(cast.collective()), title, cost)

    def change(self, row, text, by):
        member = cast.member(row.surplus.collective, by)
        return operations.change_surplus_idea(
            member=member, idea=row, text=text, now=NOW
        )


class TestMarks:
    def test_take_the_place_of_earlier_ones(self):
        surplus = note(cast.collective())
        paint, trees = idea(surplus, "Paint", 20), idea(surplus, "Trees", 10)
        mark(surplus, "Ann", paint, trees)
        mark(surplus, "Ann", trees)
        assert Marking.objects.get().ideas == [str(trees.id)]

    def test_are_in_no_record(self):
        surplus = note(cast.collective())
        mark(surplus, "Ann", idea(surplus, "Paint", 20))
        entry = Entry.objects.get(kind="surplus.marked")
        told = Disclosure.objects.filter(entry=entry)
        assert set(told.values_list("name", flat=True)) == {
            *("kind", "at", "about", "holds", "what"),
        }

    def test_only_of_ideas_that_are_there(self):
        surplus = note(cast.collective())
        other = note(cast.collective("Fir Lane"))
        with pytest.raises(operations.SurplusIncompleteError):
            mark(surplus, "Ann", idea(other, "Paint", 20))

    def test_are_counted_when_everybody_has_marked_or_a_week_has_passed(self):
        surplus = note(cast.collective())
        paint = idea(surplus, "Paint", 20)
        mark(surplus, "Ann", paint)
        mark(surplus, "Bo")
        with pytest.raises(operations.SurplusClosedError):
            share(surplus)
        with pytest.raises(operations.SurplusClosedError):
            share(surplus, now=NOW + 7 * DAY - timedelta(seconds=1))
        assert share(surplus, now=NOW + 7 * DAY - timedelta(0)).people == 2

    def test_none_are_taken_once_they_are_counted(self):
        surplus, (paint, *_others) = shared(cast.collective())
        for late in (
            lambda: mark(surplus, "Ann", paint),
            lambda: idea(surplus, "More", 1),
            lambda: share(surplus),
        ):
            with pytest.raises(operations.SurplusClosedError):
                late()


class TestShares:
    def test_keep_their_working(self):
        surplus, (paint, trees, pond) = shared(cast.collective())
        made = FairShares.objects.get()
        assert [(one["idea"], one["people"], one["each"]) for one in made.rounds] == [
            (str(paint.id), 2, "10/1"),
            (str(trees.id), 1, "10/1"),
        ]
        assert [(one["idea"], one["because"]) for one in made.left_out] == [
            (str(pond.id), "no_room")
        ]
        ann = cast.member(surplus.collective)
        assert made.paid[str(ann.id)] == {str(paint.id): "10/1"}

    def test_go_into_the_draft_as_drafters_change_them(self):
        surplus, (paint, trees, pond) = shared(cast.collective())
        with pytest.raises(operations.NotOfSurplusError):
            put(surplus, {paint: 20}, by="Bo")
        with pytest.raises(operations.SurplusIncompleteError):
            put(surplus, {paint: 20, trees: 11})
        with pytest.raises(operations.SurplusIncompleteError):
            put(surplus, {paint: 0})
        split = put(surplus, {paint: 15, trees: 10, pond: 0})
        draft = Proposal.objects.get(question=surplus.question_id)
        assert split.version == draft.version
        assert "- Paint: 15" in draft.text
        assert "The rest, 5" in draft.text
        assert "carried by 2 people, 10" in draft.text
        assert "Pond" in draft.text.split("Left out:")[1]
        assert draft.look_back_date == (NOW + 60 * DAY).date()
        tasks = Commitment.objects.filter(question_id=surplus.question_id)
        assert {(one.what, one.carrier.name) for one in tasks} == {
            ("Paint", "Bo"),
            ("Trees", "Bo"),
        }


class TestDeciding:
    def test_nobody_uses_it_without_a_decision(self):
        surplus, (paint, *_others) = shared(cast.collective())
        with pytest.raises(operations.NotDecidedError):
            self.use(surplus, 1)
        put(surplus, {paint: 20})
        with pytest.raises(operations.NotDecidedError):
            self.use(surplus, 1)
        agree(surplus)
        assert self.use(surplus, 20).agreed_id is not None
        with pytest.raises(operations.SurplusIncompleteError):
            self.use(surplus, 11)

    def test_a_question_that_ends_frees_it(self):
        surplus = note(cast.collective())
        question = Question.objects.get(id=surplus.question_id)
        Question.objects.filter(id=question.id).update(stage="withdrawn")
        assert operations.settle_surplus(surplus=surplus, now=NOW)
        surplus.refresh_from_db()
        assert (surplus.ended_at, surplus.is_open) == (NOW, False)
        assert not operations.settle_surplus(surplus=surplus, now=NOW)

    def test_of_the_fund_becomes_promises_and_the_rest_a_reserve(self):
        fund = funds.build()
        store = funds.account(fund.collective, "Store", "held", "kg apples")
        harvest = funds.account(fund.collective, "Harvest", "source", "kg apples")
        funds.book(store, harvest, 30)
        surplus, (paint, trees, _pond) = shared(
            fund.collective, what="Apples", kind="fund", unit=store.unit
        )
        put(surplus, {paint: 15, trees: 10})
        agree(surplus)
        operations.settle_surplus_due(now=NOW)
        operations.settle_surplus_due(now=NOW)
        surplus.refresh_from_db()
        promises = FundPromise.objects.filter(unit=store.unit)
        assert {(one.what, one.amount) for one in promises} == {
            ("Paint", 15),
            ("Trees", 10),
        }
        assert {one.agreed_id for one in promises} == {surplus.agreed_id}
        standing = standing_of(store.unit.__class__.objects.get(id=store.unit_id))
        assert (standing.locked, standing.promised, standing.free) == (0, 25, 5)
        assert standing.unit.reserve == 5

    def use(self, surplus, amount):
        return operations.use_left_over(
            member=cast.member(surplus.collective),
            surplus=surplus,
            what="Summer feast",
            amount=amount,
            now=NOW + timedelta(hours=2),
        )
