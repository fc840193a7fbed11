"""The common fund and what is left over for programs."""

from ninja import Router

from folkmoot.fund.api.books import router as books
from folkmoot.fund.api.fund import router as fund
from folkmoot.fund.api.statements import router as statements
from folkmoot.fund.api.surplus import router as surplus

routers: tuple[tuple[str, Router], ...] = (
    ("fund", fund),
    ("fund", books),
    ("fund", statements),
    ("left over", surplus),
)
