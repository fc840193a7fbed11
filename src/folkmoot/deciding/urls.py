"""Addresses of questions."""

from django.urls import URLPattern, URLResolver, include, path

from folkmoot.deciding.views import (
    aside,
    calls,
    drafting,
    hearing,
    ideas,
    page,
    raising,
    shaping,
)

app_name = "deciding"

of_calls: list[URLPattern] = [
    path("calls/<slug:kind>/", calls.call, name="call"),
    path("calls/<slug:kind>/withdrawal/", calls.withdraw_call, name="withdraw_call"),
]
of_aside: list[URLPattern] = [
    path("parking/", aside.park, name="park"),
    path("withdrawal/", aside.withdraw, name="withdraw"),
    path("adoption/", aside.adopt, name="adopt"),
]
of_ideas: list[URLPattern] = [
    path("taking-up/", ideas.begin_shaping, name="begin_shaping"),
    path("merging/", ideas.merge, name="merge"),
]
of_shaping: list[URLPattern] = [
    path("shape/", shaping.shape, name="shape"),
    path("shape/preview/", shaping.preview_shape, name="preview_shape"),
    path("explanations/", shaping.explain_back, name="explain_back"),
    path(
        "explanations/<uuid:explanation_id>/confirmation/",
        shaping.confirm_explanation,
        name="confirm_explanation",
    ),
    path("sending/", shaping.send_on, name="send_on"),
]
of_hearing: list[URLPattern] = [
    path("statements/", hearing.add_statement, name="add_statement"),
    path("statements/<uuid:statement_id>/response/", hearing.respond, name="respond"),
    path(
        "statements/<uuid:statement_id>/response/withdrawal/",
        hearing.withdraw_response,
        name="withdraw_response",
    ),
    path("contributions/", hearing.contribute, name="contribute"),
    path("talks/", hearing.report_talk, name="report_talk"),
    path("nothing/", hearing.add_nothing, name="add_nothing"),
    path("told/<uuid:member_id>/", hearing.tell_in_person, name="tell_in_person"),
]
of_drafting: list[URLPattern] = [
    path("draft/", drafting.draft, name="draft"),
    path("drafters/", drafting.offer_to_draft, name="offer_to_draft"),
    path("submission/", drafting.submit_draft, name="submit_draft"),
    path("versions/", drafting.versions, name="versions"),
    path("versions/<int:version>/", drafting.versions, name="version"),
    path(
        "contributions/<uuid:contribution_id>/answer/",
        drafting.answer_contribution,
        name="answer_contribution",
    ),
]
of_question: list[URLPattern | URLResolver] = [
    path("", page.question, name="question"),
    *of_calls,
    *of_aside,
    *of_ideas,
    *of_shaping,
    *of_hearing,
    *of_drafting,
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("c/<slug:slug>/q/new/", raising.raise_question, name="raise_question"),
    path("c/<slug:slug>/q/<int:number>/", include(of_question)),
    path(
        "c/<slug:slug>/questions/<uuid:question_id>/",
        page.question_by_id,
        name="question_by_id",
    ),
]
