"""A start does without what takes long to load: docs/explanation/architecture.md."""

import os
import subprocess
import sys

from django.urls import get_resolver, resolve, reverse

from folkmoot.web.later import Later

# The library, and who may ask for it.
LATE = {
    "PIL": "photos",
    "highspy": "plans and rotas",
    "ninja": "the API",
    "pabutools": "equal shares",
    "scipy": "plans and maps",
    "segno": "QR codes",
    "webauthn": "passkeys",
    # Of what we import, these come with something else by mistake.
    "django.test": "tests",
    "jinja2": "nobody",
}
SERVER = """
from threading import Event

from folkmoot.cli.server.starting import load_pages, start_django

start_django()
load_pages()

from django.urls import reverse

from folkmoot.cli.server.worker import Worker

Worker(Event())
reverse("healthz")  # looks at every address of a page
"""
FILES = """
from folkmoot.cli.files import outcome
"""


def loaded_by(script: str) -> set[str]:
    """Return the modules that a fresh process has after ``script``."""
    done = subprocess.run(  # noqa: S603 -- our own script
        [sys.executable, "-c", f"{script}\nimport sys; print(*sys.modules)"],
        env=os.environ | {"FOLKMOOT_TEST": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_a_server_leaves_what_is_heavy() -> None:
    # A second: nothing but a process of its own tells what a start loads.
    assert sorted(loaded_by(SERVER) & set(LATE)) == []


def test_commands_on_files_leave_django_and_numbers() -> None:
    assert sorted(loaded_by(FILES) & {"django", "numpy", "pydantic", *LATE}) == []


def test_the_api_comes_with_the_first_who_asks() -> None:
    (api,) = (one for one in get_resolver().url_patterns if isinstance(one, Later))
    assert resolve("/api/v1/openapi.json").view_name == "api:description"
    assert reverse("api:description") == "/api/v1/openapi.json"
    assert api.namespace == "api"
