"""Addresses of questions."""

from django.urls import path

from folkmoot.deciding.views import page

app_name = "deciding"
ONE = "c/<slug:slug>/q/<int:number>/"
urlpatterns = [
    path(ONE, page.question, name="question"),
    path(
        "c/<slug:slug>/questions/<uuid:question_id>/",
        page.question_by_id,
        name="question_by_id",
    ),
]
