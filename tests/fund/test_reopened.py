"""A decision is opened again: promises are held, then kept, changed or freed."""

import pytest
from tests.cast import NOW
from tests.fund import funds
from tests.fund.surpluses import agree, idea, mark, note, put, share
from tests.fund.test_surplus_pages import browser, page, url

from folkmoot.deciding.models import Decision
from folkmoot.deciding.operations.lateness import reopen_decision
from folkmoot.fund import operations
from folkmoot.fund.models import FundPromise, Payment
from folkmoot.fund.queries.pages import show_promises

pytestmark = pytest.mark.django_db


def reopen(decision: Decision) -> None:
    reopen_decision(decision.question, NOW)


def decide_again(decision: Decision) -> Decision:
    """Return the same decision made anew."""
    old_id = decision.id
    row = Decision.objects.get(id=old_id)
    row.pk, row.state, row.ended_at = None, Decision.State.IN_FORCE, None
    row._state.adding = True
    row.id = Decision._meta.get_field("id").get_default()
    row.save()
    return row


class TestAPromise:
    def test_is_held_with_its_payments_while_its_decision_is_open_again(self):
        fund = funds.build()
        waits = fund.pay()
        reopen(fund.decision)
        for act in (fund.pay, lambda: fund.second(waits)):
            with pytest.raises(operations.HeldError, match="is open again"):
                act()
        assert [one.is_held for one in show_promises(fund.collective).rows] == [True]
        client = browser(fund.collective, "Bo")
        text = page(client, url(fund.collective, "payment", waits.id))
        assert "This payment is held" in text
        assert "I stand by it with my name" not in text
        text = page(client, url(fund.collective, "fund"))
        assert "nothing is paid from this promise" in text

    def test_is_kept_under_what_was_agreed_anew(self):
        fund = funds.build()
        waits = fund.pay()
        reopen(fund.decision)
        keep = url(fund.collective, "fund_renewal", fund.promise.id)
        answer = browser(fund.collective).post(keep)
        assert "It is not agreed anew" in answer.content.decode()
        anew = decide_again(fund.decision)
        assert browser(fund.collective).post(keep).status_code == 302
        fund.promise.refresh_from_db()
        assert fund.promise.agreed_id == anew.id
        assert fund.second(waits).state == Payment.State.MADE

    def test_one_that_stands_is_not_renewed(self):
        fund = funds.build()
        with pytest.raises(operations.FundMovedOnError):
            operations.renew_promise(
                member=fund.member(), promise=fund.promise, now=NOW
            )


class TestASurplus:
    def decided(self):
        """Return a surplus of 40 euro: 20 promised to paint, 10 to trees."""
        fund = funds.build()
        surplus = note(
            fund.collective, 4_000, kind="fund", unit=fund.unit, what="Winter"
        )
        paint, trees = (
            idea(surplus, *one) for one in (("Paint", 2_000), ("Trees", 1_000))
        )
        for name in ("Ann", "Bo", "Di"):
            mark(surplus, name, paint, trees)
        share(surplus)
        put(surplus, {paint: 2_000, trees: 1_000})
        question = agree(surplus)
        operations.settle_surplus(surplus=surplus, now=NOW)
        surplus.refresh_from_db()
        return fund, surplus, paint, trees, question

    def promised(self) -> dict[str, int]:
        rows = FundPromise.objects.filter(freed_at=None, idea_id__isnull=False)
        return dict(rows.values_list("what", "amount"))

    def test_its_promises_follow_the_new_amounts(self):
        fund, surplus, paint, _trees, question = self.decided()
        assert self.promised() == {"Paint": 2_000, "Trees": 1_000}
        assert fund.unit.reserve == 1_000
        first = Decision.objects.get(question=question)
        reopen(first)
        shown = page(
            browser(fund.collective), url(fund.collective, "surplus", surplus.id)
        )
        assert "What we decided on it is open again." in shown
        split = surplus.splits.get()
        split.parts = {str(paint.id): 1_500}
        split.save()
        anew = decide_again(first)
        assert operations.settle_surplus_due(now=NOW) == 1
        assert self.promised() == {"Paint": 1_500}
        assert fund.unit.reserve == 2_500
        surplus.refresh_from_db()
        assert surplus.agreed_id == anew.id
        assert operations.settle_surplus_due(now=NOW) == 0

    def test_what_was_paid_stays_paid(self):
        fund, surplus, _paint, trees, question = self.decided()
        promise = FundPromise.objects.get(what="Paint")
        operations.pay_from_fund(
            member=fund.member(), promise=promise, payment=fund.text(1_800), now=NOW
        )
        first = Decision.objects.get(question=question)
        reopen(first)
        surplus.splits.update(parts={str(trees.id): 1_000})
        decide_again(first)
        operations.settle_surplus(surplus=surplus, now=NOW)
        assert self.promised() == {"Paint": 1_800, "Trees": 1_000}

    def test_hours_are_not_used_while_it_is_open_again(self):
        surplus = note(funds.build().collective)
        one = idea(surplus, "Paint", 20)
        mark(surplus, "Ann", one)
        mark(surplus, "Bo", one)
        mark(surplus, "Di", one)
        share(surplus)
        put(surplus, {one: 20})
        question = agree(surplus)
        operations.settle_surplus(surplus=surplus, now=NOW)
        reopen(Decision.objects.get(question=question))
        with pytest.raises(operations.NotDecidedError, match="is open again"):
            operations.use_left_over(
                member=surplus.member, surplus=surplus, what="Walls", amount=5, now=NOW
            )
