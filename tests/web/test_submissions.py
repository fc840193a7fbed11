"""A form sent twice has one effect, and the second sender is told so."""

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from folkmoot.web.models import Submission
from folkmoot.web.submissions import Afterwards, once

pytestmark = pytest.mark.django_db


def post(key: str = "", *, header: bool = False) -> HttpRequest:
    factory = RequestFactory()
    if header:
        request = factory.post("/c/elm/", headers={"Idempotency-Key": key})
    else:
        request = factory.post("/c/elm/", {"submission_key": key} if key else {})
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    return request


class Effects:
    """A view that remembers how often it took effect."""

    def __init__(self, *statuses: int) -> None:
        self.count = 0
        self.statuses = list(statuses)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = self.statuses.pop(0) if self.statuses else 302
        self.count += 1
        if status == 302:
            return HttpResponseRedirect(f"/done/{self.count}/")
        return HttpResponse(f"answer {self.count}", status=status)


class TestOnce:
    def test_five_same_sends_have_one_effect_and_one_answer(self):
        effects = Effects()
        view = once(effects)
        places = [view(post("k1")).headers["Location"] for _ in range(5)]
        assert effects.count == 1
        assert places == ["/done/1/"] * 5
        assert Submission.objects.count() == 1

    def test_the_second_send_is_told_when_the_first_was_received(self):
        view = once(lambda _: HttpResponseRedirect("/done/"))
        view(post("k1"))
        again = post("k1")
        view(again)
        (message,) = again._messages
        assert "Already received at" in str(message)

    def test_what_could_not_be_kept_does_not_use_up_the_key(self):
        effects = Effects(422, 302)
        view = once(effects)
        assert view(post("k1")).status_code == 422
        assert Submission.objects.count() == 0
        assert view(post("k1")).status_code == 302
        assert effects.count == 2

    def test_an_answer_without_redirect_is_given_again_word_for_word(self):
        effects = Effects(200)
        view = once(effects)
        first, second = view(post("k1")), view(post("k1"))
        assert (second.content, second.status_code) == (first.content, 200)
        assert "Idempotent-Replay" in second.headers

    def test_the_header_of_a_program_counts_like_the_field(self):
        effects = Effects()
        view = once(effects)
        view(post("k1", header=True))
        view(post("k1", header=True))
        assert effects.count == 1

    def test_different_keys_and_no_key_are_different_sends(self):
        effects = Effects()
        view = once(effects)
        for key in ("k1", "k2", "", ""):
            view(post(key))
        assert effects.count == 4

    def test_a_broken_view_leaves_no_receipt(self):
        def broken(request: HttpRequest) -> HttpResponse:
            raise RuntimeError

        with pytest.raises(RuntimeError):
            once(broken)(post("k1"))
        assert Submission.objects.count() == 0

    def test_reading_needs_no_key(self):
        view = once(lambda _: HttpResponse("page"))
        assert view(RequestFactory().get("/")).content == b"page"


class TestAfterwards:
    """What is drawn when all is kept."""

    def view(self, request: HttpRequest) -> Afterwards:
        self.acted += 1

        def draw() -> HttpResponse:
            self.was_inside.append(connection.in_atomic_block)
            return HttpResponse("card")

        return Afterwards(draw, "/here/?left=1#card")

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("key", ["k1", ""])
    def test_nobody_waits_while_it_is_drawn(self, key):
        self.acted, self.was_inside = 0, []
        assert once(self.view)(post(key)).content == b"card"
        assert self.was_inside == [False]

    def test_sent_again_it_leads_to_where_the_same_stands(self):
        self.acted, self.was_inside = 0, []
        view = once(self.view)
        view(post("k1"))
        plain = view(post("k1"))
        assert (plain.status_code, plain.url) == (302, "/here/?left=1#card")
        request = post("k1")
        request.META["HTTP_HX_REQUEST"] = "true"
        swapped = view(request)
        assert swapped.headers["HX-Redirect"] == "/here/?left=1#card"
        assert self.acted == 1
