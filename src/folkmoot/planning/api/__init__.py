"""The API of what is planned, by what it is about."""

from ninja import Router

routers: tuple[tuple[str, Router], ...] = ()
