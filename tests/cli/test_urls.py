import json

import pytest
from django.urls import path
from django.views.decorators.http import require_POST
from tests.driving.forks import folkmoot

from folkmoot.cli.server.urls import Address, walk


@require_POST
def view(request):
    """Never called."""


class TestWalk:
    def test_names_path_name_and_methods(self):
        (address,) = walk([path("c/<slug:slug>/", view, name="home")], "/", "people")
        assert address == Address("/c/<slug:slug>/", "people:home", ["POST"])


@pytest.mark.server
def test_prints_json(data):
    rows = json.loads(folkmoot("urls", "--json", data=data).stdout)
    assert {"path": "/healthz", "name": "healthz", "methods": ["GET", "HEAD"]} in rows
