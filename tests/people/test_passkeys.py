"""Passkeys from end to end, with a device in software."""

import pytest
from django.test import Client
from tests import cast
from tests.people.authenticator import Authenticator

from folkmoot.people.models import Passkey

pytestmark = pytest.mark.django_db
OWN, DOOR = "/me/passkeys/", "/sign-in/passkey/"


@pytest.fixture
def device():
    return Authenticator()


@pytest.fixture
def browser():
    return cast.signed_in(cast.member(cast.collective()))


def register(browser, device, **kwargs):
    options = browser.get(OWN).json()
    return browser.post(
        OWN, device.create(options, **kwargs), content_type="application/json"
    )


def sign_in(browser, device, url=DOOR, **kwargs):
    options = browser.get(url).json()
    return browser.post(
        url, device.get(options, **kwargs), content_type="application/json"
    )


class TestPasskey:
    def test_is_made_and_signs_in(self, browser, device):
        assert register(browser, device).json() == {"next": "/me/settings/"}
        other = Client()
        answer = sign_in(other, device, f"{DOOR}?next=/me/settings/")
        assert answer.json() == {"next": "/me/settings/"}
        assert other.get("/me/settings/").status_code == 200
        assert Passkey.objects.get().sign_count == 1

    def test_removed_opens_nothing(self, browser, device):
        register(browser, device)
        browser.post(f"/me/passkeys/{Passkey.objects.get().id}/removal/")
        assert sign_in(Client(), device).status_code == 422

    def test_the_same_answer_twice_opens_nothing(self, browser, device):
        register(browser, device)
        other = Client()
        answer = device.get(other.get(DOOR).json())
        other.post(DOOR, answer, content_type="application/json")
        other.post("/sign-out/")
        again = other.post(DOOR, answer, content_type="application/json")
        assert again.status_code == 422

    def test_a_copied_device_is_noticed_by_its_counter(self, browser, device):
        register(browser, device)
        sign_in(Client(), device)
        device.count = 0
        assert sign_in(Client(), device).status_code == 422

    @pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost"])
    def test_an_answer_from_another_page_opens_nothing(self, browser, device, origin):
        assert register(browser, device, origin=origin).status_code == 422
        register(browser, device)
        assert sign_in(Client(), device, origin=origin).status_code == 422

    def test_anothers_key_opens_nothing(self, browser, device):
        register(browser, device)
        assert sign_in(Client(), Authenticator()).status_code == 422

    @pytest.mark.parametrize(
        "body",
        [
            "",
            "{",
            "[]",
            "null",
            "[" * 19_000,
            f'{{"rawId": "{"x" * 20_000}"}}',
            '{"rawId": 5}',
            '{"rawId": "é"}',
            '{"id": {}}',
            '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": []}',
        ],
    )
    def test_an_odd_answer_opens_nothing(self, browser, body):
        for path, client in ((OWN, browser), (DOOR, Client())):
            client.get(path)
            answer = client.post(path, body, content_type="application/json")
            assert answer.status_code == 422
        assert not Passkey.objects.exists()
