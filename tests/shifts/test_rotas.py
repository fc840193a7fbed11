"""A rota is drafted from the jobs, changed by hand, and published by two members."""

from collections import Counter
from datetime import time, timedelta

import pytest
from django.urls import reverse
from tests.cast import DAY, NOW, signed_in
from tests.shifts.kitchen import MONDAY, SUNDAY, TWELVE, Kitchen

from folkmoot.engines.sharing import improve, is_quick
from folkmoot.messaging.models import Message
from folkmoot.people.models import Membership, Term
from folkmoot.people.operations import appoint
from folkmoot.shifts.models import Cell, Rota, Turn
from folkmoot.shifts.operations import (
    NotTheirsError,
    ShiftError,
    ShiftIncompleteError,
    add_away,
    confirm_rota,
    draft_rota,
    drop_draft,
    release_turn,
    set_care_share,
    set_cell,
    set_times,
    sign_up,
)
from folkmoot.shifts.operations.rotas import list_open_shifts
from folkmoot.shifts.queries.period import get_period


def cooks(rota: Rota) -> list[str]:
    return list(rota.cells.values_list("member__name", flat=True))


class TestDraft:
    def test_everybody_has_about_as_much(self, kitchen: Kitchen):
        kitchen.job()
        counts = Counter(cooks(kitchen.draft()))
        assert sum(counts.values()) == 7
        assert max(counts.values()) - min(counts.values()) <= 1
        assert set(counts) == {"Ann", "Bo", "Di"}
        assert kitchen.kinds() == ["job.made", "shifts.made", "rota.drafted"]

    def test_is_as_even_as_exchanging_makes_it(self, kitchen: Kitchen):
        kitchen.job()
        kitchen.job(name="Clean", minutes=90, starts_at=time(9), weekdays=(2, 4, 6))
        rota = kitchen.draft()
        asked = get_period(kitchen.elm, list_open_shifts(kitchen.elm, MONDAY, SUNDAY))
        assert is_quick(asked)
        made = improve(asked, looks_further=False)
        cells = {(one.slot, one.person) for one in made.cells}
        told = {(str(one.shift_id), str(one.member_id)) for one in rota.cells.all()}
        assert told == cells

    def test_a_friend_is_not_drafted(self, kitchen: Kitchen):
        kitchen.job()
        assert "Flo" not in cooks(kitchen.draft())

    def test_who_is_away_or_cannot_is_left_out(self, kitchen: Kitchen):
        kitchen.job()
        add_away(member=kitchen.ann, first_day=MONDAY, last_day=SUNDAY)
        evenings = [f"{day}-evening" for day in range(1, 8)]
        set_times(member=kitchen.bo, not_free=evenings, now=NOW)
        assert set(cooks(kitchen.draft())) == {"Di"}

    def test_half_a_share_is_about_half_as_much(self, kitchen: Kitchen):
        kitchen.job()
        set_care_share(member=kitchen.ann, percent=50, now=NOW)
        counts = Counter(cooks(kitchen.draft(last=MONDAY + timedelta(days=19))))
        assert counts == {"Ann": 4, "Bo": 8, "Di": 8}

    def test_nobody_without_a_share_is_drafted_nor_shown(self, kitchen: Kitchen):
        kitchen.job()
        set_care_share(member=kitchen.ann, percent=0, now=NOW)
        rota = kitchen.draft()
        assert "Ann" not in cooks(rota)
        assert "share" not in str(kitchen.kinds())

    def test_what_is_missing_is_named(self, kitchen: Kitchen):
        job = kitchen.job(ability="the oven")
        rota = kitchen.draft()
        assert cooks(rota) == []
        assert {one["lack"] for one in rota.free_places} == {"nobody_knows"}
        assert rota.free_places[0]["ability"] == str(job.ability_id)

    def test_drafting_again_keeps_what_was_set(self, kitchen: Kitchen):
        kitchen.job()
        rota = kitchen.draft()
        shift = kitchen.shift()
        had = Cell.objects.get(rota=rota, shift=shift).member
        other = next(m for m in (kitchen.ann, kitchen.bo, kitchen.di) if m != had)
        set_cell(
            member=kitchen.di, rota=rota, shift=shift, leaves=had, comes=other, now=NOW
        )
        again = kitchen.draft(now=NOW + DAY / 24)
        cell = Cell.objects.get(rota=again, shift=shift)
        assert (cell.member, cell.is_set, again.id) == (other, True, rota.id)
        assert again.version == 3

    def test_refuses_days_that_are_over_or_too_many(self, kitchen: Kitchen):
        kitchen.job()
        for first, last in (
            (NOW.date(), SUNDAY),
            (SUNDAY, MONDAY),
            (MONDAY, MONDAY + timedelta(days=84)),
            (MONDAY + timedelta(days=400), MONDAY + timedelta(days=406)),
        ):
            with pytest.raises(ShiftIncompleteError):
                kitchen.draft(first=first, last=last)

    def test_says_when_there_is_nothing_to_do(self, kitchen: Kitchen):
        with pytest.raises(ShiftError, match="Add a job first"):
            kitchen.draft()

    def test_is_not_for_friends_or_strangers(self, kitchen: Kitchen):
        kitchen.job()
        for who in (kitchen.flo, kitchen.cy):
            with pytest.raises(NotTheirsError):
                draft_rota(
                    member=who,
                    collective_id=kitchen.elm.id,
                    first_day=MONDAY,
                    last_day=SUNDAY,
                    now=NOW,
                )


class TestPublishing:
    def test_one_who_holds_the_role_publishes(self, kitchen: Kitchen):
        kitchen.job()
        rota = kitchen.draft()
        appoint(
            member=kitchen.ann, role=Term.Role.ROTA, ends_at=NOW + 30 * DAY, now=NOW
        )
        page = signed_in(kitchen.ann).get(
            reverse("shifts:rota", args=(kitchen.elm.slug,))
        )
        assert "The rota is your role" in page.content.decode()
        rota = confirm_rota(
            member=kitchen.ann, rota=rota, version=rota.version, now=NOW
        )
        assert rota.state == Rota.State.PUBLISHED

    def test_powers_of_the_role_end_with_it(self, kitchen: Kitchen):
        kitchen.job()
        rota = kitchen.draft()
        appoint(member=kitchen.ann, role=Term.Role.ROTA, ends_at=NOW + DAY, now=NOW)
        rota = confirm_rota(
            member=kitchen.ann, rota=rota, version=rota.version, now=NOW + DAY
        )
        assert rota.state == Rota.State.DRAFT

    def test_others_may_publish_while_somebody_holds_it(self, kitchen: Kitchen):
        kitchen.job()
        rota = kitchen.draft()
        appoint(member=kitchen.di, role=Term.Role.ROTA, ends_at=NOW + DAY, now=NOW)
        assert kitchen.publish(rota).state == Rota.State.PUBLISHED

    def test_needs_two_different_members(self, kitchen: Kitchen):
        kitchen.job()
        rota = kitchen.draft()
        for _time in range(2):
            rota = confirm_rota(
                member=kitchen.ann, rota=rota, version=rota.version, now=NOW
            )
        assert rota.state == Rota.State.DRAFT
        assert Turn.objects.count() == 0
        kitchen.publish(rota)
        assert Turn.objects.filter(state=Turn.State.TAKEN).count() == 7
        assert kitchen.kinds()[-3:] == [
            "rota.confirmed",
            "rota.confirmed",
            "rota.published",
        ]

    def test_each_is_told_once_what_is_theirs(self, kitchen: Kitchen):
        kitchen.published()
        mail = Message.objects.filter(kind="rota.published")
        assert mail.count() == 3
        assert "Cook dinner" in mail[0].body

    def test_a_yes_to_what_changed_meanwhile_does_not_count(self, kitchen: Kitchen):
        kitchen.job()
        rota = kitchen.draft()
        confirm_rota(member=kitchen.ann, rota=rota, version=1, now=NOW)
        kitchen.draft()
        with pytest.raises(ShiftError, match="changed a moment ago"):
            confirm_rota(member=kitchen.bo, rota=rota, version=1, now=NOW)
        confirm_rota(member=kitchen.bo, rota=rota, version=2, now=NOW)
        rota.refresh_from_db()
        assert rota.state == Rota.State.DRAFT

    def test_what_is_published_changes_little(self, kitchen: Kitchen):
        kitchen.published()
        before = {t.shift_id: t.member_id for t in Turn.objects.all()}
        kitchen.job(name="Wash up", starts_at=None, timing="day", minutes=30)
        rota = kitchen.draft(now=NOW + DAY)
        after = dict(
            rota.cells.filter(shift_id__in=before).values_list("shift_id", "member_id")
        )
        assert after == before

    def test_who_signed_up_meanwhile_keeps_the_place(self, kitchen: Kitchen):
        kitchen.published()
        shift = kitchen.shift()
        rota = kitchen.draft(now=NOW + DAY)
        cook = kitchen.who_cooks()
        assert cook is not None
        later = NOW + DAY + DAY / 24
        release_turn(member=cook, turn=kitchen.turn_of(cook, MONDAY), now=later)
        sign_up(member=kitchen.flo, shift=shift, now=later)
        kitchen.publish(rota, now=NOW + 2 * DAY)
        assert kitchen.who_cooks() == kitchen.flo

    def test_who_cannot_come_is_not_put_back(self, kitchen: Kitchen):
        kitchen.published()
        rota = kitchen.draft(now=NOW + DAY)
        cook = kitchen.who_cooks()
        assert cook is not None
        turn = kitchen.turn_of(cook, MONDAY)
        release_turn(member=cook, turn=turn, now=NOW + DAY + DAY / 24)
        kitchen.publish(rota, now=NOW + 2 * DAY)
        assert kitchen.who_cooks() is None

    def test_the_place_of_who_left_goes_to_somebody_else(self, kitchen: Kitchen):
        kitchen.published()
        cook = kitchen.who_cooks()
        assert cook is not None
        Membership.objects.filter(id=cook.id).update(ended_at=NOW)
        others = [m for m in (kitchen.ann, kitchen.bo, kitchen.di) if m != cook]
        rota = draft_rota(
            member=others[0],
            collective_id=kitchen.elm.id,
            first_day=MONDAY,
            last_day=SUNDAY,
            now=NOW + DAY,
        )
        for who in others:
            confirm_rota(member=who, rota=rota, version=rota.version, now=NOW + DAY)
        assert kitchen.who_cooks() in others

    def test_a_draft_that_is_put_away_changes_nothing(self, kitchen: Kitchen):
        kitchen.published()
        rota = kitchen.draft(now=NOW + DAY)
        drop_draft(member=kitchen.bo, rota=rota, now=NOW + DAY)
        assert Turn.objects.filter(state=Turn.State.TAKEN).count() == 7
        with pytest.raises(ShiftError, match="put away"):
            confirm_rota(member=kitchen.bo, rota=rota, version=rota.version, now=NOW)


class TestSetting:
    def test_a_place_can_be_emptied_and_filled(self, kitchen: Kitchen):
        kitchen.job()
        rota = kitchen.draft()
        shift = kitchen.shift()
        had = Cell.objects.get(rota=rota, shift=shift).member
        rota = set_cell(
            member=kitchen.bo, rota=rota, shift=shift, leaves=had, comes=None, now=NOW
        )
        assert [one["shift"] for one in rota.free_places] == [str(shift.id)]
        rota = set_cell(
            member=kitchen.bo,
            rota=rota,
            shift=shift,
            leaves=None,
            comes=kitchen.flo,
            now=NOW,
        )
        assert rota.free_places == []
        with pytest.raises(ShiftError, match="taken"):
            set_cell(
                member=kitchen.bo,
                rota=rota,
                shift=shift,
                leaves=None,
                comes=kitchen.bo,
                now=NOW,
            )
        with pytest.raises(ShiftError, match="look again"):
            set_cell(
                member=kitchen.bo,
                rota=rota,
                shift=shift,
                leaves=had,
                comes=None,
                now=NOW,
            )
        with pytest.raises(ShiftError, match="not part"):
            set_cell(
                member=kitchen.bo,
                rota=rota,
                shift=shift,
                leaves=kitchen.flo,
                comes=kitchen.cy,
                now=NOW,
            )


def test_twelve_people_have_their_rota_at_once(db):
    kitchen = Kitchen(TWELVE)
    kitchen.job()
    kitchen.job(name="Wash up", starts_at=None, timing="day", minutes=45, people=2)
    kitchen.job(name="Shop", starts_at=None, timing="week", weekdays=(), people=2)
    rota = kitchen.draft(last=MONDAY + timedelta(days=27))
    assert rota.cells.count() == 4 * (7 + 14 + 2)
    assert set(cooks(rota)) == set(TWELVE)
