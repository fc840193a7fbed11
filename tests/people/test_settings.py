"""One's own settings: rhythm, addresses, devices, keys, mail stopped in one click."""

from datetime import timedelta

import pytest
from django.test import Client
from tests import cast
from tests.cast import DAY, NOW

from folkmoot.messaging.models import Message
from folkmoot.messaging.stop_links import make_stop_token
from folkmoot.people import operations
from folkmoot.people.models import ApiToken, Channel, Person, Session
from folkmoot.people.queries import find_token, list_sessions
from folkmoot.people.sessions import describe_device

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def ann():
    return cast.member(cast.collective())


@pytest.fixture
def browser(ann):
    return cast.signed_in(ann)


OWN = {"name": "Ann", "language": "es", "time_zone": "", "mail_rhythm": "daily"}


class TestSettings:
    def test_are_kept(self, ann, browser):
        browser.post("/me/settings/", OWN | {"time_zone": "America/Lima"})
        person = Person.objects.get(id=ann.person_id)
        assert (person.language, person.time_zone) == ("es", "America/Lima")
        assert person.mail_rhythm == Person.MailRhythm.DAILY
        assert 'lang="es"' in browser.get("/me/settings/").text

    @pytest.mark.parametrize(
        "odd",
        [
            {"language": "xx"},
            {"time_zone": "Mars/Base"},
            {"mail_rhythm": "hourly"},
            {"name": " "},
        ],
    )
    def test_what_is_odd_comes_back(self, ann, browser, odd):
        answer = browser.post("/me/settings/", OWN | odd)
        assert answer.status_code == 422
        assert Person.objects.get(id=ann.person_id).language == "en"

    def test_page_keeps_its_number_of_queries(
        self, ann, browser, django_assert_max_num_queries
    ):
        for number in range(20):
            operations.add_channel(
                person=ann.person, kind="paper", address=f"Door {number}", now=NOW
            )
            cast.signed_in(ann)
        with django_assert_max_num_queries(10):
            browser.get("/me/settings/")


class TestChannels:
    def add(self, browser, kind, address):
        data = {"reach-kind": kind, "reach-address": address}
        return browser.post("/me/channels/", data)

    def test_an_address_is_proven_by_a_link(self, ann, browser):
        self.add(browser, "email", "Ann@Work.example")
        channel = ann.person.channels.get(address="ann@work.example")
        assert channel.verified_at is None
        assert Message.objects.get().address == "ann@work.example"
        browser.post(f"/me/channels/{channel.id}/proof/")
        assert Message.objects.count() == 2

    def test_phone_and_paper_send_nothing(self, ann, browser):
        assert self.add(browser, "phone", "+49 30 1234").status_code == 302
        assert self.add(browser, "paper", "Door 3").status_code == 302
        assert not Message.objects.exists()

    @pytest.mark.parametrize("address", ["", "no", "a b@c"])
    def test_what_is_no_address_comes_back(self, browser, address):
        assert self.add(browser, "email", address).status_code == 422

    def test_somebody_elses_proven_address_cannot_be_taken(self, ann, browser):
        flo = cast.person("Flo")
        self.add(browser, "email", "flo@example.org")
        link = Message.objects.get().body.split("/verify/")[1].split("/")[0]
        Client().post(f"/verify/{link}/")
        proven = Channel.objects.get(address="flo@example.org", verified_at=NOW)
        assert proven.person == flo

    def test_links_to_one_address_are_limited(self, browser, ann):
        for _ in range(5):
            assert self.add(browser, "email", "x@example.org").status_code == 302
        assert self.add(browser, "email", "x@example.org").status_code == 429

    def test_remove(self, ann, browser):
        channel = ann.person.channels.get()
        browser.post(f"/me/channels/{channel.id}/removal/")
        assert not ann.person.channels.exists()


class TestSessions:
    def test_are_listed_in_words_and_end_at_once(self, ann, browser):
        phone = cast.signed_in(ann)
        session = Session.objects.get(session_key=phone.cookies["session"].value)
        page = browser.get("/me/settings/").text
        assert page.count("Firefox, Linux") >= 2
        assert session.session_key not in page
        browser.post(f"/me/sessions/{session.public_id}/end/")
        assert phone.get("/me/settings/").status_code == 302
        assert browser.get("/me/settings/").status_code == 200

    def test_end_all_others(self, ann, browser):
        others = [cast.signed_in(ann) for _ in range(3)]
        browser.post("/me/sessions/others/end/")
        assert [o.get("/me/settings/").status_code for o in others] == [302] * 3
        assert list_sessions(ann.person).count() == 1

    def test_last_seen_is_written_once_a_day(self, ann, browser, clock):
        browser.get("/me/settings/")
        row = Session.objects.get(person=ann.person)
        assert row.seen_on == NOW.date()
        clock.move(DAY)
        browser.get("/me/settings/")
        row.refresh_from_db()
        assert row.seen_on == (NOW + DAY).date()
        assert row.began_at == NOW
        before = row.expire_date
        clock.move(timedelta(hours=2))
        browser.get("/me/settings/")
        row.refresh_from_db()
        assert row.expire_date == before

    @pytest.mark.parametrize(
        ("agent", "words"),
        [
            (FIREFOX, "Firefox, Linux"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari/604.1", "Safari, iPhone"),
            (
                "Mozilla/5.0 (Linux; Android 15) Chrome/130 Safari/537",
                "Chrome, Android",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/1",
                "Edge, Windows",
            ),
            ("curl/8", ""),
        ],
    )
    def test_devices_in_words(self, agent, words):
        assert describe_device(agent) == words


class TestTokens:
    def test_secret_is_shown_once_and_kept_nowhere(self, ann, browser):
        data = {"token-label": "Sheet", "token-scopes": ["read"], "token-days": 9}
        browser.post("/me/tokens/", data)
        page = browser.get("/me/settings/").text
        secret = next(w for w in page.split() if "folkmoot_" in w).split("<")[0]
        token = ApiToken.objects.get()
        assert token.digest not in page
        assert find_token(secret, NOW) == token
        assert token.scopes == ["read"]
        assert secret not in browser.get("/me/settings/").text
        assert find_token(secret, NOW + 9 * DAY) is None
        browser.post(f"/me/tokens/{token.id}/end/")
        assert find_token(secret, NOW) is None


class TestStopMail:
    def path(self, ann):
        return f"/mail/stop/{make_stop_token(ann.person_id)}/"

    def test_looking_changes_nothing_and_pressing_stops(self, ann):
        stranger = Client(enforce_csrf_checks=True)
        assert stranger.get(self.path(ann)).status_code == 200
        assert Person.objects.get(id=ann.person_id).mail_rhythm == "each"
        answer = stranger.post(self.path(ann), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert Person.objects.get(id=ann.person_id).mail_rhythm == "none"

    def test_the_link_can_do_nothing_else(self, ann):
        stranger = Client()
        stranger.post(self.path(ann))
        token = make_stop_token(ann.person_id)
        for path in (
            f"/sign-in/link/{token}/",
            f"/verify/{token}/",
            f"/recover/{token}/",
        ):
            stranger.post(path)
            assert "person" not in stranger.session
        assert stranger.get("/me/settings/").status_code == 302
        assert stranger.get(f"/join/{token}/").status_code == 404

    @pytest.mark.parametrize("end", ["x", ":x", ""])
    def test_a_changed_link_is_no_page(self, ann, end):
        token = make_stop_token(ann.person_id)
        path = f"/mail/stop/{token[:-2]}{end}/"
        assert Client().post(path).status_code == 404

    def test_waiting_mail_is_dropped(self, ann):
        operations.tell(
            memberships=[ann],
            kind="test",
            template="people/mail/verify.txt",
            context={"token": "t", "days": 7},
            now=NOW,
        )
        Client().post(self.path(ann))
        assert Message.objects.get().state == Message.State.DROPPED
