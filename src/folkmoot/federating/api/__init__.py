"""The API of federations, by what it is about."""

from ninja import Router

from folkmoot.federating.api import (
    alone,
    amendments,
    councils,
    drafting,
    federations,
    groups,
    lines,
    mandates,
    messengers,
    questions,
    recalls,
    stops,
    themes,
)

routers: tuple[tuple[str, Router], ...] = (
    ("federations", federations.router),
    ("federated questions", questions.router),
    ("federated questions", groups.router),
    ("federated drafts", drafting.router),
    ("federated drafts", amendments.router),
    ("federated stops", stops.router),
    ("federated questions", alone.router),
    ("recalls", recalls.router),
    ("messengers", messengers.router),
    ("messengers", mandates.router),
    ("messengers", lines.router),
    ("councils", councils.router),
    ("councils", themes.router),
)
