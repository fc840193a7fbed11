"""Addresses of federations."""

from django.urls import URLPattern, URLResolver, include, path

from folkmoot.federating.views import (
    alone,
    amendments,
    cases,
    councils,
    drafting,
    federations,
    mandates,
    messengers,
    questions,
    raising,
    recalls,
    stops,
    themes,
)

app_name = "federating"

of_amendment: list[URLPattern] = [
    path("signature/", amendments.sign_amendment, name="sign_amendment"),
    path(
        "signature/removal/",
        amendments.withdraw_amendment_signature,
        name="withdraw_amendment_signature",
    ),
    path("taking/", amendments.take_amendment, name="take_amendment"),
    path("agreement/", amendments.agree_taken, name="agree_taken"),
    path(
        "agreement/removal/",
        amendments.withdraw_agreement,
        name="withdraw_agreement",
    ),
]
of_question: list[URLPattern | URLResolver] = [
    path("", questions.question, name="question"),
    path("groups/<uuid:collective_id>/", questions.group, name="group"),
    path("said/", questions.said, name="said"),
    path("stops/", questions.stops, name="stops"),
    path("stops/<uuid:stop_id>/case/", cases.ask_fundamental, name="ask_fundamental"),
    path("stops/answer/", stops.answer_stops, name="answer_stops"),
    path("stops/answer/second-name/", stops.second_answers, name="second_answers"),
    path("result/computation/", questions.computation, name="computation"),
    path("backing/", questions.back, name="back"),
    path("alone/", alone.alone, name="alone"),
    path("alone/<uuid:part_id>/", alone.say_ours, name="say_ours"),
    path("alone/<uuid:part_id>/taking-back/", alone.unsay_ours, name="unsay_ours"),
    path("cases/<uuid:panel_id>/", cases.case, name="case"),
    path("cases/<uuid:panel_id>/answer/", cases.answer_case, name="answer_case"),
    path("draft/", drafting.draft, name="draft"),
    path("draft/sending/", drafting.send_draft, name="send_draft"),
    path("wordings/", amendments.amendments, name="amendments"),
    path("wordings/<uuid:amendment_id>/", include(of_amendment)),
    path("themes/<uuid:theme_id>/answer/", drafting.answer_theme, name="answer_theme"),
    path("tasks/<uuid:task_id>/taking/", questions.take_task, name="take_task"),
    path(
        "tasks/<uuid:task_id>/giving-back/",
        questions.give_task_back,
        name="give_task_back",
    ),
]
of_questions: list[URLPattern | URLResolver] = [
    path("f/<slug:slug>/q/new/", raising.raise_question, name="raise_question"),
    path("f/<slug:slug>/q/<int:number>/", include(of_question)),
    path(
        "f/questions/<uuid:question_id>/",
        questions.question_by_id,
        name="question_by_id",
    ),
    path("c/<slug:slug>/q/<int:number>/to-all/", raising.raise_from, name="raise_from"),
]
of_recall: list[URLPattern] = [
    path("", recalls.recall, name="recall"),
    path("signature/", recalls.sign, name="sign_recall"),
    path("answer/", recalls.answer, name="answer_recall"),
    path("side/", recalls.side, name="give_side"),
    path("acts/<uuid:act_id>/", recalls.act, name="settle_act"),
]
of_federation: list[URLPattern] = [
    path("", federations.federation, name="federation"),
    path("home/", federations.home_leaf, name="home_leaf"),
    path("change/", federations.change, name="change"),
]
of_council: list[URLPattern] = [
    path("", councils.council, name="council"),
    path("live/", councils.live, name="live"),
    path("entries/", councils.say, name="say"),
    path("questions/<uuid:question_id>/themes/", themes.themes, name="themes"),
    path(
        "questions/<uuid:question_id>/themes/new/", themes.make_theme, name="make_theme"
    ),
    path(
        "questions/<uuid:question_id>/themes/order/",
        themes.order_themes,
        name="order_themes",
    ),
    path(
        "questions/<uuid:question_id>/themes/order/<uuid:order_id>/undoing/",
        themes.undo_order,
        name="undo_order",
    ),
    path(
        "questions/<uuid:question_id>/themes/<uuid:item_id>/translation/",
        themes.translate_item,
        name="translate_item",
    ),
    path(
        "questions/<uuid:question_id>/themes/<uuid:item_id>/taking-out/",
        themes.take_out,
        name="take_out",
    ),
]
of_delegate: list[URLPattern] = [
    path("acceptance/", messengers.accept_sending, name="accept_sending"),
    path("end/", messengers.stop_carrying, name="stop_carrying"),
    path("swap/", messengers.swap_parts, name="swap_parts"),
    path("reports/", messengers.write_report, name="write_report"),
    path(
        "reports/<uuid:report_id>/signature/",
        messengers.sign_report,
        name="sign_report",
    ),
]
of_pair: list[URLPattern | URLResolver] = [
    path("", messengers.pair, name="pair"),
    path("search/", messengers.ask_for_pair, name="ask_for_pair"),
    path("search/answer/", messengers.answer_search, name="answer_search"),
    path("search/names/", messengers.name_for_pair, name="name_for_pair"),
    path("line/", councils.send_line, name="send_line"),
    path("mandate/", mandates.ask_for_mandate, name="ask_for_mandate"),
    path("sending/", mandates.ask_to_send, name="ask_to_send"),
    path(
        "entries/<uuid:entry_id>/answer/",
        messengers.answer_entry,
        name="answer_entry",
    ),
    path("<uuid:delegate_id>/", include(of_delegate)),
]
urlpatterns: list[URLPattern | URLResolver] = [
    *of_questions,
    path("c/<slug:slug>/messengers/", messengers.messengers, name="messengers"),
    path("f/<slug:slug>/council/", include(of_council)),
    path("f/<slug:slug>/messengers/<slug:home>/", include(of_pair)),
    path("f/<slug:slug>/", include(of_federation)),
    path("c/<slug:slug>/messengers/<uuid:delegate_id>/recall/", include(of_recall)),
]
