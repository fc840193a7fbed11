"""Several at once: one person per place, one publishing, one asking, one swap."""

from functools import partial

import pytest
from tests.cast import DAY, NOW
from tests.racing import refusals
from tests.shifts.kitchen import MONDAY, Kitchen

from folkmoot.people.operations import leave
from folkmoot.record.models import Entry
from folkmoot.shifts.models import Asking, Rota, Shift, Turn
from folkmoot.shifts.operations import (
    ShiftError,
    agree_swap,
    ask_due,
    confirm_rota,
    draft_rota,
    make_shifts,
    offer_swap,
    release_turn,
    sign_up,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
Taken = Turn.State.TAKEN


@pytest.fixture
def at_once(start_together):
    return partial(start_together, ShiftError)


def test_one_of_many_takes_a_place(at_once):
    kitchen = Kitchen()
    kitchen.job()
    make_shifts(collective=kitchen.elm, now=NOW)
    people = (kitchen.ann, kitchen.bo, kitchen.di, kitchen.flo)
    for shift in list(Shift.objects.order_by("day")[:8]):
        acts = [partial(sign_up, member=who, shift=shift, now=NOW) for who in people]
        results = at_once(*acts)
        assert (len(results), refusals(results)) == (4, 3)
        assert shift.turns.filter(state=Taken).count() == 1


def test_shifts_are_made_once(at_once):
    kitchen = Kitchen()
    kitchen.job()
    made = at_once(*[partial(make_shifts, collective=kitchen.elm, now=NOW)] * 4)
    assert sorted(map(int, made))[:3] == [0, 0, 0]
    assert Entry.objects.filter(kind="shifts.made").count() == 1


def test_two_who_say_yes_at_once_publish_once(at_once):
    kitchen = Kitchen()
    kitchen.job()
    for times in range(1, 5):
        rota = kitchen.draft()
        yes = [
            partial(confirm_rota, member=who, rota=rota, version=rota.version, now=NOW)
            for who in (kitchen.ann, kitchen.bo)
        ]
        assert refusals(at_once(*yes)) == 0
        rota.refresh_from_db()
        assert rota.state == Rota.State.PUBLISHED
        assert Entry.objects.filter(kind="rota.published").count() == times
        for shift in Shift.objects.filter(day=MONDAY):
            assert shift.turns.filter(state=Taken).count() == 1


def test_two_drafts_at_once_are_one_after_the_other(at_once):
    kitchen = Kitchen()
    kitchen.job()
    draft = [
        partial(
            draft_rota,
            member=who,
            collective_id=kitchen.elm.id,
            first_day=MONDAY,
            last_day=MONDAY + 6 * DAY,
            now=NOW,
        )
        for who in (kitchen.ann, kitchen.bo, kitchen.di)
    ]
    assert refusals(at_once(*draft)) == 0
    assert Rota.objects.get().version == 3


def test_two_workers_ask_one_person(at_once):
    kitchen = Kitchen()
    kitchen.published()
    cook = kitchen.who_cooks()
    release_turn(member=cook, turn=kitchen.turn_of(cook, MONDAY), now=NOW)
    late = at_once(*[partial(ask_due, now=NOW + DAY)] * 3)
    assert sorted(map(int, late)) == [0, 0, 1]
    assert Asking.objects.filter(state="open").count() == 1


def test_a_swap_while_one_leaves_gives_nobody_s_place_away(at_once):
    kitchen = Kitchen()
    kitchen.published()
    mine, theirs = kitchen.turn_of(kitchen.ann), kitchen.turn_of(kitchen.bo)
    swap = offer_swap(member=kitchen.ann, turn=mine, for_turn=theirs, now=NOW)
    at_once(
        partial(agree_swap, member=kitchen.bo, swap=swap, now=NOW),
        partial(leave, membership=kitchen.ann, now=NOW),
        partial(release_turn, member=kitchen.bo, turn=theirs, now=NOW),
    )
    swap.refresh_from_db()
    taken = [
        [one.member for one in turn.shift.turns.filter(state=Taken)]
        for turn in (mine, theirs)
    ]
    if swap.state == "agreed":
        assert taken == [[kitchen.bo], [kitchen.ann]]
    else:
        assert kitchen.bo not in taken[0]
        assert kitchen.ann not in taken[1]
