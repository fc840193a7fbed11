"""Who cannot come says so once; the fair next is asked; anybody may take the place."""

from datetime import timedelta

import pytest
from tests.cast import DAY, NOW
from tests.shifts.kitchen import MONDAY, TWELVE, Kitchen

from folkmoot.messaging.models import Message
from folkmoot.needs.operations import end_feed, make_feed
from folkmoot.shifts.models import Asking, Swap, Turn, Work
from folkmoot.shifts.operations import (
    NotTheirsError,
    ShiftError,
    ShiftIncompleteError,
    add_work,
    agree_swap,
    ask_due,
    confirm_skill,
    decline_asking,
    draw_time,
    end_swap,
    erase_shift_words,
    fix_place,
    give_time,
    offer_swap,
    rate_job,
    record_turn,
    release_turn,
    remove_work,
    say_skill,
    set_care_share,
    sign_up,
    tend_shifts,
)
from folkmoot.shifts.queries.accounts import get_accounts
from folkmoot.shifts.queries.sums import list_months, pool_minutes

HOUR = timedelta(hours=1)
AFTER = NOW + 20 * DAY


def released(kitchen: Kitchen, now=NOW) -> Turn:
    cook = kitchen.who_cooks()
    assert cook is not None
    return release_turn(member=cook, turn=kitchen.turn_of(cook, MONDAY), now=now)


class TestRelease:
    def test_the_next_is_asked_and_has_a_day(self, kitchen: Kitchen):
        kitchen.published()
        turn = released(kitchen)
        asking = Asking.objects.get()
        assert asking.member_id != turn.member_id
        assert asking.until == NOW + DAY
        assert Message.objects.filter(kind="shift.asked").count() == 1
        assert kitchen.kinds()[-1] == "turn.released"

    def test_near_the_shift_there_is_less_time(self, kitchen: Kitchen):
        kitchen.published()
        shift = kitchen.shift()
        assert shift.starts_at is not None
        released(kitchen, now=shift.starts_at - 4 * HOUR)
        assert Asking.objects.get().until == shift.starts_at - 3 * HOUR

    def test_one_after_the_other_until_nobody_is_left(self, kitchen: Kitchen):
        kitchen.published()
        released(kitchen)
        first = Asking.objects.get()
        decline_asking(member=first.member, asking=first, now=NOW)
        second = Asking.objects.get(state="open")
        assert second.member_id != first.member_id
        assert ask_due(now=NOW + DAY) == 1
        assert not Asking.objects.filter(state="open").exists()
        assert kitchen.who_cooks() is None

    def test_a_yes_takes_the_place_and_ends_the_search(self, kitchen: Kitchen):
        kitchen.published()
        released(kitchen)
        asking = Asking.objects.get()
        turn = sign_up(member=asking.member, shift=kitchen.shift(), now=NOW)
        asking.refresh_from_db()
        assert (turn.came_by, asking.state) == ("asked", "yes")

    def test_anybody_may_take_it_meanwhile(self, kitchen: Kitchen):
        kitchen.published()
        released(kitchen)
        sign_up(member=kitchen.flo, shift=kitchen.shift(), now=NOW, comment="Half")
        asking = Asking.objects.get()
        assert asking.state == "over"
        with pytest.raises(ShiftError, match="settled"):
            decline_asking(member=asking.member, asking=asking, now=NOW)
        with pytest.raises(ShiftError, match="a moment ago"):
            sign_up(member=asking.member, shift=kitchen.shift(), now=NOW)

    def test_nobody_gives_up_somebody_else_s_place(self, kitchen: Kitchen):
        kitchen.published()
        cook = kitchen.who_cooks()
        turn = kitchen.turn_of(cook, MONDAY)
        other = kitchen.bo if cook == kitchen.ann else kitchen.ann
        with pytest.raises(NotTheirsError):
            release_turn(member=other, turn=turn, now=NOW)

    def test_what_is_over_stays(self, kitchen: Kitchen):
        kitchen.published()
        with pytest.raises(ShiftError, match="begun or is over"):
            released(kitchen, now=AFTER)

    def test_who_is_told_and_who_not(self, kitchen: Kitchen):
        kitchen.published()
        set_care_share(member=kitchen.ann, percent=0, now=NOW)
        set_care_share(member=kitchen.bo, percent=0, now=NOW)
        set_care_share(member=kitchen.di, percent=0, now=NOW)
        released(kitchen)
        assert not Asking.objects.exists(), "nobody without a share is asked"

    def test_free_places_are_told_three_days_before(self, kitchen: Kitchen):
        kitchen.published()
        released(kitchen)
        for asking in Asking.objects.all():
            decline_asking(member=asking.member, asking=asking, now=NOW)
        for asking in Asking.objects.filter(state="open"):
            decline_asking(member=asking.member, asking=asking, now=NOW)
        for days, count in ((2, 0), (5, 4), (5, 4), (6, 4)):
            tend_shifts(now=NOW + days * DAY)
            assert Message.objects.filter(kind="shifts.free").count() == count, days


class TestSwap:
    def pair(self, kitchen: Kitchen) -> tuple[Turn, Turn]:
        kitchen.published()
        return kitchen.turn_of(kitchen.ann), kitchen.turn_of(kitchen.bo)

    def test_both_agree_and_change_places(self, kitchen: Kitchen):
        mine, theirs = self.pair(kitchen)
        swap = offer_swap(member=kitchen.ann, turn=mine, for_turn=theirs, now=NOW)
        agree_swap(member=kitchen.bo, swap=swap, now=NOW)
        assert kitchen.who_cooks(mine.shift.day) == kitchen.bo
        assert kitchen.who_cooks(theirs.shift.day) == kitchen.ann
        assert kitchen.kinds()[-2:] == ["swap.offered", "swap.agreed"]

    def test_only_who_was_asked_agrees(self, kitchen: Kitchen):
        mine, theirs = self.pair(kitchen)
        swap = offer_swap(member=kitchen.ann, turn=mine, for_turn=theirs, now=NOW)
        for who in (kitchen.ann, kitchen.di):
            with pytest.raises(NotTheirsError):
                agree_swap(member=who, swap=swap, now=NOW)

    def test_a_no_changes_nothing(self, kitchen: Kitchen):
        mine, theirs = self.pair(kitchen)
        swap = offer_swap(member=kitchen.ann, turn=mine, for_turn=theirs, now=NOW)
        assert end_swap(member=kitchen.bo, swap=swap, now=NOW).state == "declined"
        with pytest.raises(ShiftError, match="settled"):
            agree_swap(member=kitchen.bo, swap=swap, now=NOW)
        assert kitchen.who_cooks(mine.shift.day) == kitchen.ann

    def test_ends_when_one_cannot_come(self, kitchen: Kitchen):
        mine, theirs = self.pair(kitchen)
        swap = offer_swap(member=kitchen.ann, turn=mine, for_turn=theirs, now=NOW)
        release_turn(member=kitchen.ann, turn=mine, now=NOW)
        assert Swap.objects.get().state == "withdrawn"
        with pytest.raises(ShiftError):
            agree_swap(member=kitchen.bo, swap=swap, now=NOW)


class TestAbilities:
    def test_one_knows_or_learns_beside_somebody(self, kitchen: Kitchen):
        job = kitchen.job(ability="the oven", people=2)
        kitchen.draft()
        shift = kitchen.shift()
        with pytest.raises(ShiftError, match="the oven"):
            sign_up(member=kitchen.ann, shift=shift, now=NOW)
        learning = {"ability": job.ability, "is_learning": True, "now": NOW}
        say_skill(member=kitchen.ann, **learning)
        with pytest.raises(ShiftError, match="learn it"):
            sign_up(member=kitchen.ann, shift=shift, now=NOW)
        skill = say_skill(member=kitchen.bo, **{**learning, "is_learning": False})
        sign_up(member=kitchen.bo, shift=shift, now=NOW)
        assert sign_up(member=kitchen.ann, shift=shift, now=NOW).is_learner
        with pytest.raises(NotTheirsError):
            confirm_skill(member=kitchen.bo, skill=skill, now=NOW)
        assert confirm_skill(member=kitchen.di, skill=skill, now=NOW).confirmed_at

    def test_part_of_a_job_stays_open_for_newcomers(self, kitchen: Kitchen):
        job = kitchen.job(people=2, weekdays=(1,))
        place = fix_place(member=kitchen.ann, job=job, weekday=1, now=NOW)
        with pytest.raises(ShiftError, match="newcomers"):
            fix_place(member=kitchen.bo, job=job, weekday=1, now=NOW)
        rota = kitchen.draft()
        assert place.member in [cell.member for cell in rota.cells.all()]

    def test_three_ratings_say_what_an_hour_counts(self, kitchen: Kitchen):
        job = kitchen.job()
        for who, weight in (("ann", 150), ("bo", 125), ("di", 75)):
            row = rate_job(
                member=getattr(kitchen, who),
                job=job,
                weight=weight,
                rather_not=False,
                now=NOW,
            )
            assert row.weight == (125 if who == "di" else 100)


class TestAccount:
    def test_what_is_past_counts_and_is_corrected(self, kitchen: Kitchen):
        kitchen.published()
        day = AFTER.date()
        before = get_accounts(kitchen.elm, day)
        turn = kitchen.turn_of(kitchen.ann)
        record_turn(member=kitchen.ann, turn=turn, minutes=60, now=AFTER)
        after = get_accounts(kitchen.elm, day)
        lost = before[kitchen.ann.id].worked - after[kitchen.ann.id].worked
        assert lost == 60
        assert sum(one.beyond for one in after.values()) == pytest.approx(0)
        with pytest.raises(NotTheirsError):
            record_turn(member=kitchen.bo, turn=turn, minutes=60, now=AFTER)
        with pytest.raises(ShiftError, match="to come"):
            record_turn(member=kitchen.ann, turn=turn, minutes=60, now=NOW)

    def test_work_without_a_place_counts(self, kitchen: Kitchen):
        later = NOW + 2 * DAY
        words = {"job": None, "day": later.date(), "now": later}
        work = add_work(member=kitchen.ann, what="Fixed it", minutes=90, **words)
        accounts = get_accounts(kitchen.elm, later.date())
        assert accounts[kitchen.ann.id].beyond == pytest.approx(60)
        assert accounts[kitchen.bo.id].beyond == pytest.approx(-30)
        assert [m.minutes for m in list_months(kitchen.elm, later.date())] == [90]
        remove_work(member=kitchen.ann, work=work, now=later)
        assert not Work.objects.exists()
        with pytest.raises(ShiftIncompleteError):
            add_work(member=kitchen.ann, what=" ", minutes=90, **words)

    def test_help_of_who_takes_nothing_is_nobody_s_debt(self, kitchen: Kitchen):
        later = NOW + 2 * DAY
        set_care_share(member=kitchen.ann, percent=0, now=NOW)
        words = {"job": None, "day": later.date(), "now": later}
        add_work(member=kitchen.ann, what="Soup", minutes=90, **words)
        add_work(member=kitchen.flo, what="Cake", minutes=90, **words)
        accounts = get_accounts(kitchen.elm, later.date())
        assert {one.beyond for one in accounts.values()} == {0}

    def test_time_goes_through_the_pool(self, kitchen: Kitchen):
        later = NOW + 2 * DAY
        with pytest.raises(ShiftError):
            give_time(member=kitchen.ann, minutes=30, now=later)
        words = {"job": None, "day": later.date(), "now": later}
        add_work(member=kitchen.ann, what="Soup", minutes=90, **words)
        give_time(member=kitchen.ann, minutes=60, now=later)
        with pytest.raises(ShiftError):
            draw_time(member=kitchen.bo, minutes=61, now=later)
        draw_time(member=kitchen.bo, minutes=30, now=later)
        accounts = get_accounts(kitchen.elm, later.date())
        assert accounts[kitchen.ann.id].beyond == pytest.approx(0)
        assert accounts[kitchen.bo.id].beyond == pytest.approx(0)
        assert pool_minutes(kitchen.elm) == 30

    def test_who_was_behind_gets_more(self, db):
        kitchen = Kitchen(TWELVE)
        kitchen.job()
        words = {"job": None, "day": (NOW + DAY).date(), "now": NOW + DAY}
        for name in TWELVE[1:]:
            add_work(member=kitchen.named(name), what="Moving", minutes=600, **words)
        rota = kitchen.draft(now=NOW + DAY)
        counts = [cell.member.name for cell in rota.cells.all()]
        # Nine hours behind: until the others are no further ahead.
        assert counts.count("Ann") == 5


def test_erasing_takes_what_was_said_and_leaves_that_they_came(kitchen: Kitchen):
    kitchen.published()
    shift = kitchen.shift()
    released(kitchen)
    sign_up(member=kitchen.flo, shift=shift, now=NOW, comment="Nothing heavy")
    set_care_share(member=kitchen.flo, percent=50, now=NOW)
    make_feed(member=kitchen.flo, now=NOW)
    end_feed(member=kitchen.flo, now=NOW)
    assert erase_shift_words(member=kitchen.flo, now=NOW) == 3
    turn = Turn.objects.get(member=kitchen.flo)
    assert (turn.state, turn.comment) == ("taken", "")
