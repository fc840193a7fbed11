"""What a council's messenger says beyond the mandate is for all groups below to judge."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from tests import cast
from tests.cast import DAY, NOW
from tests.federating.above import Above, so_often
from tests.federating.councils import say

from folkmoot.federating.models import Entry
from folkmoot.federating.operations import (
    EntryAnswerError,
    answer_entry,
    choose_home_leaf,
    settle_entries,
    settle_entries_due,
    tell_differences_due,
)
from folkmoot.federating.queries.at_home import members_at_home, members_by_group
from folkmoot.messaging.models import Delivery
from folkmoot.people.models import Membership
from folkmoot.record.models import Entry as Recorded

pytestmark = pytest.mark.django_db
END = NOW + timedelta(hours=72)


@pytest.fixture
def above():
    return Above()


def differ(above: Above) -> Entry:
    return say(above.speaker, NOW, figures={"cost": 50_000})


def answer(above: Above, entry: Entry, value: str, *names: str, leaves=3) -> None:
    for leaf in range(leaves):
        for name in names:
            answer_entry(
                member=above.member(leaf, name), entry=entry, value=value, now=NOW
            )


def also_in(above: Above, member: Membership, leaf: int, since: datetime) -> Membership:
    """Let somebody of one house join another one too."""
    return Membership.objects.create(
        collective=above.world.leaves[leaf],
        person=member.person,
        name=f"{member.name} of {member.collective.name}",
        standing="member",
        joined_at=since,
    )


def settled(above: Above, entry: Entry, now=NOW) -> str:
    settle_entries(council=above.council, now=now)
    entry.refresh_from_db()
    return entry.state


class TestWhoIsAsked:
    def test_all_members_below_are_asked_by_the_worker_once(self, above):
        entry = differ(above)
        assert (entry.state, entry.asked, entry.told_at) == ("differs", 9, None)
        assert tell_differences_due(NOW) == 1
        assert tell_differences_due(NOW) == 0
        asked = Delivery.objects.filter(about_id=entry.id, asking="difference")
        assert asked.count() == 9

    def test_each_group_is_asked_for_by_itself(self, above):
        """Below a council there may be thousands: no query names them all."""
        bo, leaves = above.member(0, "Bo"), above.world.leaves
        twice = also_in(above, bo, 1, NOW - DAY)
        groups = [group for _leaf, group in members_by_group(above.home)]
        asked = [one for group in groups for one in group]
        assert sorted(one.id for one in asked) == sorted(
            one.id for one in members_at_home(above.home)
        )
        assert bo in asked
        assert twice not in asked
        for group in groups:
            _sql, values = group.query.sql_with_params()
            named = [one for one in leaves if {one.id, one.id.hex} & {*values}]
            assert len(named) == 1
            assert len(values) <= 4

    def test_without_time_the_next_look_asks(self, above):
        entry = differ(above)
        assert tell_differences_due(NOW, go_on=lambda: False) == 0
        assert not Delivery.objects.filter(about_id=entry.id).exists()
        assert tell_differences_due(NOW) == 1

    def test_the_next_look_goes_on_with_the_groups_that_were_not_asked(self, above):
        entry = differ(above)
        asked = Delivery.objects.filter(about_id=entry.id, asking="difference")
        for count in (3, 6, 9):
            assert tell_differences_due(NOW, go_on=so_often(1)) == 0
            assert asked.count() == count
        assert tell_differences_due(NOW) == 1
        assert asked.count() == 9

    def test_who_is_in_no_group_below_is_not_asked(self, above):
        cy = cast.member(cast.collective("Elm House", members=("Cy",)), "Cy")
        with pytest.raises(EntryAnswerError, match="Others"):
            answer_entry(member=cy, entry=differ(above), value="consent", now=NOW)

    def test_an_answer_is_written_down_in_the_group_it_comes_from(self, above):
        entry, bo = differ(above), above.member(1, "Bo")
        answer_entry(member=bo, entry=entry, value="object", now=NOW)
        written = Recorded.objects.get(kind="mandate.difference_answered")
        assert written.collective_id == bo.collective_id


class TestWhatItComesTo:
    def test_its_messengers_alone_do_not_let_it_stand(self, above):
        entry = differ(above)
        answer(above, entry, "consent", "Ann")
        assert settled(above, entry) == "differs"  # the others have 72 hours
        answer(above, entry, "object", "Bo")
        settle_entries_due(END)
        entry.refresh_from_db()
        assert (entry.state, entry.settled_at) == ("void", END)

    def test_it_stands_once_all_below_have_answered_yes(self, above):
        entry = differ(above)
        answer(above, entry, "consent", "Ann", "Bo", "Di")
        assert settled(above, entry) == "confirmed"
        written = Recorded.objects.filter(kind="mandate.difference_settled")
        assert {row.collective_id for row in written} == {
            above.home.id,
            above.council.id,
        }

    def test_without_answers_it_is_void(self, above):
        entry = differ(above)
        assert settled(above, entry, END) == "void"

    def test_who_answered_in_two_groups_stands_in_for_nobody(self, above):
        bo, di = above.member(0, "Bo"), above.member(2, "Di")
        again = also_in(above, bo, 1, NOW - DAY)
        entry = differ(above)
        answer_entry(member=bo, entry=entry, value="consent", now=NOW)
        choose_home_leaf(person=bo.person, federation=above.home, member=again, now=NOW)
        answer_entry(member=again, entry=entry, value="consent", now=NOW)
        answer(above, entry, "consent", "Ann")
        answer(above, entry, "consent", "Di", leaves=2)
        answer_entry(member=above.member(1, "Bo"), entry=entry, value="object", now=NOW)
        answer_entry(member=above.member(2, "Bo"), entry=entry, value="object", now=NOW)
        assert (entry.answers.count(), entry.asked) == (9, 9)
        assert settled(above, entry) == "differs"  # Di of Cedar has not answered
        answer_entry(member=di, entry=entry, value="consent", now=NOW)
        assert settled(above, entry) != "differs"


class TestPages:
    def test_whoever_answers_in_another_group_since_is_not_asked(self, above, clock):
        clock.set(NOW + DAY)
        entry, bo = differ(above), above.member(0, "Bo")
        again = also_in(above, bo, 1, NOW + DAY)
        mark = f"#entry-{entry.id}"
        assert mark in cast.signed_in(bo).get("/me/").content.decode()
        choose_home_leaf(person=bo.person, federation=above.home, member=again, now=NOW)
        assert mark not in cast.signed_in(bo).get("/me/").content.decode()

    def test_a_member_below_sees_it_at_once_and_says_stop(self, above, clock):
        clock.set(NOW + DAY)
        entry = differ(above)
        bo = cast.signed_in(above.member(2, "Bo"))
        names = {"slug": above.council.slug, "home": above.home.slug}
        page = reverse("federating:pair", kwargs=names)
        assert f"{page}#entry-{entry.id}" in bo.get("/me/").content.decode()
        shown = bo.get(page).content.decode()
        assert "Differs from our mandate" in shown
        names["entry_id"] = entry.id
        address = reverse("federating:answer_entry", kwargs=names)
        assert address in shown
        assert bo.post(address, {"value": "object"}).status_code == 302
        assert entry.answers.get().value == "object"
        assert f"#entry-{entry.id}" not in bo.get("/me/").content.decode()
