"""The pages of shifts over HTTP: the first hour, one tap, and what only oneself sees."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import DAY, NOW, signed_in
from tests.shifts.kitchen import MONDAY, Kitchen

from folkmoot.shifts.models import Job, Rota, Shift, Turn
from folkmoot.shifts.operations import release_turn, set_care_share
from folkmoot.web.when import weekday_date

PAGES = ("shifts", "wall", "jobs", "rota", "work", "skills", "my_part")


def at(kitchen: Kitchen, name: str, *more: object) -> str:
    return reverse(f"shifts:{name}", args=(kitchen.elm.slug, *more))


def text_of(answer) -> str:
    found = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split())


def test_the_record_tells_days_as_people_say_them(kitchen: Kitchen):
    kitchen.published()
    cook = kitchen.who_cooks()
    assert cook is not None
    release_turn(member=cook, turn=kitchen.turn_of(cook, MONDAY), now=NOW)
    page = signed_in(kitchen.ann).get(reverse("home:record", args=(kitchen.elm.slug,)))
    said = text_of(page)
    assert f"cannot come to: {kitchen.shift().job.name}, {weekday_date(MONDAY)}" in said
    assert str(MONDAY) not in said


class TestPages:
    @pytest.mark.parametrize("name", PAGES)
    def test_are_there_before_anything_is(self, kitchen: Kitchen, name: str):
        for who in (kitchen.ann, kitchen.flo):
            assert signed_in(who).get(at(kitchen, name)).status_code == 200
        assert signed_in(kitchen.cy).get(at(kitchen, name)).status_code == 404

    @pytest.mark.parametrize("name", PAGES)
    def test_are_there_with_a_rota(self, kitchen: Kitchen, name: str):
        kitchen.published()
        kitchen.draft(now=NOW + DAY / 24)
        for who in (kitchen.ann, kitchen.flo):
            assert signed_in(who).get(at(kitchen, name)).status_code == 200

    def test_a_free_place_is_named_first(self, kitchen: Kitchen):
        kitchen.published()
        cook = kitchen.who_cooks()
        release_turn(member=cook, turn=kitchen.turn_of(cook, MONDAY), now=NOW)
        page = signed_in(kitchen.flo).get(at(kitchen, "shifts"))
        assert "1 place is free in these two weeks." in text_of(page)
        assert page.context["board"].next_free.row == kitchen.shift()

    def test_the_address_asks_for_a_day_and_survives_nonsense(self, kitchen: Kitchen):
        kitchen.published()
        client = signed_in(kitchen.ann)
        for day in ("2027-03-08", "2027-13-40", "x", "", "0001-01-01", "9999-12-31"):
            page = client.get(at(kitchen, "shifts"), {"from": day})
            assert page.status_code == 200, day


class TestFirstHour:
    def test_three_steps_and_two_people_make_a_rota(self, kitchen: Kitchen):
        ann, bo = signed_in(kitchen.ann), signed_in(kitchen.bo)
        start = ann.get(at(kitchen, "shifts"))
        assert at(kitchen, "first_jobs") in start.content.decode()
        page = ann.get(at(kitchen, "first_jobs")).content.decode()
        sent = dict(re.findall(r'name="(job-\d-name)" value="([^"]*)"', page))
        for number in range(6):
            sent.setdefault(f"job-{number}-name", "")
            sent[f"job-{number}-often"] = "daily"
            sent[f"job-{number}-minutes"] = "60"
            sent[f"job-{number}-people"] = "1"
        answer = ann.post(at(kitchen, "first_jobs"), sent)
        assert answer["Location"] == at(kitchen, "first_times")
        free = [f"{day}-evening" for day in range(1, 8)]
        answer = ann.post(answer["Location"], {"free": free})
        assert answer["Location"].startswith(at(kitchen, "rota"))
        assert "step 3 of 3" in text_of(ann.get(answer["Location"]))
        rota = Rota.objects.get()
        for client in (ann, bo):
            client.post(at(kitchen, "confirm_rota", rota.id), {"version": "1"})
        assert Turn.objects.count() == 4 * 28
        assert "I can't come" in text_of(ann.get(at(kitchen, "shifts")))

    def test_a_line_that_needs_mending_keeps_what_was_typed(self, kitchen: Kitchen):
        client = signed_in(kitchen.ann)
        sent = {f"job-{n}-{f}": "" for n in range(6) for f in ("name", "people")}
        sent |= {f"job-{n}-often": "daily" for n in range(6)}
        sent |= {f"job-{n}-minutes": "60" for n in range(6)}
        answer = client.post(at(kitchen, "first_jobs"), {**sent, "job-0-name": "Bake"})
        assert answer.status_code == 422
        assert 'value="Bake"' in answer.content.decode()
        assert Job.objects.count() == 0


class TestDraft:
    def test_every_place_has_its_sentence(self, kitchen: Kitchen):
        kitchen.job()
        rota = kitchen.draft()
        text = text_of(signed_in(kitchen.ann).get(at(kitchen, "rota")))
        sentences = re.findall(r"\b\w+, because (?:they|you) are free", text)
        assert len(sentences) == rota.cells.count() == 7

    def test_hours_are_told_to_oneself_alone(self, kitchen: Kitchen):
        kitchen.job()
        rota = kitchen.draft()
        cell = rota.cells.filter(member=kitchen.ann).earliest("shift__day")
        cell.why = {**cell.why, "behind": 17.0, "because": "behind"}
        cell.save()
        own = text_of(signed_in(kitchen.ann).get(at(kitchen, "rota")))
        others = text_of(signed_in(kitchen.bo).get(at(kitchen, "rota")))
        assert "are 17 hours behind your share" in own
        assert "17 hours" not in others
        assert "Ann, because they are free and are next in turn" in others

    def test_who_was_not_next_is_not_said_to_be(self, kitchen: Kitchen):
        kitchen.job()
        rota = kitchen.draft()
        cell = rota.cells.filter(member=kitchen.ann).earliest("shift__day")
        cell.why = {**cell.why, "behind": -2.0, "because": "best"}
        cell.save()
        fits = "are free and fit here when all shifts are looked at together"
        for reader, name in ((kitchen.ann, "You, because you"), (kitchen.bo, "they")):
            text = text_of(signed_in(reader).get(at(kitchen, "rota")))
            assert f"{name} {fits}" in text

    def test_what_is_missing_is_said(self, kitchen: Kitchen):
        kitchen.job(ability="the oven")
        kitchen.draft()
        text = text_of(signed_in(kitchen.ann).get(at(kitchen, "rota")))
        assert "Nobody knows: the oven. 3 people have time and could learn it." in text

    def test_somebody_is_moved_and_it_stays(self, kitchen: Kitchen):
        kitchen.job()
        rota = kitchen.draft()
        shift = kitchen.shift()
        had = rota.cells.get(shift=shift).member
        client = signed_in(kitchen.ann)
        answer = client.post(
            at(kitchen, "set_cell", rota.id, shift.id),
            {"leaves": str(had.id), "comes": str(kitchen.flo.id)},
        )
        assert answer.status_code == 302
        days = {"first_day": MONDAY.isoformat(), "weeks": "1"}
        client.post(at(kitchen, "draft_rota"), days)
        assert rota.cells.get(shift=shift).member == kitchen.flo
        assert "put here by hand" in text_of(client.get(at(kitchen, "rota")))

    def test_a_name_that_is_nobodys_is_mended_in_its_place(self, kitchen: Kitchen):
        kitchen.job()
        rota = kitchen.draft()
        had = rota.cells.get(shift=kitchen.shift()).member
        answer = signed_in(kitchen.ann).post(
            at(kitchen, "set_cell", rota.id, kitchen.shift().id),
            {"leaves": str(had.id), "comes": "Zoe"},
        )
        assert answer.status_code == 422
        assert "Nobody here has this name." in text_of(answer)
        assert '<details class="rota-move" open>' in answer.content.decode()
        assert rota.cells.get(shift=kitchen.shift()).member == had

    def test_a_day_in_the_past_is_mended_in_the_form(self, kitchen: Kitchen):
        kitchen.job()
        client = signed_in(kitchen.ann)
        answer = client.post(
            at(kitchen, "draft_rota"), {"first_day": "2020-01-01", "weeks": "4"}
        )
        assert answer.status_code == 422
        assert "2020-01-01" in answer.content.decode()

    def test_no_day_is_too_far_to_be_told_so(self, kitchen: Kitchen):
        kitchen.job()
        client = signed_in(kitchen.ann)
        days = {"first_day": "9999-12-31", "weeks": "4"}
        answer = client.post(at(kitchen, "draft_rota"), days)
        assert answer.status_code == 422
        assert "A draft begins within a year." in answer.content.decode()


SENT = {
    "name": "Bake bread",
    "minutes": "90",
    "people": "2",
    "rhythm": "weekly",
    "weekdays": ["1", "4"],
    "every_weeks": "1",
    "week_of_month": "1",
    "timing": "hour",
    "starts_at": "08:00",
    "first_day": "2027-03-08",
    "ability": "the oven",
    "is_required": "on",
    "fixed_percent": "50",
}


class TestJobs:
    def test_a_job_is_added_changed_and_ended(self, kitchen: Kitchen):
        client = signed_in(kitchen.ann)
        client.post(at(kitchen, "make_job"), SENT)
        job = Job.objects.get()
        assert "every week on Monday and Thursday, 08:00" in text_of(
            client.get(at(kitchen, "jobs"))
        )
        client.get(at(kitchen, "shifts"))
        assert Shift.objects.filter(job=job, cancelled_at=None).count() == 9
        changed = {**SENT, "weekdays": ["1"]}
        client.post(at(kitchen, "change_job", job.id), changed)
        assert Shift.objects.filter(job=job, cancelled_at=None).count() == 5
        client.post(at(kitchen, "end_job", job.id))
        assert Shift.objects.filter(job=job, cancelled_at=None).count() == 0
        assert client.get(at(kitchen, "job", job.id)).status_code == 404

    def test_what_is_missing_keeps_what_was_typed(self, kitchen: Kitchen):
        client = signed_in(kitchen.ann)
        answer = client.post(at(kitchen, "make_job"), {**SENT, "weekdays": []})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Bake bread" in page
        assert "choose at least one" in page


def test_one_s_own_part_is_kept(kitchen: Kitchen):
    client: Client = signed_in(kitchen.ann)
    client.post(at(kitchen, "set_care_share"), {"percent": "50"})
    away = {"first_day": "2027-03-10", "last_day": "2027-03-12"}
    client.post(at(kitchen, "add_away"), away)
    page = client.get(at(kitchen, "my_part")).content.decode()
    assert 'value="50"' in page
    assert "12 March" in page
    answer = client.post(at(kitchen, "set_care_share"), {"percent": "300"})
    assert answer.status_code == 422


def test_who_takes_nothing_reads_that_they_are_fine(kitchen: Kitchen):
    kitchen.published()
    set_care_share(member=kitchen.ann, percent=0, now=NOW)
    text = text_of(signed_in(kitchen.ann).get(at(kitchen, "my_part")))
    assert "You are fine. What you help with is a gift." in text
