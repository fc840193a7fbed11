"""Addresses of the common fund and of what is left over."""

from django.urls import URLPattern, path

from folkmoot.fund.views import fund, payments, statements, surplus

app_name = "fund"
FUND = "c/<slug:slug>/fund/"
PROMISE = f"{FUND}promises/<uuid:promise_id>/"
PAYMENT = f"{FUND}payments/<uuid:payment_id>/"
STATEMENT = f"{FUND}statements/<uuid:statement_id>/"
LINE = f"{FUND}lines/<uuid:line_id>/"

LEFT = "c/<slug:slug>/left-over/"
SURPLUS = f"{LEFT}<uuid:surplus_id>/"
IDEA = f"{LEFT}ideas/<uuid:idea_id>/"
urlpatterns: list[URLPattern] = [
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
    path(f"{PROMISE}payments/", payments.fund_payment, name="fund_payment"),
    path(PAYMENT, payments.payment, name="payment"),
    path(f"{PAYMENT}second-name/", payments.second_name, name="second_name"),
    path(
        f"{PAYMENT}withdrawal/",
        payments.payment_withdrawal,
        name="payment_withdrawal",
    ),
    path(f"{FUND}statements/", statements.statements, name="statements"),
    path(STATEMENT, statements.statement, name="statement"),
    path(f"{STATEMENT}drop/", statements.statement_drop, name="statement_drop"),
    path(f"{LINE}match/", statements.line_match, name="line_match"),
    path(f"{LINE}aside/", statements.line_aside, name="line_aside"),
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
]
