"""The API of federations."""

from ninja import Router

from folkmoot.federating.api import drafting, groups, questions, stops

routers: tuple[tuple[str, Router], ...] = (
    ("federated questions", questions.router),
    ("federated questions", groups.router),
    ("federated drafts", drafting.router),
    ("federated stops", stops.router),
)
