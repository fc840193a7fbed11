"""Who is sent to a council: by lot, by decision, until a second; two in a row at most."""

from datetime import timedelta

import pytest
from tests.cast import DAY, NOW
from tests.federating.councils import mandate, pair_in, say, send_pair
from tests.federating.world import World

from folkmoot.federating.models import Delegate, Entry, PairSearch
from folkmoot.federating.operations import (
    DelegateError,
    PairSearchError,
    SpeakError,
    accept_sending,
    answer_search,
    ask_for_pair,
    draw_pairs_due,
    name_for_pair,
    stop_carrying,
    swap_parts,
    unlink,
)
from folkmoot.federating.queries.pairs import (
    TERM,
    list_rested,
    pair_of,
    people_of,
    who_speaks,
)
from folkmoot.people.operations import NotAMemberError, choose_lots
from folkmoot.record.models import Disclosure
from folkmoot.web.chance import draw

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
MS = timedelta(milliseconds=1)


def recorded(name: str) -> object:
    return Disclosure.objects.filter(name=name).latest("id").value


class TestAskForPair:
    def test_draws_speaker_and_listener_once_all_have_answered(self):
        world = World()
        speaker, listener = send_pair(world, world.leaves[0])
        assert (speaker.part, listener.part) == ("speaker", "listener")
        assert speaker.member_id != listener.member_id
        assert speaker.ends_at == NOW + TERM

    def test_anyone_can_draw_again_from_seed_and_candidates(self):
        world = World()
        speaker, listener = send_pair(world, world.leaves[0])
        (first,) = draw(speaker.seed, speaker.candidates, 1)
        assert first == str(speaker.member_id)
        others = [one for one in speaker.candidates if one != first]
        assert draw(speaker.seed, others, 1) == [str(listener.member_id)]

    def test_draws_by_itself_after_seven_days_among_the_willing(self):
        world = World()
        leaf = world.leaves[0]
        ann, bo, di = world.members_of(leaf)
        search = ask_for_pair(member=ann, home=leaf, council=world.federation, now=NOW)
        answer_search(member=bo, search=search, is_willing=True, now=NOW)
        answer_search(member=ann, search=search, is_willing=False, now=NOW)
        assert draw_pairs_due(NOW + 7 * DAY - SECOND) == 0
        assert draw_pairs_due(NOW + 7 * DAY) == 1
        pair = pair_of(leaf.id, world.federation.id, NOW + 7 * DAY)
        # One was willing; the second is drawn from those who did not say no.
        assert [one.member_id for one in pair] == [bo.id, di.id]
        assert pair[0].accepted_at is not None
        assert pair[1].accepted_at is None

    def test_who_is_out_of_lots_is_not_drawn_without_having_said_yes(self):
        world = World()
        leaf = world.leaves[0]
        ann, bo, di = world.members_of(leaf)
        for one in (ann, bo):
            choose_lots(member=one, is_in=False, now=NOW)
        search = ask_for_pair(member=di, home=leaf, council=world.federation, now=NOW)
        answer_search(member=ann, search=search, is_willing=True, now=NOW)
        draw_pairs_due(NOW + 7 * DAY)
        pair = pair_of(leaf.id, world.federation.id, NOW + 7 * DAY)
        assert [one.member_id for one in pair] == [ann.id, di.id]

    def test_a_second_search_is_refused(self):
        world = World()
        leaf = world.leaves[0]
        ann = world.members_of(leaf)[0]
        words = {"member": ann, "home": leaf, "council": world.federation}
        ask_for_pair(**words, now=NOW)
        with pytest.raises(PairSearchError):
            ask_for_pair(**words, now=NOW)

    def test_members_of_other_groups_do_not_ask(self):
        world = World()
        other = world.members_of(world.leaves[1])[0]
        with pytest.raises(PairSearchError):
            ask_for_pair(
                member=other, home=world.leaves[0], council=world.federation, now=NOW
            )

    def test_a_named_member_is_asked_and_oneself_is_not_named(self):
        world = World()
        leaf = world.leaves[0]
        ann, bo, _di = world.members_of(leaf)
        search = ask_for_pair(member=ann, home=leaf, council=world.federation, now=NOW)
        named = name_for_pair(member=ann, search=search, fellow=bo, now=NOW)
        assert (named.is_willing, named.named_by_id) == (None, ann.id)
        with pytest.raises(PairSearchError):
            name_for_pair(member=ann, search=search, fellow=ann, now=NOW)

    def test_after_the_lot_nobody_answers(self):
        world = World()
        send_pair(world, world.leaves[0])
        search = PairSearch.objects.get()
        with pytest.raises(PairSearchError):
            answer_search(
                member=world.members_of(world.leaves[0])[0],
                search=search,
                is_willing=False,
                now=NOW,
            )


class TestTerms:
    def test_two_terms_in_a_row_then_a_rest_as_long(self):
        world = World()
        leaf = world.leaves[0]
        people = world.members_of(leaf)
        ann = people[0]
        for start in (NOW - 2 * TERM, NOW - TERM):
            Delegate.objects.create(
                collective=leaf,
                council=world.federation,
                member=ann,
                part="speaker",
                starts_at=start,
                ends_at=start + TERM,
            )
        council = world.federation.id
        assert ann not in list_rested(leaf, council, people, NOW)
        assert ann not in list_rested(leaf, council, people, NOW + TERM - SECOND)
        assert ann in list_rested(leaf, council, people, NOW + TERM)

    @pytest.mark.sweep
    def test_powers_end_at_the_second_also_if_nobody_follows(self):
        """200 casts in steps of 1 ms around the end: none at or after it is kept."""
        world = World()
        leaf = world.leaves[0]
        speaker, _listener = send_pair(world, leaf)
        mandate(world, leaf)
        kept = 0
        for step in range(-100, 100):
            at = speaker.ends_at + step * MS
            if at < speaker.ends_at:
                say(speaker, at, basis=Entry.Basis.OWN_VIEW)
                kept += 1
            else:
                with pytest.raises(DelegateError):
                    say(speaker, at, basis=Entry.Basis.OWN_VIEW)
        assert Entry.objects.count() == kept == 100
        assert not Entry.objects.filter(at__gte=speaker.ends_at).exists()

    def test_laying_it_down_ends_it_at_once_and_the_listener_speaks(self):
        world = World()
        leaf = world.leaves[0]
        speaker, listener = send_pair(world, leaf)
        later = NOW + SECOND
        stop_carrying(member=speaker.member, delegate=speaker, now=later)
        with pytest.raises(DelegateError):
            say(speaker, later)
        pair = pair_of(leaf.id, world.federation.id, later)
        assert who_speaks(pair, later) == listener
        say(listener, later, basis=Entry.Basis.OWN_VIEW)

    def test_who_left_the_group_carries_nothing(self):
        world = World()
        leaf = world.leaves[0]
        speaker, _listener = send_pair(world, leaf)
        member = speaker.member
        member.ended_at = NOW
        member.save()
        with pytest.raises(NotAMemberError):
            say(speaker, NOW + SECOND, basis=Entry.Basis.OWN_VIEW)

    def test_a_group_that_left_the_federation_sends_nobody(self):
        world = World()
        leaf = world.leaves[0]
        speaker, _listener = send_pair(world, leaf)
        unlink(link=leaf.links_up.get(), now=NOW + SECOND)
        with pytest.raises(DelegateError):
            say(speaker, NOW + SECOND, basis=Entry.Basis.OWN_VIEW)


class TestPairs:
    def test_they_swap(self):
        world = World()
        leaf = world.leaves[0]
        speaker, listener = send_pair(world, leaf)
        with pytest.raises(SpeakError):
            say(listener, NOW, basis=Entry.Basis.OWN_VIEW)
        swap_parts(member=listener.member, delegate=listener, now=NOW)
        speaker_now, listener_now = pair_in(world, leaf)
        assert (speaker_now, listener_now) == (listener, speaker)
        say(listener, NOW, basis=Entry.Basis.OWN_VIEW)

    def test_nobody_speaks_before_accepting(self):
        world = World()
        leaf = world.leaves[0]
        ann = world.members_of(leaf)[0]
        ask_for_pair(member=ann, home=leaf, council=world.federation, now=NOW)
        draw_pairs_due(NOW + 7 * DAY)
        at = NOW + 7 * DAY
        first = pair_of(leaf.id, world.federation.id, at)[0]
        with pytest.raises(SpeakError):
            say(first, at, basis=Entry.Basis.OWN_VIEW)
        accept_sending(member=first.member, delegate=first, now=at)
        say(first, at, basis=Entry.Basis.OWN_VIEW)

    def test_delegates_of_a_lower_council_stand_for_it_in_the_higher(self):
        from folkmoot.federating.operations import make_federation

        world = World()
        for leaf in world.leaves:
            send_pair(world, leaf)
        whole = make_federation(name="All towns", children=[world.federation], now=NOW)
        people = people_of(world.federation, NOW)
        assert len(people) == 6
        search = ask_for_pair(
            member=people[0], home=world.federation, council=whole, now=NOW
        )
        for one in people:
            answer_search(member=one, search=search, is_willing=True, now=NOW)
        pair = pair_of(world.federation.id, whole.id, NOW)
        assert {one.member_id for one in pair} < {one.id for one in people}
        # Who is no longer sent to the lower council stands for it nowhere.
        below = Delegate.objects.get(council=world.federation, member=pair[0].member)
        stop_carrying(member=below.member, delegate=below, now=NOW)
        assert pair[0] not in pair_of(world.federation.id, whole.id, NOW)
