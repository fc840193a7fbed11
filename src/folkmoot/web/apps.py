"""The shared room as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Holds base templates, components and the receipts of forms."""

    name = "folkmoot.web"
