"""Needs, offers and things for programs."""

from ninja import Router

from folkmoot.needs.api import meeting, needs, things

routers: tuple[tuple[str, Router], ...] = (
    *needs.routers,
    *meeting.routers,
    *things.routers,
)
