"""Addresses that are read when somebody asks for one of them, and not at the start."""

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class Later(URLResolver):
    """A module of addresses in a namespace of its own, imported at the first request."""

    def _populate(self) -> None:
        """Stay away while names outside of the namespace are looked up.

        Who looks up a name inside it asks for `url_patterns`, which imports them.
        """


def include_later(route: str, module: str, namespace: str) -> URLResolver:
    """Return what stands below ``route``, named in ``namespace``."""
    pattern = RoutePattern(route, is_endpoint=False)
    return Later(pattern, module, app_name=namespace, namespace=namespace)
