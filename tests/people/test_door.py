"""Starting, joining and signing in, through HTTP."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from tests import cast
from tests.cast import DAY, NOW

from folkmoot.messaging.models import Message, OneTimeCode
from folkmoot.messaging.operations import issue_code
from folkmoot.people.models import (
    Attempt,
    Channel,
    Collective,
    Invitation,
    Membership,
    Person,
    Session,
)
from folkmoot.people.operations import invite
from folkmoot.people.queries import list_members
from folkmoot.record.models import Entry

pytestmark = pytest.mark.django_db

START = {
    "name": "Oak House",
    "preset": "home",
    "member_name": "Ann",
    "email": "ann@example.org",
    "short_text": "We decide together.",
    "time_zone": "Europe/Berlin",
}


@pytest.fixture
def who_may_start(monkeypatch):
    def choose(who):
        monkeypatch.setattr(settings.CONFIG, "who_may_start", who)

    return choose


@pytest.fixture
def elm():
    return cast.collective()


def link_of(elm, **kwargs):
    invitation = invite(member=cast.member(elm), now=NOW, **kwargs)
    return f"/join/{invitation.token}/"


def latest_mail():
    return Message.objects.latest("created_at", "id")


def code_in(mail):
    return re.search(r"\b[2-9A-Z]{6}\b", mail.body)[0]


def link_in(mail, path):
    return re.search(rf"/{path}/\S+", mail.body)[0]


def seen(page):
    """Return the page without what differs each time it is shown."""
    marks = r'name="(csrfmiddlewaretoken|submission_key)" value="\w+"'
    return re.sub(rf'{marks}|"x-csrftoken": "\w+"', "", page.text)


class TestStart:
    def test_with_the_servers_link_once(self, client):
        key = issue_code(purpose="start", now=NOW, minutes=60).link_token
        page = client.get(f"/start/?key={key}")
        assert page.status_code == 200
        assert key in page.text
        answer = client.post("/start/", START | {"key": key})
        oak = Collective.objects.get()
        assert answer.headers["Location"] == f"/c/{oak.slug}/invitations/"
        assert client.get(answer.headers["Location"]).status_code == 200
        assert [m.name for m in list_members(oak)] == ["Ann"]
        assert oak.time_zone == "Europe/Berlin"
        assert Entry.objects.get().kind == "collective.started"
        assert latest_mail().kind == "verify"
        again = Client().post("/start/", START | {"key": key})
        assert again.status_code == 422
        assert Collective.objects.count() == 1

    @pytest.mark.parametrize("key", ["", "guess"])
    def test_refuses_without_the_link_and_writes_nothing(self, client, key):
        answer = client.post("/start/", START | {"key": key})
        assert answer.status_code == 422
        assert START["short_text"] in answer.text
        assert not Collective.objects.exists()
        assert not Person.objects.exists()

    def test_a_link_is_not_used_up_by_a_form_to_mend(self, client):
        key = issue_code(purpose="start", now=NOW, minutes=60).link_token
        assert client.post("/start/", {"key": key}).status_code == 422
        assert client.post("/start/", START | {"key": key}).status_code == 302

    def test_first_means_first(self, client, elm):
        key = issue_code(purpose="start", now=NOW, minutes=60).link_token
        assert client.post("/start/", START | {"key": key}).status_code == 422
        ann = cast.signed_in(cast.member(elm))
        assert ann.post("/start/", START).status_code == 422

    def test_members_of_this_server(self, client, elm, who_may_start):
        who_may_start("members")
        assert client.post("/start/", START).status_code == 422
        assert (
            cast.signed_in(cast.member(elm)).post("/start/", START).status_code == 302
        )
        assert (
            cast.signed_in(cast.person("Cy")).post("/start/", START).status_code == 422
        )

    def test_anyone_until_it_is_too_often(self, client, who_may_start):
        who_may_start("anyone")
        for number in range(20):
            data = START | {"email": f"ann{number}@example.org"}
            assert Client().post("/start/", data).status_code == 302
        answer = Client().post("/start/", START)
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0


class TestJoin:
    def test_newcomer_is_in_with_one_form(self, client, elm):
        link = link_of(elm)
        page = client.get(link)
        assert "Anyone may say stop" in page.text
        assert "I am in" in page.text
        data = {"name": "Cy", "kind": "email", "address": "", "answer": "in"}
        answer = client.post(link, data)
        assert answer.status_code == 302
        cy = cast.member(elm, "Cy")
        assert cy.takes_positions
        assert Session.objects.get(person=cy.person).began_at == NOW
        assert not Message.objects.exists()
        assert Entry.objects.latest("index").kind == "member.joined"

    def test_an_address_gets_a_link_but_blocks_nothing(self, client, elm):
        data = {"name": "Cy", "kind": "email", "address": "Cy@Example.org"}
        client.post(link_of(elm), data)
        channel = Channel.objects.get(person__name="Cy")
        assert (channel.address, channel.verified_at) == ("cy@example.org", None)
        path = link_in(latest_mail(), "verify")
        stranger = Client()
        assert stranger.get(path).status_code == 200
        channel.refresh_from_db()
        assert channel.verified_at is None
        stranger.post(path)
        channel.refresh_from_db()
        assert channel.verified_at == NOW
        assert "_auth" not in stranger.session
        assert "person" not in stranger.session

    def test_ask_first_comes_as_friend(self, client, elm):
        client.post(link_of(elm), {"name": "Cy", "answer": "ask"})
        cy = cast.member(elm, "Cy")
        assert cy.standing == Membership.Standing.FRIEND
        page = client.get(f"/c/{elm.slug}/members/")
        assert "I am in" in page.text
        client.post(f"/c/{elm.slug}/step-in/")
        cy.refresh_from_db()
        assert cy.takes_positions

    @pytest.mark.parametrize(
        "data",
        [
            {"name": ""},
            {"name": "\u200b"},
            {"name": "bo"},
            {"name": "a\x00b"},
            {"name": "Cy", "kind": "email", "address": "no address"},
            {"name": "Cy", "kind": "phone", "address": "call me"},
            {"name": "x" * 81},
        ],
    )
    def test_what_to_mend_keeps_the_link_whole(self, client, elm, data):
        link = link_of(elm)
        people = Person.objects.count()
        assert client.post(link, data).status_code == 422
        assert Person.objects.count() == people
        assert Invitation.objects.latest("id").uses_left == 1

    def test_signed_in_person_joins_with_one_tap(self, elm):
        oak = cast.collective("Oak", members=("Flo",))
        flo = cast.member(oak, "Flo").person
        browser = cast.signed_in(flo)
        link = link_of(elm)
        assert 'value="Flo"' in browser.get(link).text
        browser.post(link, {"name": "Flo", "answer": "in"})
        assert cast.member(elm, "Flo").person == flo
        assert browser.get(link).status_code == 302

    def test_the_same_form_twice_has_one_effect(self, client, elm):
        link = link_of(elm, uses=5)
        data = {"name": "Cy", "answer": "in", "submission_key": "k1"}
        first, second = client.post(link, data), Client().post(link, data)
        assert first.headers["Location"] == second.headers["Location"]
        assert Invitation.objects.latest("id").uses_left == 4

    @pytest.mark.parametrize("after", [30 * DAY, 300 * DAY])
    def test_over_looks_like_never_there(self, client, clock, elm, after):
        link = link_of(elm)
        clock.set(NOW + after)
        over, absent = client.get(link), client.get("/join/nothing/")
        assert over.status_code == absent.status_code == 404
        shown = seen(over).replace(link, "/join/nothing/")
        assert shown == seen(absent)


class TestSignInByMail:
    def ask(self, client):
        return client.post("/sign-in/", {"email": "ANN.elm-street@Example.org"})

    def test_code_signs_in_under_a_new_key(self, client, elm):
        answer = self.ask(client)
        assert answer.headers["Location"] == "/sign-in/code/"
        before = client.session.session_key
        mail = latest_mail()
        assert mail.collective_id is None
        assert code_in(mail) in mail.subject
        client.post("/sign-in/code/", {"code": code_in(mail).lower()})
        assert client.session.session_key != before
        assert not Session.objects.filter(session_key=before).exists()
        assert client.get("/me/settings/").status_code == 200

    def test_code_and_link_work_once_each(self, client, elm):
        self.ask(client)
        mail = latest_mail()
        link = link_in(mail, "sign-in/link")
        for _ in range(3):
            assert Client().get(link).status_code == 200
        one, other = Client(), Client()
        one.post(link)
        assert one.get("/me/settings/").status_code == 200
        other.post(link)
        assert other.get("/me/settings/").status_code == 302
        client.post("/sign-in/code/", {"code": code_in(mail)})
        assert client.get("/me/settings/").status_code == 302

    def test_too_old_after_a_quarter_hour(self, client, clock, elm):
        self.ask(client)
        clock.set(NOW + timedelta(minutes=15))
        client.post("/sign-in/code/", {"code": code_in(latest_mail())})
        assert "person" not in client.session

    def test_wrong_codes_are_counted_although_the_page_comes_back(self, client, elm):
        self.ask(client)
        right = code_in(latest_mail())
        for _ in range(5):
            client.post("/sign-in/code/", {"code": "222222"})
        assert OneTimeCode.objects.get().tries == 5
        client.post("/sign-in/code/", {"code": right})
        assert "person" not in client.session

    def test_an_unknown_address_gets_the_same_answer(self, client, elm):
        known, stranger = Client(), Client()
        a = self.ask(known)
        b = stranger.post("/sign-in/", {"email": "nobody@example.org"})
        assert (a.status_code, a.headers["Location"]) == (
            b.status_code,
            b.headers["Location"],
        )
        assert Message.objects.count() == 1
        assert Attempt.objects.count() == OneTimeCode.objects.count() == 2
        pages = [seen(c.get("/sign-in/code/")) for c in (known, stranger)]
        one, other = pages
        assert one.replace("ANN.elm-street@Example.org", "nobody@example.org") == other

    def test_too_many_for_one_address(self, client, clock, elm):
        for _ in range(5):
            assert self.ask(client).status_code == 302
        answer = self.ask(client)
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "900"
        assert Message.objects.count() == 5
        clock.set(NOW + timedelta(minutes=15))
        assert self.ask(client).status_code == 302

    def test_goes_on_to_own_paths_only(self, client, elm):
        for path, expected in [
            ("/me/settings/", "/me/settings/"),
            ("https://evil.example/", "/"),
            ("//evil.example/", "/"),
            ("/\\evil.example/", "/"),
            ("javascript:alert(1)", "/"),
        ]:
            browser = Client()
            browser.post(
                f"/sign-in/?next={path}", {"email": "di.elm-street@example.org"}
            )
            code = code_in(latest_mail())
            answer = browser.post("/sign-in/code/", {"code": code})
            assert answer.headers["Location"] == expected

    def test_an_address_named_but_not_proven_signs_in_and_is_proven(self, client, elm):
        Client().post(
            link_of(elm), {"name": "Cy", "kind": "email", "address": "cy@example.org"}
        )
        client.post("/sign-in/", {"email": "cy@example.org"})
        mail = Message.objects.get(kind="sign_in")
        client.post("/sign-in/code/", {"code": code_in(mail)})
        assert Channel.objects.get(person__name="Cy").verified_at == NOW

    def test_shared_device_is_short(self, client, elm):
        self.ask(client)
        code = code_in(latest_mail())
        answer = client.post("/sign-in/code/", {"code": code, "shared": "on"})
        assert answer.cookies["session"]["max-age"] == 2 * 60 * 60

    def test_sign_out(self, elm):
        browser = cast.signed_in(cast.member(elm))
        browser.post("/sign-out/")
        assert not Session.objects.filter(person__isnull=False).exists()
        assert browser.get("/me/settings/").status_code == 302
