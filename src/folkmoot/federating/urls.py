"""Addresses of federations."""

from django.urls import URLPattern, URLResolver

app_name = "federating"
urlpatterns: list[URLPattern | URLResolver] = []
