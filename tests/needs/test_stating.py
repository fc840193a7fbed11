"""Needs and offers are said, changed and taken back by those whose they are."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.cast import NOW
from tests.needs.builders import House, asked

from folkmoot.messaging.models import Message
from folkmoot.needs.models import Match, Need, NeedClass, Offer
from folkmoot.needs.operations import (
    AboveCeilingError,
    AgreedAlreadyError,
    EndedError,
    NotOwnError,
    NotPartOfPlanError,
    TooManyEntriesError,
    accept_match,
    change_need,
    end_need,
    end_offer,
    erase_words,
    state_need,
)
from folkmoot.needs.queries.needs import get_board
from folkmoot.people.operations import leave

pytestmark = pytest.mark.django_db


class TestStateNeed:
    def test_says_it_on_record(self):
        house = House()

        need = house.need(what="Rye bread", amount="2.5", unit="kg", people=4)

        need.refresh_from_db()
        assert (need.amount, need.people, need.state) == (Decimal("2.5"), 4, "open")
        assert house.kinds()[-1] == "need.stated"

    def test_writes_the_first_classes_once(self):
        house = House()

        house.need()
        house.need(what="A saw")

        assert NeedClass.objects.filter(collective=house.elm).count() == 3

    def test_refuses_a_class_that_is_over(self):
        house = House()
        house.need()
        NeedClass.objects.filter(collective=house.elm, position=0).update(ended_at=NOW)

        with pytest.raises(EndedError):
            state_need(
                member=house.ann,
                text=replace(house.text(), klass_id=house.elm.id),
                now=NOW,
            )

    def test_refuses_more_than_the_members_agreed_on(self):
        house = House()
        house.need()
        NeedClass.objects.filter(collective=house.elm, position=0).update(
            ceiling=5, ceiling_unit="kg"
        )

        house.need(what="Flour", amount=10, unit="kg", people=2)
        house.need(what="Chairs", amount=50)
        with pytest.raises(AboveCeilingError, match="up to 5 kg"):
            house.need(what="Flour", amount=11, unit="kg", people=2)

    def test_refuses_who_has_left(self):
        house = House()
        leave(membership=house.bo, now=NOW)

        with pytest.raises(NotPartOfPlanError):
            house.need("bo")

    def test_a_helper_writes_it_down_and_a_receipt_goes_out(self):
        house = House()

        need = state_need(member=house.bo, helper=house.ann, text=house.text(), now=NOW)

        assert (need.member, need.helper) == (house.bo, house.ann)
        receipt = Message.objects.get(kind="need.receipt")
        assert receipt.person_id == house.bo.person_id
        assert "Ann wrote down that you need: A ladder (1 piece)" in receipt.body

    def test_a_helper_keeps_a_limited_number(self):
        house = House()
        for number in range(10):
            text = house.text(what=f"Thing {number}")
            state_need(member=house.bo, helper=house.ann, text=text, now=NOW)

        with pytest.raises(TooManyEntriesError):
            state_need(member=house.bo, helper=house.ann, text=house.text(), now=NOW)


class TestChangeNeed:
    def test_is_for_whose_it_is(self):
        house = House()
        need = house.need()

        with pytest.raises(NotOwnError):
            change_need(member=house.bo, need=need, text=house.text("Saw"), now=NOW)

    def test_calls_off_who_was_only_asked(self):
        house = House()
        need = house.need()
        match = asked(house.ann, need, house.offer())

        change_need(member=house.ann, need=need, text=house.text("A saw"), now=NOW)

        match.refresh_from_db()
        assert match.state == Match.State.CANCELLED

    def test_keeps_what_somebody_said_yes_to(self):
        house = House()
        need = house.need(amount=4)
        match = asked(house.ann, need, house.offer(amount=3), 3)
        accept_match(member=house.bo, match=match, now=NOW)

        for text in (house.text("A saw", 4), house.text(amount=2)):
            with pytest.raises(AgreedAlreadyError):
                change_need(member=house.ann, need=need, text=text, now=NOW)
        change_need(member=house.ann, need=need, text=house.text(amount=3), now=NOW)


class TestEndNeed:
    def test_takes_it_off_the_list(self):
        house = House()
        need = house.need()

        end_need(member=house.ann, need=need, now=NOW)
        end_need(member=house.ann, need=need, now=NOW)

        assert get_board(house.bo, NOW).sums.needs == 0
        assert house.kinds().count("need.ended") == 1

    def test_waits_for_what_is_agreed(self):
        house = House()
        need, offer = house.need(), house.offer()
        match = asked(house.ann, need, offer)
        accept_match(member=house.bo, match=match, now=NOW)

        with pytest.raises(AgreedAlreadyError):
            end_need(member=house.ann, need=need, now=NOW)
        with pytest.raises(AgreedAlreadyError):
            end_offer(member=house.bo, offer=offer, now=NOW)


class TestEraseWords:
    def test_empties_what_one_person_wrote(self):
        house = House()
        need, other = house.need(note="For my knee"), house.need("di")
        match = asked(house.ann, need, house.offer(), reach="0123")

        erase_words(member=house.ann, now=NOW)

        match.refresh_from_db()
        assert (match.state, match.need_reach) == (Match.State.CANCELLED, "")
        erased = Need.objects.get(id=need.id)
        assert (erased.what, erased.note, erased.state) == ("", "", "ended")
        assert Need.objects.get(id=other.id).what == "A ladder"
        assert Offer.objects.get().what == "A ladder"
