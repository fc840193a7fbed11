"""A fund with a decision behind it, made with the real operations."""

from dataclasses import dataclass
from datetime import date

from tests import cast
from tests.again import once
from tests.cast import NOW

from folkmoot.deciding.models import Decision, Position
from folkmoot.deciding.operations import (
    DraftText,
    Shape,
    look_at_question,
    raise_question,
    take_position,
)
from folkmoot.doing.operations import Task
from folkmoot.fund import operations
from folkmoot.fund.models import FundAccount, FundPromise, FundUnit, Payment
from folkmoot.people.models import Collective, Membership

DAY = NOW.date()


@dataclass
class Fund:
    """Elm Street with 1,000 euro in a bank, and 900 promised for a roof."""

    collective: Collective
    bank: FundAccount
    gifts: FundAccount
    repairs: FundAccount
    decision: Decision
    promise: FundPromise

    @property
    def unit(self) -> FundUnit:
        return FundUnit.objects.select_related("collective").get(id=self.bank.unit_id)

    def member(self, name: str = "Ann") -> Membership:
        return cast.member(self.collective, name)

    def text(self, amount: int = 30_000, **more) -> operations.PaymentText:
        words = {
            "from_account": self.bank,
            "use_account": self.repairs,
            "amount": amount,
            "to_whom": "Timber yard",
            "text": "Boards",
            "day": DAY,
        }
        return operations.PaymentText(**{**words, **more})

    def pay(self, amount: int = 30_000, by: str = "Ann", **more) -> Payment:
        return operations.pay_from_fund(
            member=self.member(by),
            promise=self.promise,
            payment=self.text(amount, **more),
            now=NOW,
        )

    def second(self, payment: Payment, by: str = "Bo") -> Payment:
        return operations.second_payment(
            member=self.member(by), payment=payment, now=NOW
        )


@once
def decide(
    elm: Collective, title: str = "A roof for the bicycles", cost: int | None = None
) -> Decision:
    """Return a decision of everybody at home."""
    ann = cast.member(elm)
    draft = DraftText(
        text="We build it.",
        look_back_date=date(2027, 6, 1),
        tasks=[Task("Build", date(2027, 4, 1), ann.id)],
    )
    question = raise_question(
        member=ann, title=title, draft=draft, shape=Shape(cost=cost), now=NOW
    )
    for name in cast.SOME:
        member = cast.member(elm, name)
        look_at_question(member=member, question=question, now=NOW)
        take_position(
            member=member, question=question, value=Position.Value.CONSENT, now=NOW
        )
    return question.decisions.get()


def account(elm: Collective, name: str, kind: str, code: str = "EUR") -> FundAccount:
    return operations.open_fund_account(
        member=cast.member(elm),
        collective=elm,
        name=name,
        kind=kind,
        code=code,
        digits=3,
        now=NOW,
    )


def book(to: FundAccount, from_: FundAccount, amount: int, by: str = "Ann"):
    return operations.book_in_fund(
        member=cast.member(to.collective, by),
        from_account=from_,
        to_account=to,
        amount=amount,
        day=DAY,
        text="Contributions",
        now=NOW,
    )


@once
def build(elm: Collective | None = None, *, cost: int | None = None) -> Fund:
    """Return a fund in which something is there, and something promised."""
    elm = elm or cast.collective()
    bank, gifts = account(elm, "Bank", "held"), account(elm, "Contributions", "source")
    repairs = account(elm, "Repairs", "use")
    book(bank, gifts, 100_000)
    decision = decide(elm, cost=cost)
    promise = operations.promise_from_fund(
        member=cast.member(elm),
        unit=FundUnit.objects.select_related("collective").get(id=bank.unit_id),
        agreed_id=decision.id,
        promise=operations.PromiseText("Wood and rails", 90_000),
        now=NOW,
    )
    return Fund(elm, bank, gifts, repairs, decision, promise)
