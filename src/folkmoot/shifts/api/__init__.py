"""Jobs, shifts and rotas for programs."""

from ninja import Router

from folkmoot.shifts.api.jobs import router as jobs
from folkmoot.shifts.api.own import router as own_part
from folkmoot.shifts.api.rotas import router as rotas
from folkmoot.shifts.api.turns import router as shifts

routers: tuple[tuple[str, Router], ...] = (
    ("jobs", jobs),
    ("shifts", shifts),
    ("rotas", rotas),
    ("my part", own_part),
)
