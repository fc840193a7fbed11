"""The room as a Django app."""

from django.apps import AppConfig


class ShiftsConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.shifts"
