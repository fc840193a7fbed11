"""Addresses of questions."""

from django.urls import path

from folkmoot.deciding import views

app_name = "deciding"
urlpatterns = [
    path("c/<slug:slug>/q/<int:number>/", views.question, name="question"),
]
