"""Several at once: one promise is not paid twice, one payment made once."""

from functools import partial

import pytest
from tests.fund.funds import build
from tests.racing import refusals

from folkmoot.fund import operations
from folkmoot.fund.models import FundBooking, Payment
from folkmoot.fund.queries.standing import balances_of, left_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def at_once(start_together):
    return partial(start_together, operations.FundError)


def test_two_payments_over_one_promise(at_once):
    fund = build()
    for _trial in range(8):
        results = at_once(
            partial(fund.pay, 60_000),
            partial(fund.pay, 60_000, by="Bo"),
            partial(fund.pay, 60_000, by="Di"),
        )
        assert (len(results), refusals(results)) == (3, 2)
        assert left_of(fund.promise) == 30_000
        Payment.objects.all().delete()


def test_a_second_name_given_twice_pays_once(at_once):
    fund = build()
    for number in range(8):
        payment = fund.pay(1_000)
        results = at_once(
            partial(fund.second, payment, by="Bo"),
            partial(fund.second, payment, by="Di"),
        )
        assert (len(results), refusals(results)) == (2, 1)
        assert FundBooking.objects.filter(payment__isnull=False).count() == number + 1
    numbers = list(FundBooking.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert sum(balances_of(fund.collective).values()) == 0


def test_a_payment_is_made_or_taken_back_but_not_both(at_once):
    fund = build()
    for _trial in range(8):
        payment = fund.pay(1_000)
        results = at_once(
            partial(fund.second, payment),
            partial(
                operations.withdraw_payment,
                member=fund.member("Di"),
                payment=payment,
                reason="Wrong",
                now=payment.created_at,
            ),
        )
        assert refusals(results) == 1
        payment.refresh_from_db()
        assert (payment.state == Payment.State.MADE) == (payment.booking is not None)
