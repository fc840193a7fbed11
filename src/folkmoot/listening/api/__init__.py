"""The API of hearings without a question, of folding, and of files."""

from ninja import Router

from folkmoot.listening.api import (
    closer,
    comparing,
    files,
    first,
    folding,
    hearings,
    maps,
    tables,
)

routers: tuple[tuple[str, Router], ...] = (
    ("hearings", hearings.router),
    ("hearings", folding.router),
    ("hearings", first.router),
    ("hearings", maps.router),
    ("hearings", closer.router),
    ("hearings", comparing.router),
    ("hearings", tables.router),
    ("attachments", files.router),
)
