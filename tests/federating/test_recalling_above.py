"""A council's own messengers are taken back by the members of all groups below it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests import cast
from tests.cast import DAY, NOW
from tests.federating.above import Above, so_often

from folkmoot.federating.models import Delegate, Entry, Recall, RecallAnswer, Undoing
from folkmoot.federating.operations import (
    ActRefusedError,
    RecallRefusedError,
    SpeakError,
    Words,
    answer_recall,
    ask_recall,
    choose_home_leaf,
    give_side,
    say_in_council,
    settle_act,
    settle_recalls_due,
    sign_recall,
    tell_recalls_due,
)
from folkmoot.federating.queries.pairs import pair_of, paused_ids
from folkmoot.messaging.models import Delivery, Message
from folkmoot.people.models import Membership

END = NOW + timedelta(hours=72)
pytestmark = pytest.mark.django_db


@pytest.fixture
def above():
    return Above()


def paused(above: Above) -> Recall:
    """Let two members of two houses, who are sent nowhere, pause it."""
    recall = above.ask(0, "Bo")
    return sign_recall(member=above.member(1, "Di"), recall=recall, now=NOW)


def ended(above: Above) -> Recall:
    recall = paused(above)
    for leaf in range(3):
        for name in ("Bo", "Di"):
            answer_recall(
                member=above.member(leaf, name),
                recall=recall,
                value=RecallAnswer.Value.TAKE_BACK,
                now=NOW,
            )
    settle_recalls_due(END)
    recall.refresh_from_db()
    return recall


class TestWhoAsks:
    def test_any_members_below_pause_it_at_once(self, above):
        recall = paused(above)
        assert (recall.state, recall.needed, recall.members) == ("open", 2, 9)
        assert recall.paused_at == NOW
        assert recall.stepped_in == above.listener
        above.mandate.refresh_from_db()
        assert above.mandate.paused_at == NOW

    def test_one_is_enough_while_something_differs(self, above):
        above.said(Entry.State.DIFFERS)
        assert above.ask(2, "Di").state == "open"

    def test_signatures_are_counted_for_all_below(self):
        above = Above(members=("Ann", *(f"M{n}" for n in range(20))))
        assert above.ask(0, "M1").needed == 4  # of 63 members, not of six messengers

    def test_nobody_from_elsewhere_asks(self, above):
        other = cast.collective("Elm House", members=("Cy",))
        with pytest.raises(RecallRefusedError, match="at home"):
            ask_recall(
                member=cast.member(other, "Cy"),
                delegate=above.speaker,
                reason="No",
                now=NOW,
            )

    def test_a_person_in_two_groups_asks_once_from_where_they_chose(self, above):
        bo = above.member(0, "Bo")
        again = Membership.objects.create(
            collective=above.world.leaves[1],
            person=bo.person,
            name="Bo",
            standing="member",
            joined_at=NOW - DAY,
        )
        with pytest.raises(RecallRefusedError, match="at home"):
            ask_recall(member=again, delegate=above.speaker, reason="No", now=NOW)
        choose_home_leaf(person=bo.person, federation=above.home, member=again, now=NOW)
        recall = ask_recall(member=again, delegate=above.speaker, reason="No", now=NOW)
        with pytest.raises(RecallRefusedError, match="at home"):
            sign_recall(member=bo, recall=recall, now=NOW)
        assert (
            sign_recall(member=above.member(2, "Di"), recall=recall, now=NOW).members
            == 9
        )


class TestWhoAnswers:
    def test_all_groups_below_are_told_by_the_worker(self, above):
        recall = paused(above)
        assert not Delivery.objects.filter(about_id=recall.id).exists()
        assert tell_recalls_due(NOW) == 1
        asked = Delivery.objects.filter(about_id=recall.id, asking="recall")
        assert asked.count() == 9
        assert tell_recalls_due(NOW) == 0
        settle_recalls_due(END)
        assert tell_recalls_due(END) == 1

    def test_what_it_came_to_is_told_to_all_though_not_all_knew_of_the_pause(
        self, above
    ):
        recall = paused(above)
        asked = Delivery.objects.filter(about_id=recall.id, asking="recall")
        assert tell_recalls_due(NOW, go_on=so_often(1)) == 0
        assert tell_recalls_due(NOW, go_on=so_often(1)) == 0
        assert asked.count() == 6
        settle_recalls_due(END)
        assert tell_recalls_due(END) == 1
        told = Message.objects.filter(about_id=recall.id, once_key__contains="settled")
        assert told.count() == 9

    def test_half_of_those_heard_below_end_it(self, above):
        recall = ended(above)
        assert (recall.state, recall.take_back, recall.members) == ("ended", 6, 9)
        above.speaker.refresh_from_db()
        assert above.speaker.ends_at == END
        assert above.speaker not in pair_of(above.home.id, above.council.id, END)

    def test_messengers_alone_do_not_keep_it(self, above):
        recall = paused(above)
        for leaf in range(3):
            answer_recall(
                member=above.member(leaf, "Ann"),
                recall=recall,
                value=RecallAnswer.Value.KEEP,
                now=NOW,
            )
        for leaf in range(3):
            answer_recall(
                member=above.member(leaf, "Bo"),
                recall=recall,
                value=RecallAnswer.Value.TAKE_BACK,
                now=NOW,
            )
        settle_recalls_due(END)
        recall.refresh_from_db()
        assert recall.state == "ended"  # a tie ends it

    def test_with_too_few_another_of_the_council_is_drawn(self, above):
        recall = paused(above)
        settle_recalls_due(END)
        recall.refresh_from_db()
        assert recall.state == "too_few"
        assert recall.stepped_in.member == above.member(2, "Ann")
        assert recall.stepped_in.collective == above.home

    def test_who_came_after_the_pause_does_not_answer(self, above):
        recall = paused(above)
        eve = Membership.objects.create(
            collective=above.world.leaves[0],
            person=cast.person("Eve"),
            name="Eve",
            standing="member",
            joined_at=NOW + DAY,
        )
        with pytest.raises(RecallRefusedError, match="at the pause"):
            answer_recall(
                member=eve,
                recall=recall,
                value=RecallAnswer.Value.KEEP,
                now=NOW + DAY,
            )

    def test_the_messenger_gives_their_side_from_their_group(self, above):
        recall = paused(above)
        given = {"recall": recall, "text": "I said so.", "now": NOW}
        assert give_side(member=above.member(0, "Ann"), **given).answer == "I said so."
        with pytest.raises(RecallRefusedError, match="messenger"):
            give_side(member=above.member(1, "Ann"), **given)


class TestWhatWasSaid:
    def test_members_of_two_groups_undo_it(self, above):
        said = above.said()
        ended(above)
        act = Undoing.objects.get()
        given = {"act": act, "is_undone": True, "now": END}
        for name in ("Bo", "Di"):
            row = settle_act(member=above.member(0, name), **given)
            assert row.state == "open"  # one group alone undoes nothing of all
        assert settle_act(member=above.member(2, "Di"), **given).state == "undone"
        said.refresh_from_db()
        assert said.state == "void"

    def test_the_messenger_does_not_say_so(self, above):
        above.said()
        ended(above)
        with pytest.raises(ActRefusedError):
            settle_act(
                member=above.member(0, "Ann"),
                act=Undoing.objects.get(),
                is_undone=False,
                now=END,
            )


class TestAPauseBelow:
    def test_holds_in_every_council_above(self, above):
        """Who is paused at home speaks for no council that home is part of."""
        seat = Delegate.objects.get(
            council=above.home, member=above.speaker.member, part="speaker"
        )
        for name in ("Bo", "Di"):
            ask_recall(
                member=above.member(0, name), delegate=seat, reason="No", now=NOW
            )
        assert paused_ids([above.speaker], NOW) == {above.speaker.id}
        with pytest.raises(SpeakError, match="paused"):
            say_in_council(
                member=above.speaker.member,
                delegate=above.speaker,
                words=Words(text="We say so."),
                asks_home=True,
                now=NOW,
            )
        said = say_in_council(
            member=above.listener.member,
            delegate=above.listener,
            words=Words(text="We say so."),
            asks_home=True,
            now=NOW,
        )
        assert said.delegate == above.listener


class TestPages:
    def address(self, above: Above, name: str = "recall", **more: object) -> str:
        parts = {"slug": above.home.slug, "delegate_id": above.speaker.id, **more}
        return reverse(f"federating:{name}", kwargs=parts)

    def test_a_member_of_a_group_below_takes_it_back(self, above):
        bo = cast.signed_in(above.member(2, "Bo"))
        pair = reverse(
            "federating:pair",
            kwargs={"slug": above.council.slug, "home": above.home.slug},
        )
        assert self.address(above) in bo.get(pair).content.decode()
        shown = bo.get(self.address(above)).content.decode()
        assert "not its messengers alone" in shown
        assert bo.post(self.address(above), {"reason": "No"}).status_code == 302
        di = cast.signed_in(above.member(0, "Di"))
        assert di.post(self.address(above, "sign_recall")).status_code == 302
        answer = {"value": "take_back"}
        assert di.post(self.address(above, "answer_recall"), answer).status_code == 302
        assert RecallAnswer.objects.get().member == above.member(0, "Di")

    def test_it_waits_on_the_front_page_of_everybody_below(self, above, clock):
        clock.set(NOW)
        paused(above)
        shown = (
            cast.signed_in(above.member(2, "Bo")).get("/", follow=True).content.decode()
        )
        assert self.address(above) in shown

    def test_people_of_other_federations_find_nothing(self, above):
        other = cast.signed_in(cast.person("Cy"))
        assert other.get(self.address(above)).status_code == 404
