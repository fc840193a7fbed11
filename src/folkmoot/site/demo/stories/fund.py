"""The co-op's common fund: contributions, a promise for the roof, two payments."""

from datetime import timedelta

from folkmoot.deciding.models import Decision
from folkmoot.fund.models import FundAccount, FundBooking, FundPromise, FundUnit
from folkmoot.fund.operations import (
    PaymentText,
    PromiseText,
    book_in_fund,
    open_fund_account,
    pay_from_fund,
    promise_from_fund,
    second_payment,
)
from folkmoot.site.demo.play import Play, Story


def common_fund(play: Play) -> Story:
    """Keep a fund: the roof is promised, the boards are paid, the rails wait."""
    yield play.at(34, 18)
    bank, cash = (_open(play, name, "held") for name in ("Bank", "Cash box"))
    dues, repairs = (
        _open(play, "Contributions", "source"),
        _open(play, "Repairs", "use"),
    )
    _book(play, dues, bank, 412_000, "What was there when we began")
    _book(play, dues, cash, 8_500, "The money tin of the guest room")
    promise = _promise(play, bank.unit, "Wood and rails for the roof", 90_000)
    yield play.at(22, 17)
    boards = PaymentText(
        bank, repairs, 41_250, "Timber yard", "Boards and posts", play.now.date()
    )
    kim, max_ = play.members["Kim"], play.members["Max"]
    paid = pay_from_fund(member=kim, promise=promise, payment=boards, now=play.now)
    second_payment(member=max_, payment=paid, now=play.now)
    yield play.at(3, 19)
    rails = PaymentText(
        bank, repairs, 18_990, "Steel and Sons", "Rails", play.now.date()
    )
    pay_from_fund(member=kim, promise=promise, payment=rails, now=play.now)


def _open(play: Play, name: str, kind: str) -> FundAccount:
    kim = play.members["Kim"]
    return open_fund_account(
        member=kim,
        collective=kim.collective,
        name=name,
        kind=kind,
        code="GBP",
        digits=None,
        now=play.now,
    )


def _book(
    play: Play, source: FundAccount, place: FundAccount, amount: int, text: str
) -> FundBooking:
    return book_in_fund(
        member=play.members["Kim"],
        from_account=source,
        to_account=place,
        amount=amount,
        day=(play.now - timedelta(days=1)).date(),
        text=text,
        now=play.now,
    )


def _promise(play: Play, unit: FundUnit, what: str, amount: int) -> FundPromise:
    roof = Decision.objects.get(
        question__collective=unit.collective, question__title="A roof for the bicycles"
    )
    kim = play.members["Kim"]
    return promise_from_fund(
        member=kim,
        unit=unit,
        agreed_id=roof.id,
        promise=PromiseText(what, amount, payer_id=kim.id),
        now=play.now,
    )
