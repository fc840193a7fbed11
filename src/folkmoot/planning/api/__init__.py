"""The API of what is planned, by what it is about."""

from ninja import Router

from folkmoot.planning.api import meeting, needs

routers: tuple[tuple[str, Router], ...] = (
    *needs.routers,
    *meeting.routers,
)
