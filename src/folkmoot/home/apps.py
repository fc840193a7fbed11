"""The room as a Django app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.home"
