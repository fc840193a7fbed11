"""The room as a Django app."""

from django.apps import AppConfig


class FundConfig(AppConfig):
    """See the package's docstring."""

    name = "folkmoot.fund"
