"""The pages people get when something did not work, as a browser shows them."""

from collections.abc import Callable

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from playwright.sync_api import Page
from tests.browser.every_page import faults_of

from folkmoot.web import errors

pytestmark = pytest.mark.django_db(transaction=True)
ANSWERS = {
    "400": lambda request: errors.bad_request(request, ValueError()),
    "403": lambda request: errors.forbidden(request, PermissionError()),
    "403-csrf": errors.csrf_failure,
    "404": lambda request: errors.not_found(request, Http404()),
    "413": lambda request: errors.bad_request(request, ValueError("exceeded")),
    "429": lambda request: errors.too_many(request, 3600),
    "500": errors.server_error,
    "503": errors.unavailable,
}


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing(page_at: Callable[..., Page], axe, width, scheme):
    page = page_at(width, scheme)
    page.goto("/about/")
    for name, answer in ANSWERS.items():
        typed = {"text": "The stairs are dark after six."}
        show(page, answer(RequestFactory().post("/c/elm/", typed)))
        assert faults_of(page) == [], name
        axe(page)


def show(page: Page, answer: HttpResponse) -> None:
    """Open the server's ``answer`` at an address of the server."""
    page.route(
        "**/shown/",
        lambda route: route.fulfill(
            status=answer.status_code,
            body=answer.content.decode(),
            content_type="text/html; charset=utf-8",
        ),
    )
    page.goto("/shown/")
    page.unroute("**/shown/")
