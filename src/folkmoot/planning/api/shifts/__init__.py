"""Jobs, shifts and rotas for programs."""

from ninja import Router

from folkmoot.planning.api.shifts.jobs import router as jobs
from folkmoot.planning.api.shifts.own import router as own_part
from folkmoot.planning.api.shifts.rotas import router as rotas
from folkmoot.planning.api.shifts.turns import router as shifts

routers: tuple[tuple[str, Router], ...] = (
    ("jobs", jobs),
    ("shifts", shifts),
    ("rotas", rotas),
    ("my part", own_part),
)
