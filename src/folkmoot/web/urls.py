"""Pages of the shared room: in development, the style page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
