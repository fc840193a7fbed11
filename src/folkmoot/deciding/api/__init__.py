"""The API of questions, on their way from an idea to a look-back."""

from ninja import Router

from folkmoot.deciding.api import questions

routers: tuple[tuple[str, Router], ...] = (("questions", questions.router),)
