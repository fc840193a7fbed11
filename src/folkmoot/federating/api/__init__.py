"""The API of federations, by what it is about."""

from ninja import Router

from folkmoot.federating.api import (
    drafting,
    federations,
    groups,
    questions,
    recalls,
    stops,
)

routers: tuple[tuple[str, Router], ...] = (
    ("federations", federations.router),
    ("federated questions", questions.router),
    ("federated questions", groups.router),
    ("federated drafts", drafting.router),
    ("federated stops", stops.router),
    ("recalls", recalls.router),
)
