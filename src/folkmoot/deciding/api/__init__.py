"""The API of questions, on their way from an idea to a look-back."""

from ninja import Router

from folkmoot.deciding.api import (
    calls,
    decisions,
    drafting,
    files,
    hearing,
    questions,
    steps,
)

routers: tuple[tuple[str, Router], ...] = (
    ("questions", questions.router),
    ("questions", steps.router),
    ("calls", calls.router),
    ("hearing", hearing.router),
    ("attachments", files.router),
    ("drafting", drafting.router),
    ("decisions", decisions.router),
)
