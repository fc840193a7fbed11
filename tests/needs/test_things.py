"""Shared things: somebody cares for each until a day, and nobody has one twice."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast
from tests.cast import DAY, NOW
from tests.needs.builders import House

from folkmoot.messaging.models import Message
from folkmoot.needs.models import Booking, Thing
from folkmoot.needs.operations import (
    BookedAlreadyError,
    BookingTimesError,
    CareError,
    EndedError,
    NotOwnError,
    NotPartOfPlanError,
    RulesNotDecidedError,
    ThingText,
    add_thing,
    ask_next_carers,
    book_thing,
    cancel_booking,
    change_thing,
    end_thing,
    erase_words,
    give_up_care,
    make_feed,
    take_care,
)
from folkmoot.needs.queries.things import cared, get_things, month_of, week_of
from folkmoot.people.operations import leave
from folkmoot.web.chance import new_id

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TODAY = NOW.date()
APRIL = date(2027, 4, 30)


def thing(house: House, until: date = APRIL, **more) -> Thing:
    """Return Ann's cargo bike, for which she cares."""
    text = ThingText(**{"name": "Cargo bike", "place": "In the yard", **more})
    return add_thing(member=house.ann, text=text, care_until=until, now=NOW)


def book(house: House, row: Thing, start: int, end: int, who: str = "bo", **more):
    return book_thing(
        member=getattr(house, who),
        thing=row,
        starts_at=NOW + start * HOUR,
        ends_at=NOW + end * HOUR,
        **{"now": NOW, **more},
    )


class TestAddThing:
    def test_has_somebody_who_cares_until_a_day(self):
        house = House()

        row = thing(house)

        assert (row.carer, row.care_until) == (house.ann, APRIL)
        assert house.kinds()[-1] == "thing.added"

    @pytest.mark.parametrize("until", [TODAY - DAY, TODAY + 367 * DAY])
    def test_needs_a_day_within_a_year(self, until):
        with pytest.raises(CareError):
            thing(House(), until)

    def test_names_rules_that_were_decided_here(self):
        with pytest.raises(RulesNotDecidedError):
            thing(House(), rules_question_id=new_id())

    def test_is_for_members(self):
        house = House()
        text = ThingText(name="Tent", place="Cellar")

        with pytest.raises(NotPartOfPlanError):
            add_thing(member=house.flo, text=text, care_until=APRIL, now=NOW)


class TestCare:
    def test_goes_on_to_whom_comes_next_when_its_time_is_over(self):
        house = House()
        row = thing(house)
        row = take_care(member=house.bo, thing=row, until=APRIL + 30 * DAY, now=NOW)

        found = [cared(row, day) for day in (APRIL, APRIL + DAY, APRIL + 31 * DAY)]

        assert [one.carer for one in found] == [house.ann, house.bo, None]
        assert [one.asks for one in found] == [False, False, True]

    def test_has_one_who_comes_next(self):
        house = House()
        row = thing(house)
        take_care(member=house.bo, thing=row, until=APRIL + DAY, now=NOW)

        with pytest.raises(CareError):
            take_care(member=house.di, thing=row, until=APRIL + 9 * DAY, now=NOW)

    def test_next_is_after_the_present_end(self):
        house = House()

        with pytest.raises(CareError):
            take_care(member=house.bo, thing=thing(house), until=APRIL, now=NOW)

    def test_is_taken_on_where_nobody_cares(self):
        house = House()
        row = thing(house)
        leave(membership=house.ann, now=NOW)

        row = take_care(member=house.flo, thing=row, until=APRIL, now=NOW)

        assert row.carer == house.flo

    def test_goes_on_longer(self):
        house = House()

        row = take_care(
            member=house.ann, thing=thing(house), until=APRIL + 9 * DAY, now=NOW
        )

        assert (row.carer, row.care_until) == (house.ann, APRIL + 9 * DAY)

    def test_is_given_up_and_the_next_begins(self):
        house = House()
        row = thing(house)
        take_care(member=house.bo, thing=row, until=APRIL + DAY, now=NOW)

        row = give_up_care(member=house.ann, thing=row, now=NOW)

        assert cared(row, TODAY).carer == house.bo
        row = give_up_care(member=house.bo, thing=row, now=NOW)
        assert cared(row, TODAY).carer is None
        with pytest.raises(CareError):
            give_up_care(member=house.di, thing=row, now=NOW)

    def test_is_asked_about_once_before_it_ends(self):
        house = House()
        thing(house, TODAY + 14 * DAY)
        thing(house, TODAY + 16 * DAY, name="Tent")

        assert ask_next_carers(now=NOW - DAY) == 0
        assert ask_next_carers(now=NOW) == 1
        assert ask_next_carers(now=NOW + HOUR) == 0
        mail = Message.objects.get(kind="thing.care_ends")
        assert mail.person_id == house.ann.person_id
        assert "Cargo bike" in mail.subject

    def test_shows_what_asks_for_somebody(self):
        house = House()
        thing(house, TODAY + 3 * DAY)
        thing(house, name="Tent")

        found = get_things(house.bo, NOW)

        assert (len(found.things), found.asking) == (2, 1)


class TestBookThing:
    def test_refuses_what_overlaps_and_takes_what_touches(self):
        house = House()
        row = thing(house)
        book(house, row, 10, 12)

        for start, end in ((9, 11), (11, 13), (10, 12), (9, 13), (10.5, 11)):
            with pytest.raises(BookedAlreadyError):
                book(house, row, start, end, "di")
        book(house, row, 12, 13, "di")
        book(house, row, 9, 10, "flo")

        assert Booking.objects.count() == 3

    @pytest.mark.parametrize(
        ("start", "end"), [(2, 1), (2, 2), (-5, -1), (1, 24 * 32), (24 * 367, 24 * 368)]
    )
    def test_refuses_times_that_cannot_be(self, start, end):
        house = House()

        with pytest.raises(BookingTimesError):
            book(house, thing(house), start, end)

    def test_is_not_for_what_is_used_freely(self):
        house = House()

        with pytest.raises(BookingTimesError):
            book(house, thing(house, is_booked=False), 1, 2)

    def test_is_free_again_when_given_back(self):
        house = House()
        row = thing(house)
        booking = book(house, row, 10, 12)

        with pytest.raises(NotOwnError):
            cancel_booking(member=house.ann, booking=booking, now=NOW)
        cancel_booking(member=house.bo, booking=booking, now=NOW)
        cancel_booking(member=house.bo, booking=booking, now=NOW)
        book(house, row, 10, 12, "di")

        assert house.kinds().count("thing.booking_cancelled") == 1


class TestEndThing:
    def test_cancels_what_was_to_come(self):
        house = House()
        row = thing(house)
        book(house, row, 10, 12)

        end_thing(member=house.di, thing=row, now=NOW)

        assert Booking.objects.get().cancelled_at == NOW
        assert get_things(house.bo, NOW).things == []
        with pytest.raises(EndedError):
            book(house, row, 20, 22)
        with pytest.raises(EndedError):
            change_thing(
                member=house.ann, thing=row, text=ThingText("Bike", "Yard"), now=NOW
            )


class TestCalendar:
    def test_a_week_shows_a_night_on_both_days(self):
        house = House()
        row = thing(house)
        booking = book(house, row, 4, 10)  # from 22:00 on Monday to 4:00

        [days] = week_of(row, TODAY, NOW).weeks

        assert [bool(day.bookings) for day in days] == [True, True] + 5 * [False]
        assert days[0].is_today
        assert days[1].bookings == [booking]

    def test_a_month_has_whole_weeks(self):
        house = House()

        month = month_of(thing(house), TODAY, NOW)

        assert month.first == date(2027, 3, 1)
        assert (month.before, month.after) == (date(2027, 2, 1), date(2027, 4, 1))
        assert [len(week) for week in month.weeks] == [7] * 5
        assert sum(day.is_inside for week in month.weeks for day in week) == 31


class TestEraseWords:
    def test_gives_bookings_back_and_empties_what_for(self):
        house = House()
        row = thing(house)
        book(house, row, 10, 12, note="To the doctor")

        erase_words(member=house.bo, now=NOW)

        booking = Booking.objects.get()
        assert (booking.note, booking.cancelled_at) == ("", NOW)


class TestPages:
    def test_a_thing_is_shared_booked_and_given_back(self):
        house = House()
        client = cast.signed_in(house.ann)
        slug = house.elm.slug
        sent = {"name": "Tent", "place": "Cellar", "care_until": "2027-04-30"}

        answer = client.post(
            reverse("needs:add_thing", args=(slug,)), {**sent, "is_booked": "on"}
        )
        row = Thing.objects.get()
        times = {"starts_at": "2027-03-02T09:00", "ends_at": "2027-03-02T17:00"}
        book_at = reverse("needs:book_thing", args=(slug, row.id))
        client.post(book_at, {**times, "note": "Trip"})
        again = client.post(book_at, {**times, "note": "Mine"})
        page = client.get(answer["Location"]).content.decode()
        booking = Booking.objects.get()
        client.post(reverse("needs:cancel_booking", args=(slug, row.id, booking.id)))

        assert "09:00 to 17:00" in page
        assert again.status_code == 422
        assert "Somebody has it from" in again.content.decode()
        assert 'value="Mine"' in again.content.decode()
        booking.refresh_from_db()
        assert booking.cancelled_at == NOW

    def test_times_are_those_of_the_collective(self):
        house = House()
        house.elm.time_zone = "America/Bogota"
        house.elm.save()
        row = thing(house)
        client = cast.signed_in(house.bo)

        client.post(
            reverse("needs:book_thing", args=(house.elm.slug, row.id)),
            {"starts_at": "2027-03-02T09:00", "ends_at": "2027-03-02T10:00"},
        )

        assert Booking.objects.get().starts_at.hour == 14

    def test_an_odd_day_in_the_address_is_today(self):
        house = House()
        row = thing(house)
        client = cast.signed_in(house.bo)
        address = reverse("needs:thing", args=(house.elm.slug, row.id))

        for day in ("9999-12-31", "0001-01-01", "soon", "2027-02-30", "%00"):
            assert client.get(f"{address}?day={day}").status_code == 200
            assert client.get(f"{address}month/?day={day}").status_code == 200


class TestCalendarFeed:
    def test_has_what_one_booked_and_nothing_of_others(self):
        house = House()
        row = thing(house)
        book(house, row, 10, 12)
        book(house, row, 20, 22, "di")
        cancel_booking(member=house.bo, booking=book(house, row, 30, 31), now=NOW)
        _feed, secret = make_feed(member=house.bo, now=NOW)

        text = Client().get(reverse("shifts:calendar", args=(secret,))).content

        assert text.count(b"SUMMARY:Cargo bike") == 1
        assert b"DTSTART:20270302T040000Z\r\nDTEND:20270302T060000Z" in text


class TestTheCalendarOfAThing:
    def test_shows_who_has_it_when_and_nothing_else(self):
        house = House()
        drill, other = (
            add_thing(
                member=house.ann,
                text=ThingText(name=name, place="Cellar"),
                care_until=(NOW + 90 * DAY).date(),
                now=NOW,
            )
            for name in ("Drill", "Saw")
        )
        for row, hours in ((drill, 1), (other, 2)):
            book_thing(
                member=house.bo,
                thing=row,
                starts_at=NOW + hours * HOUR,
                ends_at=NOW + (hours + 1) * HOUR,
                note="Shelves",
                now=NOW,
            )
        client = cast.signed_in(house.ann)
        mine = make_feed(member=house.ann, now=NOW)[1]
        made = client.post(
            reverse("needs:make_thing_feed", args=(house.elm.slug, drill.id)),
            follow=True,
        )
        (told,) = made.context["messages"]
        address = str(told).rsplit(" ", 1)[-1]
        path = "/" + address.split("/", 3)[3]
        text = Client().get(path).content.decode()
        assert "SUMMARY:Drill: Bo" in text
        assert "DTSTART:20270301T190000Z" in text
        assert "Saw" not in text
        # One's own calendar goes on beside it.
        own = reverse("shifts:calendar", args=(mine,))
        assert Client().get(own).status_code == 200
        end = reverse("needs:end_thing_feed", args=(house.elm.slug, drill.id))
        client.post(end)
        assert Client().get(path).status_code == 404
        assert Client().get(own).status_code == 200
