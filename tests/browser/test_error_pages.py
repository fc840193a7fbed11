"""The pages people get when something did not work, as a browser shows them."""

from collections.abc import Callable

import pytest
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory
from playwright.sync_api import Page
from tests.browser.every_page import faults_of
from tests.browser.looking import SIZES, show

from folkmoot.web import errors

pytestmark = pytest.mark.django_db(transaction=True)
ANSWERS = {
    "400": lambda request: errors.bad_request(request, ValueError()),
    "403": lambda request: errors.forbidden(request, PermissionError()),
    "403-csrf": errors.csrf_failure,
    "404": lambda request: errors.not_found(request, Http404()),
    "405": errors.methods_in_words(lambda _request: HttpResponseNotAllowed(["POST"])),
    "413": lambda request: errors.bad_request(request, ValueError("exceeded")),
    "429": lambda request: errors.too_many(request, 3600),
    "500": errors.server_error,
    "503": errors.unavailable,
}


def test_axe_finds_nothing(page_at: Callable[..., Page], axe):
    page = page_at()
    page.goto("/about/")
    for name, answer in ANSWERS.items():
        typed = {"text": "The stairs are dark after six."}
        open_answer(page, answer(RequestFactory().post("/c/elm/", typed)))
        for width, scheme in SIZES:
            show(page, width, scheme)
            assert faults_of(page) == [], name
            axe(page)


def open_answer(page: Page, answer: HttpResponse) -> None:
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
