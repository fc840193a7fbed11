"""Addresses of questions."""

from django.urls import URLPattern, URLResolver, include, path

from folkmoot.deciding.views import (
    answering,
    aside,
    calls,
    changing,
    drafting,
    hearing,
    helping,
    ideas,
    page,
    panels,
    raising,
    results,
    shaping,
    stages,  # noqa: F401 -- tells the page of a question about its stages
    stops,
    votes,
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
    path("change/", changing.change, name="change"),
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
    path("map/", hearing.opinion_map, name="map"),
    path("told/<uuid:member_id>/", hearing.tell_in_person, name="tell_in_person"),
]
of_drafting: list[URLPattern] = [
    path("draft/", drafting.draft, name="draft"),
    path("drafters/", drafting.offer_to_draft, name="offer_to_draft"),
    path("submission/", drafting.submit_draft, name="submit_draft"),
    path("wording/", drafting.second_wording, name="second_wording"),
    path("versions/", drafting.versions, name="versions"),
    path("versions/beside/", drafting.add_version, name="add_version"),
    path(
        "versions/<int:version>/removal/",
        drafting.remove_version,
        name="remove_version",
    ),
    path("versions/<int:version>/", drafting.versions, name="version"),
    path(
        "contributions/<uuid:contribution_id>/answer/",
        drafting.answer_contribution,
        name="answer_contribution",
    ),
]
of_answers: list[URLPattern] = [
    path("position/", answering.position, name="position"),
    path("positions/", answering.positions, name="positions"),
    path("positions/helped/", helping.help_answer, name="help_answer"),
    path("contributions/helped/", helping.help_contribute, name="help_contribute"),
    path("helped/<uuid:entered_id>/receipt/", helping.receipt, name="receipt"),
    path(
        "helped/<uuid:entered_id>/second/",
        helping.confirm_recorded,
        name="confirm_recorded",
    ),
    path("helped/<uuid:entered_id>/call-back/", helping.call_back, name="call_back"),
    path(
        "worries/<uuid:position_id>/answer/",
        answering.answer_worry,
        name="answer_worry",
    ),
]
STOP = "stops/<int:stop>/"
of_stops: list[URLPattern] = [
    path(STOP, stops.stop, name="stop"),
    path(f"{STOP}restatement/", stops.restatement, name="restatement"),
    path(
        f"{STOP}restatement/answer/",
        stops.restatement_answer,
        name="restatement_answer",
    ),
    path(f"{STOP}talk/", stops.talk, name="talk"),
    path(
        f"{STOP}talk/invitation/", stops.invitation_to_talk, name="invitation_to_talk"
    ),
    path(f"{STOP}talk/time/", stops.talk_time, name="talk_time"),
    path(f"{STOP}answer/", stops.answer, name="answer_stop"),
    path(f"{STOP}answer/second-name/", stops.second_name, name="second_name"),
    path(f"{STOP}reply/", stops.reply, name="reply"),
    path(f"{STOP}happened/", stops.happened, name="happened"),
    path(f"{STOP}cases/<slug:kind>/", stops.case, name="case"),
    path("panels/<uuid:panel_id>/", panels.panel, name="panel"),
    path("panels/<uuid:panel_id>/ruling/", panels.ruling, name="ruling"),
]
of_results: list[URLPattern] = [
    path("late-stops/", results.late_stop, name="late_stop"),
    path("decision/computation/", results.computation, name="computation"),
    path("look-back/answer/", results.review, name="review"),
]
VOTE = "legal-vote/"
of_votes: list[URLPattern] = [
    path(VOTE, votes.legal_vote, name="legal_vote"),
    path(f"{VOTE}asking/", votes.ask_for_vote, name="ask_for_vote"),
    path(f"{VOTE}second-name/", votes.second_vote, name="second_vote"),
    path(f"{VOTE}removal/", votes.drop_vote, name="drop_vote"),
    path(f"{VOTE}opening/", votes.open_vote, name="open_vote"),
    path(f"{VOTE}answer/", votes.cast_vote, name="cast_vote"),
    path(f"{VOTE}papers/<uuid:voter_id>/", votes.note_paper, name="note_paper"),
    path(f"{VOTE}count/", votes.enter_count, name="enter_count"),
]
of_question: list[URLPattern | URLResolver] = [
    path("", page.question, name="question"),
    *of_calls,
    *of_aside,
    *of_ideas,
    *of_shaping,
    *of_hearing,
    *of_drafting,
    *of_answers,
    *of_stops,
    *of_results,
    *of_votes,
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
