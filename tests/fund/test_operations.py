"""The fund: nothing goes out without a decision and two names, and it balances."""

import pytest
from tests import cast
from tests.cast import NOW
from tests.fund.funds import DAY, account, book, build, decide

from folkmoot.deciding.models import Decision
from folkmoot.fund import operations
from folkmoot.fund.models import FundBooking, FundPromise, Payment
from folkmoot.fund.queries.caps import list_paid
from folkmoot.fund.queries.standing import balance_of, balances_of, left_of, standing_of
from folkmoot.record.models import Entry

pytestmark = pytest.mark.django_db
State = Payment.State


class TestBooking:
    def test_every_booking_balances(self):
        fund = build()
        fund.second(fund.pay())
        assert sum(balances_of(fund.collective).values()) == 0
        assert balance_of(fund.bank) == 70_000

    def test_numbers_follow_each_other_within_a_unit(self):
        fund = build()
        book(fund.bank, fund.gifts, 5)
        numbers = FundBooking.objects.filter(unit=fund.unit).values_list(
            "number", flat=True
        )
        assert list(numbers) == [1, 2]

    def test_what_goes_out_is_never_booked_by_hand(self):
        fund = build()
        with pytest.raises(operations.FundIncompleteError, match="two names"):
            book(fund.repairs, fund.bank, 5)

    def test_units_do_not_mix(self):
        fund = build()
        store = account(fund.collective, "Store", "held", "kg flour")
        with pytest.raises(operations.FundIncompleteError):
            book(store, fund.gifts, 5)

    def test_a_good_is_counted_in_its_own_places(self):
        fund = build()
        store = account(fund.collective, "Store", "held", "kg flour")
        harvest = account(fund.collective, "Harvest", "source", "kg flour")
        assert (store.unit.is_money, store.unit.digits) == (False, 3)
        book(store, harvest, 25_000)
        assert (
            standing_of(store.unit).write(25_000) == "25.000\N{NO-BREAK SPACE}kg flour"
        )

    def test_a_currency_has_the_places_of_iso_4217(self):
        fund = build()
        yen = account(fund.collective, "Box", "held", "jpy")
        assert (yen.unit.code, yen.unit.is_money, yen.unit.digits) == ("JPY", True, 0)

    def test_friends_book_nothing(self):
        fund = build(cast.collective("Fir Lane", friends=("Fay",)))
        with pytest.raises(operations.NotOfFundError):
            book(fund.bank, fund.gifts, 5, by="Fay")

    def test_writes_who_booked_what(self):
        fund = build()
        entry = Entry.objects.filter(kind="fund.booked").latest("index")
        assert entry.about_id == FundBooking.objects.get().id
        assert fund.collective.id == entry.collective_id


class TestPromise:
    def test_needs_a_decision_of_this_collective(self):
        fund = build()
        other = decide(cast.collective("Fir Lane"))
        with pytest.raises(operations.NoDecisionError):
            self.promise(fund, other)

    def test_needs_a_decision_that_stands(self):
        fund = build()
        Decision.objects.update(state=Decision.State.SUPERSEDED)
        with pytest.raises(operations.NoDecisionError):
            self.promise(fund, fund.decision)

    def test_is_not_above_what_is_free(self):
        fund = build()
        assert standing_of(fund.unit).free == 10_000
        with pytest.raises(operations.NotEnoughError, match=r"100\.00"):
            self.promise(fund, fund.decision, 10_001)
        self.promise(fund, fund.decision, 10_000)
        assert standing_of(fund.unit).free == 0

    def test_keeps_to_the_cost_that_the_question_named(self):
        fund = build(cost=950)
        with pytest.raises(operations.NotEnoughError, match=r"950\.00"):
            self.promise(fund, fund.decision, 5_001)
        self.promise(fund, fund.decision, 5_000)

    def test_what_is_freed_can_be_promised_again(self):
        fund = build()
        fund.second(fund.pay(20_000))
        operations.free_promise(
            member=fund.member(), promise=fund.promise, reason="Cheaper", now=NOW
        )
        assert standing_of(fund.unit).free == 80_000
        fund.promise.refresh_from_db()
        assert left_of(fund.promise) == 0
        with pytest.raises(operations.FundMovedOnError):
            operations.free_promise(
                member=fund.member(), promise=fund.promise, reason="Again", now=NOW
            )

    def test_is_not_freed_while_a_payment_waits(self):
        fund = build()
        fund.pay()
        with pytest.raises(operations.FundMovedOnError):
            operations.free_promise(
                member=fund.member(), promise=fund.promise, reason="Now", now=NOW
            )

    def promise(self, fund, decision, amount=100):
        return operations.promise_from_fund(
            member=fund.member(),
            unit=fund.unit,
            agreed_id=decision.id,
            promise=operations.PromiseText("More", amount),
            now=NOW,
        )


class TestPayment:
    def test_waits_until_another_member_gives_the_second_name(self):
        fund = build()
        payment = fund.pay()
        assert (payment.state, payment.booking) == (State.WAITING, None)
        assert balance_of(fund.bank) == 100_000
        made = fund.second(payment)
        assert (made.state, made.second.name) == (State.MADE, "Bo")
        assert balance_of(fund.bank) == 70_000

    def test_one_person_is_not_two_names(self):
        fund = build()
        payment = fund.pay()
        with pytest.raises(operations.SecondNameError):
            fund.second(payment, by="Ann")

    def test_who_is_paid_is_not_the_second_name(self):
        fund = build()
        bo = fund.member("Bo")
        payment = fund.pay(100, kind="expenses", paid_member=bo, minutes=0)
        with pytest.raises(operations.SecondNameError):
            fund.second(payment, by="Bo")
        fund.second(payment, by="Di")

    def test_is_made_once(self):
        fund = build()
        payment = fund.pay()
        fund.second(payment)
        with pytest.raises(operations.FundMovedOnError):
            fund.second(payment, by="Di")

    def test_is_refused_when_the_promise_is_used_up(self):
        fund = build()
        fund.pay(60_000)
        with pytest.raises(operations.NotEnoughError, match=r"300\.00"):
            fund.pay(30_001)
        fund.pay(30_000)

    def test_is_refused_when_the_decision_does_not_stand_any_more(self):
        fund = build()
        payment = fund.pay()
        Decision.objects.update(state=Decision.State.ENDED)
        with pytest.raises(operations.NoDecisionError):
            fund.pay()
        with pytest.raises(operations.NoDecisionError):
            fund.second(payment)

    def test_is_refused_while_the_account_is_empty(self):
        fund = build()
        payment = fund.pay()
        operations.correct_booking(
            member=fund.member(),
            booking=FundBooking.objects.get(),
            reason="Not ours",
            now=NOW,
        )
        with pytest.raises(operations.NotEnoughError):
            fund.second(payment)

    def test_only_who_is_named_pays(self):
        fund = build()
        FundPromise.objects.update(payer=fund.member("Di"))
        with pytest.raises(operations.FundIncompleteError, match="Di pays"):
            fund.pay()
        fund.pay(by="Di")

    def test_taken_back_before_it_is_made_frees_the_promise(self):
        fund = build()
        payment = fund.pay()
        operations.withdraw_payment(
            member=fund.member("Bo"), payment=payment, reason="Wrong sum", now=NOW
        )
        assert left_of(fund.promise) == 90_000
        with pytest.raises(operations.FundMovedOnError):
            fund.second(payment)


class TestCap:
    def rules(self, fund, cap=1_500):
        operations.set_fund_rules(
            member=fund.member(),
            unit=fund.unit,
            agreed_id=fund.decision.id,
            rules=operations.UnitRules(hour_cap=cap),
            now=NOW,
        )

    def pay(self, fund, amount, minutes=120, kind="pay"):
        bo = fund.member("Bo")
        return fund.pay(amount, kind=kind, paid_member=bo, minutes=minutes)

    def test_pay_waits_for_a_cap(self):
        with pytest.raises(operations.AboveCapError):
            self.pay(build(), 100)

    def test_pay_is_not_above_the_average_hour(self):
        fund = build()
        self.rules(fund)
        with pytest.raises(operations.AboveCapError, match=r"30\.00"):
            self.pay(fund, 3_001)
        self.pay(fund, 3_000)

    def test_unless_a_decision_says_otherwise(self):
        fund = build()
        FundPromise.objects.update(may_exceed=True)
        self.pay(fund, 50_000)

    def test_expenses_stand_beside_the_cap(self):
        fund = build()
        self.rules(fund)
        fund.second(self.pay(fund, 2_000), by="Di")
        fund.second(self.pay(fund, 1_500, minutes=0, kind="expenses"), by="Di")
        (paid,) = list_paid(fund.collective)
        assert (paid.name, paid.minutes, paid.pay) == ("Bo", 120, 2_000)
        assert (paid.expenses, paid.cap, paid.is_above) == (1_500, 3_000, True)


class TestCorrection:
    def test_is_an_opposite_booking(self):
        fund = build()
        first = FundBooking.objects.get()
        back = operations.correct_booking(
            member=fund.member("Bo"), booking=first, reason="Twice", now=NOW
        )
        assert (back.corrects_id, back.from_account_id) == (first.id, fund.bank.id)
        assert balance_of(fund.bank) == 0
        again = {"member": fund.member(), "reason": "No", "now": NOW}
        for one in (first, back):
            with pytest.raises(operations.FundMovedOnError):
                operations.correct_booking(booking=one, **again)

    def test_of_a_payment_frees_its_promise_and_needs_another_name(self):
        fund = build()
        payment = fund.second(fund.pay())
        given = {"booking": payment.booking, "reason": "Sent back", "now": NOW}
        with pytest.raises(operations.FundIncompleteError, match="Another member"):
            operations.correct_booking(member=fund.member("Ann"), **given)
        operations.correct_booking(member=fund.member("Bo"), **given)
        payment.refresh_from_db()
        assert payment.state == State.CORRECTED
        assert left_of(fund.promise) == 90_000
        assert payment.day == DAY
