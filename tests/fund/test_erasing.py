"""What one person wrote in the fund goes with them; amounts and decisions stay."""

import pytest
from tests import cast
from tests.cast import NOW
from tests.fund import funds
from tests.fund.surpluses import idea, mark, note, shared

from folkmoot.fund import operations
from folkmoot.fund.models import FairShares, FundBooking, Marking
from folkmoot.home.operations import erase_everything
from folkmoot.record.models import Entry

pytestmark = pytest.mark.django_db
ERASED = "Erased by its author."


def test_notes_and_reasons_of_payments_go():
    fund = funds.build()
    made = fund.second(fund.pay(10_000, by="Bo", text="For my mother"), by="Di")
    back = fund.pay(5_000, by="Di")
    operations.withdraw_payment(
        member=fund.member("Bo"), payment=back, reason="I was ill", now=NOW
    )
    bo = fund.member("Bo")
    assert operations.erase_fund_words(member=bo, now=NOW) == 2
    made.refresh_from_db()
    back.refresh_from_db()
    booking = FundBooking.objects.get(payment=made)
    assert (made.text, made.to_whom) == (ERASED, "Timber yard")
    assert (booking.text, booking.amount) == ("Timber yard", 10_000)
    assert (back.reason, back.text) == ("", "Boards")
    entry = Entry.objects.filter(collective_id=bo.collective_id).latest("index")
    assert entry.kind == "fund_words.erased"


def test_who_was_paid_is_not_named_any_more():
    fund = funds.build()
    operations.set_fund_rules(
        member=fund.member(),
        unit=fund.unit,
        agreed_id=fund.decision.id,
        rules=operations.UnitRules(hour_cap=2_000),
        now=NOW,
    )
    bo = fund.member("Bo")
    paid = fund.second(
        fund.pay(1_000, kind="pay", to_whom="Bo", paid_member=bo, minutes=60), by="Di"
    )
    operations.erase_fund_words(member=bo, now=NOW)
    paid.refresh_from_db()
    assert paid.to_whom == ERASED
    assert "Bo" not in paid.booking.text


def test_other_words_of_the_fund_go():
    fund = funds.build()
    operations.free_promise(
        member=fund.member("Bo"), promise=fund.promise, reason="Ill", now=NOW
    )
    funds.book(fund.bank, fund.gifts, 700, by="Bo")
    operations.erase_fund_words(member=fund.member("Bo"), now=NOW)
    fund.promise.refresh_from_db()
    assert (fund.promise.reason, fund.promise.freed_by.name) == ("", "Bo")
    texts = FundBooking.objects.order_by("number").values_list("text", flat=True)
    assert list(texts) == ["Contributions", ERASED]


class TestASurplus:
    def test_an_idea_in_no_draft_goes_with_its_name(self):
        elm = cast.collective()
        surplus = note(elm)
        mine, other = idea(surplus, "Paint", 20, by="Bo"), idea(surplus, "Trees", 10)
        mark(surplus, "Bo", mine, other)
        operations.erase_fund_words(member=cast.member(elm, "Bo"), now=NOW)
        mine.refresh_from_db()
        other.refresh_from_db()
        assert (mine.title, mine.dropped_at) == (ERASED, NOW)
        assert (other.title, other.dropped_at) == ("Trees", None)
        assert not Marking.objects.exists()

    def test_an_idea_in_a_draft_is_the_collectives(self):
        elm = cast.collective()
        _surplus, (paint, *_others) = shared(elm)
        ann = cast.member(elm)
        operations.erase_fund_words(member=ann, now=NOW)
        paint.refresh_from_db()
        assert (paint.title, paint.why) == ("Paint", "")
        assert str(ann.id) not in FairShares.objects.get().paid


def test_erasing_a_person_erases_their_words_in_the_fund():
    fund = funds.build()
    payment = fund.pay(10_000, by="Bo", text="For my mother")
    erase_everything(person=fund.member("Bo").person, now=NOW)
    payment.refresh_from_db()
    assert payment.text == ERASED
