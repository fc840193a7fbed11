"""Addresses of what is planned."""

from django.urls import URLPattern, URLResolver, path

from folkmoot.planning.views import overview

app_name = "planning"
urlpatterns: list[URLPattern | URLResolver] = [
    path("c/<slug:slug>/plan/", overview.overview, name="overview"),
]
