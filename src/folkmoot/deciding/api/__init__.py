"""The API of questions, on their way from an idea to a look-back."""

from ninja import Router

from folkmoot.deciding.api import (
    answers,
    calls,
    decisions,
    drafting,
    files,
    hearing,
    looking_back,
    lots,
    questions,
    steps,
    stops,
)

routers: tuple[tuple[str, Router], ...] = (
    ("questions", questions.router),
    ("questions", steps.router),
    ("calls", calls.router),
    ("hearing", hearing.router),
    ("attachments", files.router),
    ("drafting", drafting.router),
    ("answers", answers.router),
    ("stops", stops.router),
    ("panels", lots.router),
    ("decisions", decisions.router),
    ("look-backs", looking_back.router),
)
