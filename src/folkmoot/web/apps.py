"""The shared room as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Holds base templates, components and the receipts of forms."""

    name = "folkmoot.web"

    def ready(self) -> None:
        """Let every form speak plainly, also in Django's own fields."""
        from folkmoot.web.plain_words import speak_plainly

        speak_plainly()
