"""Addresses of needs, offers and things."""

from django.urls import URLPattern, URLResolver, include, path

from folkmoot.needs.views import meeting, needs, things

app_name = "needs"
of_match: list[URLPattern] = [
    path("", meeting.match, name="match"),
    path("acceptance/", meeting.accept_match, name="accept_match"),
    path("refusal/", meeting.decline_match, name="decline_match"),
    path("completion/", meeting.finish_match, name="finish_match"),
    path("cancellation/", meeting.cancel_match, name="cancel_match"),
]
of_neighbours: list[URLPattern] = [
    path("", meeting.neighbours, name="neighbours"),
    path("sharing/", meeting.begin_sharing, name="begin_sharing"),
    path("sharing/confirmation/", meeting.confirm_sharing, name="confirm_sharing"),
    path("sharing/end/", meeting.end_sharing, name="end_sharing"),
]
of_need: list[URLPattern] = [
    path("", needs.need, name="need"),
    path("change/", needs.change_need, name="change_need"),
    path("end/", needs.end_need, name="end_need"),
    path("help/", needs.offer_for_need, name="offer_for_need"),
]
of_offer: list[URLPattern] = [
    path("", needs.offer, name="offer"),
    path("change/", needs.change_offer, name="change_offer"),
    path("end/", needs.end_offer, name="end_offer"),
    path("use/", needs.need_from_offer, name="need_from_offer"),
]
of_needs: list[URLPattern | URLResolver] = [
    path("", needs.needs, name="needs"),
    path("new/", needs.new_need, name="new_need"),
    path("matches/", meeting.ask_for_match, name="ask_for_match"),
    path("matches/<uuid:match_id>/", include(of_match)),
    path("neighbours/", include(of_neighbours)),
    path("offers/new/", needs.new_offer, name="new_offer"),
    path("offers/<uuid:offer_id>/", include(of_offer)),
    path("<uuid:need_id>/", include(of_need)),
]
of_thing: list[URLPattern] = [
    path("", things.thing, name="thing"),
    path("month/", things.thing_month, name="thing_month"),
    path("change/", things.change_thing, name="change_thing"),
    path("end/", things.end_thing, name="end_thing"),
    path("care/", things.take_care, name="take_care"),
    path("care/end/", things.give_up_care, name="give_up_care"),
    path("calendar/", things.make_thing_feed, name="make_thing_feed"),
    path("calendar/end/", things.end_thing_feed, name="end_thing_feed"),
    path("bookings/", things.book_thing, name="book_thing"),
    path(
        "bookings/<uuid:booking_id>/cancellation/",
        things.cancel_booking,
        name="cancel_booking",
    ),
]
of_things: list[URLPattern | URLResolver] = [
    path("", things.things, name="things"),
    path("new/", things.add_thing, name="add_thing"),
    path("<uuid:thing_id>/", include(of_thing)),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("c/<slug:slug>/needs/", include(of_needs)),
    path("c/<slug:slug>/things/", include(of_things)),
]
