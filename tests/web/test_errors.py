"""The pages people get when something did not work: right status, plain words."""

from uuid import uuid4

import pytest
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from folkmoot.web import errors

pytestmark = pytest.mark.django_db
NEVER = ("invalid", "error", "login", "successfully", "user")


def request(method: str = "get", **data: str):
    return getattr(RequestFactory(), method)("/c/elm/", data)


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (lambda r: errors.bad_request(r, ValueError()), 400, "could not be read"),
        (lambda r: errors.bad_request(r, ValueError("exceeded")), 413, "too large"),
        (lambda r: errors.forbidden(r, PermissionError()), 403, "not open to you"),
        (errors.csrf_failure, 403, "Not received yet"),
        (lambda r: errors.not_found(r, Http404()), 404, "no page here"),
        (lambda r: errors.too_many(r, 30), 429, "Try again in 30 seconds."),
        (errors.server_error, 500, "broke on our side"),
        (errors.unavailable, 503, "Nothing is lost."),
    ],
)
def test_says_in_plain_words_what_happened(answer, status, words):
    response = answer(request())
    text = response.content.decode()
    assert response.status_code == status
    assert words in text
    main = text.split("<main")[1].split("</main>")[0].lower()
    assert not [word for word in NEVER if word in main]


def test_an_address_that_only_takes_forms_says_so():
    client = Client(headers={"accept": "text/html"})
    answer = client.get("/sign-out/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This address only takes what a form sends." in answer.content.decode()


def test_one_second_is_one_second():
    response = errors.too_many(request(), 1)
    assert "Try again in 1 second." in response.content.decode()
    assert response["Retry-After"] == "1"


@pytest.mark.parametrize("answer", [errors.csrf_failure, errors.unavailable])
def test_keeps_what_was_typed_and_nothing_else(answer):
    typed = {"text": "My <b>worry</b>", "submission_key": uuid4().hex, "empty": ""}
    page = answer(request("post", **typed)).content.decode()
    assert "My &lt;b&gt;worry&lt;/b&gt;" in page
    assert typed["submission_key"] not in page
    assert page.count('class="typed"') == 1


def away(error: type[Exception]) -> None:
    raise error


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_is_away_means_not_recorded(error):
    try:
        away(error)
    except error:
        response = errors.server_error(request("post", text="My words"))
    assert response.status_code == 503
    assert "My words" in response.content.decode()
    assert response["Retry-After"] == "60"


@pytest.mark.parametrize("name", ["server_error", "unavailable"])
def test_needs_no_request_and_no_database(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "<h1>" in render_to_string(f"web/errors/{name}.html")


def test_an_address_that_is_nowhere_gets_our_page(client: Client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "no page here" in response.content.decode()


def test_a_form_without_its_token_gets_our_page():
    response = Client(enforce_csrf_checks=True).post(
        "/i18n/setlang/", {"language": "es"}
    )
    assert response.status_code == 403
    assert "Not received yet" in response.content.decode()
