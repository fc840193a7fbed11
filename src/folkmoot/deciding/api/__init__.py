"""The API of questions, on their way from an idea to a look-back."""

from ninja import Router

from folkmoot.deciding.api import (
    answers,
    calls,
    clarity,
    decisions,
    drafting,
    files,
    hearing,
    helping,
    hosting,
    looking_back,
    lots,
    questions,
    steps,
    stops,
    votes,
)

routers: tuple[tuple[str, Router], ...] = (
    ("questions", questions.router),
    ("questions", steps.router),
    ("questions", clarity.router),
    ("questions", hosting.router),
    ("calls", calls.router),
    ("hearing", hearing.router),
    ("attachments", files.router),
    ("drafting", drafting.router),
    ("answers", answers.router),
    ("answers", helping.router),
    ("stops", stops.router),
    ("panels", lots.router),
    ("decisions", decisions.router),
    ("look-backs", looking_back.router),
    ("legal votes", votes.router),
)
