"""Recipes, plans and exchanges for programs."""

from ninja import Router

from folkmoot.planning.api import following, plans
from folkmoot.planning.api.exchanges import router as exchanges

routers: tuple[tuple[str, Router], ...] = (
    *plans.routers,
    *following.routers,
    ("exchanges", exchanges),
)
