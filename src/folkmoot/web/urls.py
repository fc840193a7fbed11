"""Addresses of the shared room."""

from django.urls import path

from folkmoot.web import views

app_name = "web"
urlpatterns = [
    path("about/", views.about, name="about"),
    path("style/", views.style, name="style"),
    path("about/source.zip", views.source, name="source"),
]
