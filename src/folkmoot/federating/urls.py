"""Addresses of federations."""

from django.urls import URLPattern, URLResolver, include, path

from folkmoot.federating.views import (
    drafting,
    federations,
    questions,
    raising,
    recalls,
    stops,
)

app_name = "federating"

of_question: list[URLPattern] = [
    path("", questions.question, name="question"),
    path("groups/<uuid:collective_id>/", questions.group, name="group"),
    path("said/", questions.said, name="said"),
    path("stops/", questions.stops, name="stops"),
    path("stops/answer/", stops.answer_stops, name="answer_stops"),
    path("stops/answer/second-name/", stops.second_answers, name="second_answers"),
    path("result/computation/", questions.computation, name="computation"),
    path("backing/", questions.back, name="back"),
    path("draft/", drafting.draft, name="draft"),
    path("draft/sending/", drafting.send_draft, name="send_draft"),
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
urlpatterns: list[URLPattern | URLResolver] = [
    *of_questions,
    path("f/<slug:slug>/", include(of_federation)),
    path("c/<slug:slug>/messengers/<uuid:delegate_id>/recall/", include(of_recall)),
]
