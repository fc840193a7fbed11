"""Addresses of what is planned."""

from django.urls import URLPattern, URLResolver, include, path

from folkmoot.planning.plan_urls import of_plans
from folkmoot.planning.shift_urls import of_shifts
from folkmoot.planning.views import (
    fund,
    fund_payments,
    fund_statements,
    meeting,
    needs,
    overview,
    surplus,
    things,
)

app_name = "planning"
FUND = "c/<slug:slug>/fund/"
PROMISE = f"{FUND}promises/<uuid:promise_id>/"
PAYMENT = f"{FUND}payments/<uuid:payment_id>/"
STATEMENT = f"{FUND}statements/<uuid:statement_id>/"
LINE = f"{FUND}lines/<uuid:line_id>/"

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
LEFT = "c/<slug:slug>/left-over/"
SURPLUS = f"{LEFT}<uuid:surplus_id>/"
IDEA = f"{LEFT}ideas/<uuid:idea_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("c/<slug:slug>/plan/", overview.overview, name="overview"),
    path("c/<slug:slug>/needs/", include(of_needs)),
    path(FUND, fund.fund, name="fund"),
    path(f"{FUND}ledger/", fund.ledger, name="ledger"),
    path(f"{FUND}ledger.csv", fund.ledger_file, {"form": "csv"}, name="ledger_table"),
    path(
        f"{FUND}ledger.beancount",
        fund.ledger_file,
        {"form": "beancount"},
        name="ledger_beancount",
    ),
    path(f"{FUND}accounts/", fund.fund_account, name="fund_account"),
    path(f"{FUND}bookings/", fund.fund_booking, name="fund_booking"),
    path(
        f"{FUND}bookings/<uuid:booking_id>/opposite/",
        fund.fund_correction,
        name="fund_correction",
    ),
    path(f"{FUND}units/<uuid:unit_id>/rules/", fund.fund_rules, name="fund_rules"),
    path(f"{FUND}promises/", fund.fund_promise, name="fund_promise"),
    path(f"{PROMISE}freeing/", fund.fund_freeing, name="fund_freeing"),
    path(f"{PROMISE}renewal/", fund.fund_renewal, name="fund_renewal"),
    path(f"{PROMISE}payments/", fund_payments.fund_payment, name="fund_payment"),
    path(PAYMENT, fund_payments.payment, name="payment"),
    path(f"{PAYMENT}second-name/", fund_payments.second_name, name="second_name"),
    path(
        f"{PAYMENT}withdrawal/",
        fund_payments.payment_withdrawal,
        name="payment_withdrawal",
    ),
    path(f"{FUND}statements/", fund_statements.statements, name="statements"),
    path(STATEMENT, fund_statements.statement, name="statement"),
    path(f"{STATEMENT}drop/", fund_statements.statement_drop, name="statement_drop"),
    path(f"{LINE}match/", fund_statements.line_match, name="line_match"),
    path(f"{LINE}aside/", fund_statements.line_aside, name="line_aside"),
    path("c/<slug:slug>/things/", include(of_things)),
    *of_shifts,
    path(LEFT, surplus.surpluses, name="surpluses"),
    path(f"{LEFT}new/", surplus.note_surplus, name="note_surplus"),
    path(SURPLUS, surplus.surplus, name="surplus"),
    path(f"{SURPLUS}ideas/", surplus.new_surplus_idea, name="new_surplus_idea"),
    path(f"{SURPLUS}marks/", surplus.surplus_marks, name="surplus_marks"),
    path(f"{SURPLUS}shares/", surplus.surplus_shares, name="surplus_shares"),
    path(f"{SURPLUS}draft/", surplus.surplus_draft, name="surplus_draft"),
    path(f"{SURPLUS}uses/", surplus.left_over_use, name="left_over_use"),
    path(IDEA, surplus.surplus_idea, name="surplus_idea"),
    path(f"{IDEA}drop/", surplus.surplus_idea_drop, name="surplus_idea_drop"),
    path(f"{IDEA}cost/", surplus.surplus_cost, name="surplus_cost"),
    path("c/<slug:slug>/plans/", include(of_plans)),
]
