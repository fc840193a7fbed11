"""Addresses that exist only while the demo runs."""

from django.urls import path

from folkmoot.site.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.doors, name="doors"),
    path("demo/<slug:token>/", views.enter, name="enter"),
]
