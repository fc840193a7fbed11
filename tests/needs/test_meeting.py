"""A need and an offer meet: each side says its own yes."""

from decimal import Decimal

import pytest
from tests.cast import NOW
from tests.needs.builders import House, asked, sisters

from folkmoot.messaging.models import Message
from folkmoot.needs.models import Match, Need, Offer
from folkmoot.needs.operations import (
    AgreedAlreadyError,
    EndedError,
    NothingLeftError,
    NotNeighboursError,
    NotOwnError,
    SharingError,
    accept_match,
    begin_sharing,
    cancel_match,
    confirm_sharing,
    decline_match,
    end_sharing,
    finish_match,
    need_from_offer,
    offer_for_need,
)
from folkmoot.needs.queries.needs import left_of
from folkmoot.needs.queries.pages import match_page, need_page, neighbours_page

pytestmark = pytest.mark.django_db
State = Match.State


class TestAskForMatch:
    def test_asks_the_other_side_and_nothing_more(self):
        house = House()
        need = house.need(amount=3)

        match = asked(house.ann, need, house.offer(amount=2), 3)

        assert (match.state, match.amount) == (State.ASKED, Decimal(2))
        assert match.waits_for_offer
        assert left_of(need) == Decimal(3)
        mail = Message.objects.get(kind="match.told")
        assert mail.person_id == house.bo.person_id

    def test_is_for_the_two_sides(self):
        house = House()

        with pytest.raises(NotOwnError):
            asked(house.di, house.need(), house.offer())

    def test_from_both_sides_is_two_yes(self):
        house = House()
        need, offer = house.need(), house.offer()
        asked(house.ann, need, offer)

        match = asked(house.bo, need, offer)

        assert match.state == State.AGREED
        assert Match.objects.count() == 1

    def test_needs_one_way_of_counting(self):
        house = House()

        with pytest.raises(EndedError):
            asked(house.ann, house.need(unit="kg"), house.offer())


class TestAcceptMatch:
    def test_is_the_other_sides_own_act(self):
        house = House()
        match = asked(house.ann, house.need(), house.offer())

        with pytest.raises(NotOwnError):
            accept_match(member=house.ann, match=match, now=NOW)
        accept_match(member=house.bo, match=match, now=NOW)
        accept_match(member=house.bo, match=match, now=NOW)

        assert house.kinds().count("match.agreed") == 1

    def test_takes_what_is_left(self):
        house = House()
        need = house.need(amount=5)
        first = asked(house.ann, need, house.offer(amount=4), 4)
        second = asked(house.ann, need, house.offer("di", amount=4), 4)
        third = asked(house.ann, need, house.offer("flo", amount=4), 4)
        accept_match(member=house.bo, match=first, now=NOW)

        row = accept_match(member=house.di, match=second, now=NOW)

        assert row.amount == Decimal(1)
        with pytest.raises(NothingLeftError):
            accept_match(member=house.flo, match=third, now=NOW)

    def test_a_no_stands(self):
        house = House()
        match = asked(house.ann, house.need(), house.offer())
        decline_match(member=house.bo, match=match, now=NOW)

        with pytest.raises(EndedError):
            accept_match(member=house.bo, match=match, now=NOW)


class TestDeclineMatch:
    def test_tells_an_answer_from_taking_it_back(self):
        house = House()
        need = house.need()
        answered = asked(house.ann, need, house.offer())
        taken_back = asked(house.ann, need, house.offer("di"))

        decline_match(member=house.bo, match=answered, now=NOW)
        decline_match(member=house.ann, match=taken_back, now=NOW)

        states = [Match.objects.get(id=m.id).state for m in (answered, taken_back)]
        assert states == [State.DECLINED, State.CANCELLED]

    def test_is_too_late_after_two_yes(self):
        house = House()
        match = asked(house.ann, house.need(), house.offer())
        accept_match(member=house.bo, match=match, now=NOW)

        with pytest.raises(AgreedAlreadyError):
            decline_match(member=house.bo, match=match, now=NOW)


class TestFinishMatch:
    def test_meets_what_is_covered_whole(self):
        house = House()
        need, offer = house.need(amount=2), house.offer(amount=3)
        match = asked(house.ann, need, offer, 2, reach="Room 4")
        accept_match(member=house.bo, match=match, reach="Room 9", now=NOW)

        finish_match(member=house.ann, match=match, now=NOW)

        assert Need.objects.get().state == Need.State.MET
        assert Offer.objects.get().state == Offer.State.OPEN
        match.refresh_from_db()
        assert match.need_reach == match.offer_reach == ""

    def test_opens_it_again_where_it_did_not_happen(self):
        house = House()
        need = house.need()
        match = asked(house.ann, need, house.offer())
        with pytest.raises(EndedError):
            cancel_match(member=house.ann, match=match, now=NOW)
        accept_match(member=house.bo, match=match, now=NOW)

        cancel_match(member=house.bo, match=match, now=NOW)

        assert left_of(need) == Decimal(1)
        again = asked(house.ann, need, match.offer)
        assert again.state == State.ASKED


class TestInOneStep:
    def test_offers_what_a_need_asks_for(self):
        house = House()
        need = house.need(amount=3)

        match = offer_for_need(
            member=house.flo, need=need, amount=Decimal(2), now=NOW, note="Red ones"
        )

        assert match.waits_for_need
        assert (match.offer.what, match.offer.note) == ("A ladder", "Red ones")

    def test_asks_for_what_is_offered(self):
        house = House()
        offer = house.offer(kind="ride", unit="seat", amount=3, what="To town")

        match = need_from_offer(
            member=house.di, offer=offer, text=house.text(amount=2), now=NOW
        )

        assert match.waits_for_offer
        assert (match.need.what, match.need.unit) == ("To town", "seat")


class TestBetweenCollectives:
    def test_names_are_told_once_both_said_yes(self):
        elm, oak = sisters()
        need = elm.need(goes_out=True)

        match = offer_for_need(
            member=oak.bo, need=need, amount=Decimal(1), reach="Room 9", now=NOW
        )
        before = match_page(match, elm.ann)
        accept_match(member=elm.ann, match=match, reach="Room 4", now=NOW)
        match.refresh_from_db()

        assert (before.other, before.reach) == (None, "")
        seen = [match_page(match, elm.ann), match_page(match, oak.bo)]
        assert [(one.other.name, one.reach) for one in seen] == [
            ("Bo", "Room 9"),
            ("Ann", "Room 4"),
        ]
        assert match.collective_id is None
        assert elm.kinds()[-1] == oak.kinds()[-1] == "match.agreed"

    def test_mail_names_nobody_before(self):
        elm, oak = sisters()

        offer_for_need(
            member=oak.bo, need=elm.need(goes_out=True), amount=Decimal(1), now=NOW
        )

        mail = Message.objects.get(kind="match.told")
        assert mail.person_id == elm.ann.person_id
        assert "sister group" in mail.body
        assert "Bo" not in mail.body

    def test_only_what_goes_out_is_seen(self):
        elm, oak = sisters()
        elm.need(what="My medicine")
        out = elm.need(goes_out=True)
        oak.offer(goes_out=True)
        oak.offer("di")

        page = neighbours_page(oak.ann, NOW)
        need = need_page(elm.need_again(out), elm.ann, NOW)

        assert page.needs == [out]
        assert [one.is_outside for one in need.proposed] == [True]

    def test_what_stays_inside_meets_nobody_outside(self):
        elm, oak = sisters()

        with pytest.raises(NotNeighboursError):
            asked(elm.ann, elm.need(goes_out=True), oak.offer())

    def test_ends_for_new_ones_when_one_group_ends_it(self):
        elm, oak = sisters()
        need, offer = elm.need(goes_out=True), oak.offer(goes_out=True)
        match = asked(elm.ann, need, offer)

        end_sharing(member=oak.di, now=NOW)

        assert neighbours_page(elm.ann, NOW).needs == []
        with pytest.raises(NotNeighboursError):
            accept_match(member=oak.bo, match=match, now=NOW)

    def test_two_members_of_each_group_say_so_first(self):
        elm, oak = sisters()
        end_sharing(member=oak.di, now=NOW)
        with pytest.raises(SharingError):
            confirm_sharing(member=oak.ann, now=NOW)
        begin_sharing(member=oak.ann, now=NOW)

        with pytest.raises(SharingError):
            begin_sharing(member=oak.bo, now=NOW)
        with pytest.raises(SharingError):
            confirm_sharing(member=oak.ann, now=NOW)

        oak.need(goes_out=True)
        assert neighbours_page(elm.ann, NOW).needs == []
        confirm_sharing(member=oak.bo, now=NOW)
        assert len(neighbours_page(elm.ann, NOW).needs) == 1
