"""The demo's templates; installed only while the demo runs."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo."""

    name = "folkmoot.site.demo"
    label = "demo"
