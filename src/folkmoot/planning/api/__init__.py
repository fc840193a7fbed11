"""The API of what is planned, by what it is about."""

from ninja import Router

from folkmoot.planning.api import following, meeting, needs, plans, shifts, things
from folkmoot.planning.api.exchanges import router as exchanges
from folkmoot.planning.api.fund import router as fund
from folkmoot.planning.api.fund_books import router as books
from folkmoot.planning.api.fund_statements import router as statements
from folkmoot.planning.api.surplus import router as surplus

routers: tuple[tuple[str, Router], ...] = (
    *needs.routers,
    *meeting.routers,
    ("fund", fund),
    ("fund", books),
    ("fund", statements),
    *things.routers,
    *plans.routers,
    *following.routers,
    ("exchanges", exchanges),
    *shifts.routers,
    ("left over", surplus),
)
