"""Addresses of the front page, one's own page and a collective's pages."""

from django.urls import URLPattern, URLResolver, include, path

from folkmoot.home.views import collective, mine, welcome

app_name = "home"

of_collective: list[URLPattern] = [
    path("", collective.collective, name="collective"),
    path("first/", welcome.first_step, name="first_step"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", welcome.welcome, name="welcome"),
    path("me/", mine.my_page, name="my_page"),
    path("c/<slug:slug>/", include(of_collective)),
]
