"""Members, invitations, slips and the way back, through HTTP."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests import cast
from tests.cast import DAY, NOW

from folkmoot.messaging.models import Message
from folkmoot.people import operations
from folkmoot.people.models import Recovery, Session
from folkmoot.record.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def elm():
    return cast.collective(members=("Ann", "Bo", "Di", "Flo"), friends=("Fay",))


def last_kind(elm):
    return Entry.objects.filter(collective_id=elm.id).latest("index").kind


def browser_of(elm, name):
    return cast.signed_in(cast.member(elm, name))


class TestMembers:
    def test_shows_people_and_roles_with_their_ends(self, elm):
        page = browser_of(elm, "Fay").get(f"/c/{elm.slug}/members/").text
        for name in ("Ann", "Bo", "Di", "Flo", "Fay"):
            assert f"<bdi>{name}</bdi>" in page
        assert "Host" in page
        assert "Wednesday 31 March" in page
        assert "Print a way in" not in page

    def test_names_cannot_bring_markup(self, elm):
        invitation = operations.invite(member=cast.member(elm), now=NOW)
        operations.arrive(
            invitation=invitation,
            newcomer=operations.Newcomer(name="<script>x</script>"),
            now=NOW,
        )
        page = browser_of(elm, "Ann").get(f"/c/{elm.slug}/members/").text
        assert "<script>x" not in page
        assert "&lt;script&gt;" in page

    def test_many_members_need_no_more_queries(
        self, elm, django_assert_max_num_queries
    ):
        ann = cast.member(elm)
        invitation = operations.invite(member=ann, now=NOW, uses=30)
        for number in range(30):
            operations.arrive(
                invitation=invitation,
                newcomer=operations.Newcomer(name=f"Pat {'x' * number}y"),
                now=NOW,
            )
        browser = cast.signed_in(ann)
        with django_assert_max_num_queries(10):
            browser.get(f"/c/{elm.slug}/members/")

    def test_leave(self, elm):
        browser = browser_of(elm, "Bo")
        browser.post(f"/c/{elm.slug}/leaving/")
        assert last_kind(elm) == "member.left"
        assert browser.get(f"/c/{elm.slug}/members/").status_code == 404


class TestInvitations:
    def test_link_picture_and_slip(self, elm):
        browser = browser_of(elm, "Bo")
        data = {"standing": "friend", "uses": 3, "days": 7, "note": "Next door"}
        answer = browser.post(f"/c/{elm.slug}/invitations/", data)
        invitation = elm.invitations.latest("id")
        page = browser.get(answer.headers["Location"]).text
        assert f"http://localhost:8000/join/{invitation.token}/" in page
        assert "<svg" in page
        assert "style=" not in page
        assert last_kind(elm) == "invitation.made"
        ann = browser_of(elm, "Ann")
        assert "Next door" in ann.get(f"/c/{elm.slug}/invitations/").text
        ann.post(f"/c/{elm.slug}/invitations/{invitation.id}/end/")
        assert Client().get(f"/join/{invitation.token}/").status_code == 404

    @pytest.mark.parametrize("odd", [{"uses": 0}, {"uses": 10**20}, {"days": 91}])
    def test_out_of_range_comes_back(self, elm, odd):
        data = {"standing": "member", "uses": 1, "days": 7} | odd
        answer = browser_of(elm, "Bo").post(f"/c/{elm.slug}/invitations/", data)
        assert answer.status_code == 422


class TestWayIn:
    @pytest.fixture
    def gus(self, elm):
        invitation = operations.invite(member=cast.member(elm), now=NOW)
        newcomer = operations.Newcomer(name="Gus")
        return operations.arrive(invitation=invitation, newcomer=newcomer, now=NOW)

    def test_slip_signs_in_once_and_both_names_are_on_record(self, elm, gus):
        ann = browser_of(elm, "Ann")
        path = f"/c/{elm.slug}/members/{gus.id}/way-in/"
        assert ann.get(f"/c/{elm.slug}/members/").text.count("Print a way in") == 1
        assert "Make the slip" in ann.get(path).text
        ann.post(path)
        page = ann.get(path).text
        link = re.search(r"/sign-in/link/[^<]+", page)[0]
        entry = Entry.objects.latest("index")
        said = {d.name: d.value for d in entry.disclosures.all()}
        assert (entry.kind, said["name"], said["for"]) == (
            "way_in.printed",
            "Ann",
            "Gus",
        )
        assert link not in browser_of(elm, "Bo").get(path).text
        device = Client()
        device.post(link)
        assert Session.objects.filter(person=gus.person).count() == 1
        Client().post(link)
        assert Session.objects.filter(person=gus.person).count() == 1

    def test_nobody_is_offered_a_slip_for_themselves(self, elm, gus):
        own = cast.signed_in(gus).get(f"/c/{elm.slug}/members/").text
        assert "Print a way in" not in own

    def test_not_for_somebody_with_another_way(self, elm):
        ann, bo = browser_of(elm, "Ann"), cast.member(elm, "Bo")
        path = f"/c/{elm.slug}/members/{bo.id}/way-in/"
        before = last_kind(elm)
        ann.post(path)
        assert "<svg" not in ann.get(path).text
        assert last_kind(elm) == before

    def test_not_into_other_collectives(self, elm, gus):
        oak = cast.collective("Oak", members=("Olu",))
        invitation = operations.invite(member=cast.member(oak, "Olu"), now=NOW)
        operations.join(invitation=invitation, person=gus.person, name="Gus", now=NOW)
        with pytest.raises(operations.OtherWayError):
            operations.print_way_in(member=cast.member(elm), fellow=gus, now=NOW)


WHO = {"name": "bo", "email": "new@example.org"}


class TestRecovery:
    def ask(self, elm, **other):
        data = {"collective": f"http://localhost/c/{elm.slug}/", **WHO, **other}
        return Client().post("/recover/", data).headers["Location"]

    def vouch(self, elm, name):
        recovery = Recovery.objects.get()
        browser = browser_of(elm, name)
        return browser.post(f"/c/{elm.slug}/recoveries/{recovery.id}/vouchers/")

    def test_two_vouch_and_72_hours_later_the_link_signs_in_once(self, elm, clock):
        link = self.ask(elm)
        assert last_kind(elm) == "recovery.asked"
        assert (
            "Is this really"
            in browser_of(elm, "Flo").get(f"/c/{elm.slug}/members/").text
        )
        self.vouch(elm, "Ann")
        assert Recovery.objects.get().opens_at is None
        clock.move(DAY)
        self.vouch(elm, "Di")
        recovery = Recovery.objects.get()
        assert recovery.opens_at == clock.now + timedelta(hours=72)
        assert link in Message.objects.get(address="new@example.org").body
        clock.set(recovery.opens_at - timedelta(seconds=1))
        device = Client()
        device.post(link)
        assert "person" not in device.session
        assert "This link signs you in from:" in device.get(link).text
        clock.set(recovery.opens_at)
        assert "Welcome back" in device.get(link).text
        device.post(link)
        assert device.session["person"] == cast.member(elm, "Bo").person_id.hex
        assert last_kind(elm) == "recovery.used"
        other = Client()
        other.post(link)
        assert "person" not in other.session
        told = Message.objects.filter(address="bo.elm-street@example.org")
        assert sorted(told.values_list("kind", flat=True)) == [
            "recovery_asked",
            "recovery_used",
            "recovery_vouched",
        ]

    def test_an_unknown_name_looks_the_same(self, elm):
        links = [self.ask(elm), self.ask(elm, name="Zoe")]
        links.append(self.ask(elm, collective="nowhere"))
        assert Recovery.objects.count() == 1
        pages = [Client().get(link).text.replace(link, "") for link in links]
        marks = r'name="(csrfmiddlewaretoken|submission_key)" value="\w+"'
        marks += r'|"x-csrftoken": "\w+"'
        assert len({re.sub(marks, "", page) for page in pages}) == 1
        assert len({len(link) for link in links}) == 1

    def test_the_person_stops_it_from_a_live_device(self, elm, clock):
        link = self.ask(elm)
        self.vouch(elm, "Ann")
        self.vouch(elm, "Di")
        bo = browser_of(elm, "Bo")
        assert "Stop it" in bo.get("/me/settings/").text
        recovery = Recovery.objects.get()
        path = f"/c/{elm.slug}/recoveries/{recovery.id}/stop/"
        bo.post(path, {"reason": "Not me"})
        assert last_kind(elm) == "recovery.stopped"
        clock.move(4 * DAY)
        device = Client()
        device.post(link)
        assert "person" not in device.session
        assert "This link signs you in from:" not in device.get(link).text

    def test_any_member_stops_it_with_a_reason(self, elm):
        self.ask(elm)
        recovery = Recovery.objects.get()
        path = f"/c/{elm.slug}/recoveries/{recovery.id}/stop/"
        assert browser_of(elm, "Fay").post(path, {"reason": "x"}).status_code == 404
        assert browser_of(elm, "Flo").post(path, {}).status_code == 422
        browser_of(elm, "Flo").post(path, {"reason": "I asked Bo"})
        recovery.refresh_from_db()
        assert recovery.stop_reason == "I asked Bo"
        assert recovery.stopped_by == cast.member(elm, "Flo")

    @pytest.mark.parametrize("name", ["Bo", "Ann"])
    def test_nobody_vouches_for_themselves_or_twice(self, elm, name):
        self.ask(elm)
        self.vouch(elm, "Ann")
        self.vouch(elm, name)
        assert Recovery.objects.get().vouchers.count() == 1

    def test_friends_and_who_came_later_do_not_vouch(self, elm, clock):
        self.ask(elm)
        assert self.vouch(elm, "Fay").status_code == 404
        clock.move(timedelta(hours=1))
        invitation = operations.invite(member=cast.member(elm), now=clock.now)
        operations.arrive(
            invitation=invitation,
            newcomer=operations.Newcomer(name="Puppet"),
            now=clock.now,
        )
        self.vouch(elm, "Puppet")
        assert not Recovery.objects.get().vouchers.exists()

    def test_asking_is_limited(self, elm):
        for _ in range(5):
            self.ask(elm)
        data = {"collective": elm.slug, **WHO}
        assert Client().post("/recover/", data).status_code == 429
