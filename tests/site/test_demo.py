"""The demo: every step of the process at once, made by the operations of the house."""

import json
import re
import signal
import socket
import sqlite3
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from itertools import pairwise
from typing import Any
from urllib.error import HTTPError

import pytest
from django.db import transaction
from tests.cast import NOW
from tests.cli.servers import free_port, get, start
from tests.driving.beside import act
from tests.driving.forks import folkmoot
from tests.home.test_archive import empty_the_server, unpack, write
from tests.house_rules.access import demo as access

from folkmoot.cli.server.urls import walk
from folkmoot.deciding.models import Decision, Objection, Question, Transition
from folkmoot.doing.queries import open_help_wanted, overdue
from folkmoot.home.operations import import_collective, open_copy
from folkmoot.home.queries.waiting import list_waiting
from folkmoot.people.models import Agreement, Collective, Person
from folkmoot.people.queries import list_members, list_memberships
from folkmoot.planning.models import Exchange, Following
from folkmoot.planning.queries.plans.followed import (
    is_in_force,
    plan_now,
    running_period,
)
from folkmoot.planning.queries.plans.learned import lessons_of
from folkmoot.record.models import Entry
from folkmoot.site.demo import urls
from folkmoot.site.demo.building import build_demo
from folkmoot.site.demo.cast import COOP, EVERYBODY, FRIEND, MEMBERS, TENANTS
from folkmoot.site.demo.links import find_person, list_people, token_of

# Alone on a machine it is ready in under ten; beside other tests it takes its time.
SECONDS_TO_READY = SECONDS_TO_LOAD = 120


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Build it once for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        began = time.process_time()
        build_demo(NOW)
        yield time.process_time() - began
        transaction.set_rollback(True)


def say(words: str) -> None:
    """Show a measured time with ``pytest -s``."""
    sys.stdout.write(f"{words}\n")


def coop() -> Collective:
    return Collective.objects.get(name=COOP)


def tenants() -> Collective:
    return Collective.objects.get(name=TENANTS)


def in_stage(stage: str) -> Question:
    return Question.objects.filter(collective=coop()).get(stage=stage)


@pytest.mark.sweep
@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
class TestTheCoop:
    def test_is_built_in_a_few_seconds(self, demo):
        say(f"built with {demo:.1f} s of processor time")
        assert demo < SECONDS_TO_READY

    def test_has_a_question_at_every_step(self):
        stages = set(Question.objects.filter(collective=coop()).values_list("stage"))
        assert {stage for (stage,) in stages} == set(Question.Stage)

    def test_has_every_class_of_question(self):
        classes = Question.objects.filter(collective=coop()).values_list("klass")
        assert {klass for (klass,) in classes} == set(Question.Class.values)
        assert Question.objects.filter(urgent=True).exists()

    def test_has_everybody(self):
        assert [m.name for m in list_members(coop())] == sorted(MEMBERS)
        assert coop().memberships.get(standing="friend").name == FRIEND
        assert not coop().memberships.filter(name="Cy").exists()

    def test_gives_everybody_something_to_do(self):
        for person in Person.objects.all():
            memberships = list(list_memberships(person))
            waiting = list_waiting(memberships, NOW)
            assert waiting, person.name

    def test_one_stop_holds_a_question_up(self):
        stop = Objection.objects.get(question=in_stage("working"))
        assert stop.state == Objection.State.UNDERSTOOD
        assert not stop.answer

    def test_one_stop_stands_in_a_last_call(self):
        stop = Objection.objects.get(question=in_stage("last_call"))
        assert stop.state == Objection.State.STANDING
        assert stop.answer

    def test_a_task_is_late_and_one_wants_help(self):
        assert [task.what for task in overdue(NOW)] == ["Put up the roof"]
        assert [task.what for task in open_help_wanted(coop())] == ["Weld the rails"]

    def test_a_look_back_is_due(self):
        question = in_stage("looking_back")
        held = Decision.objects.get(question=question)
        assert held.state == Decision.State.UNDER_REVIEW
        assert question.closes_at > NOW

    def test_what_was_looked_back_on_leads_to_a_next_question(self):
        closed = in_stage("closed")
        assert closed.follow_ups.get().stage == "shaping"

    def test_no_decision_makes_four_offers(self):
        last = in_stage("no_decision").transitions.last()
        assert len(last.facts["offers"]) == 4

    def test_the_agreement_was_changed_by_a_question(self):
        second = Agreement.objects.get(collective=coop(), version=2)
        assert second.question_id is not None
        assert Question.objects.get(id=second.question_id).klass == "founding"

    def test_a_plan_is_followed_in_its_third_week(self):
        row = Following.objects.get(collective=coop())
        assert running_period(row, NOW) == 3
        assert is_in_force(row)
        assert {report.period for report in row.reports.all()} == {1, 2}
        assert lessons_of(row, plan_now(row).tables)

    def test_an_exchange_waits_for_one_more_name(self):
        row = Exchange.objects.get()
        assert row.state == Exchange.State.SETTLED
        own, theirs = (row.seats.get(collective=one) for one in (coop(), tenants()))
        assert theirs.accepted_at
        assert not own.accepted_at
        for part in row.parts.all():
            assert part.together < part.alone

    def test_half_of_what_was_heard_is_answered(self):
        question = in_stage("drafting")
        assert question.heard.count() == 3

    def test_nothing_happens_after_the_present_or_out_of_order(self):
        assert not Transition.objects.filter(at__gt=NOW).exists()
        for collective in Collective.objects.all():
            entries = Entry.objects.filter(collective_id=collective.id).order_by(
                "index"
            )
            times = list(entries.values_list("at", flat=True))
            assert times[-1] <= NOW
            late = [pair for pair in pairwise(times) if pair[1] < pair[0]]
            assert late == []

    def test_time_has_nothing_left_to_do(self):
        assert not Question.objects.filter(look_at__lt=NOW).exists()

    def test_a_copy_of_it_comes_back_on_another_server(self, tmp_path):
        """Whole, but for who leads a question: that federation stays behind."""
        file = tmp_path / "coop.tar.gz"
        file.write_bytes(write(coop())[0])
        before = unpack(file.read_bytes())
        empty_the_server()
        with open_copy(file) as copy:
            back = import_collective(copy=copy, now=NOW)
        after = unpack(write(back)[0])
        other = {name for name in before | after if before[name] != after.get(name)}
        assert other <= {"deciding.question.jsonl", "manifest.json"}

    def test_a_link_belongs_to_one_person(self):
        people = list_people()
        assert [person.name for person in people] == list(EVERYBODY)
        assert find_person(token_of(people[1])) == people[1]
        assert find_person("0" * 20) is None


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("hour", [0, 9, 23])
def test_is_the_same_at_any_hour(hour):
    now = NOW.replace(hour=hour, minute=5)
    build_demo(now)
    stages = set(Question.objects.filter(collective=coop()).values_list("stage"))
    assert {stage for (stage,) in stages} == set(Question.Stage)


def test_every_address_of_the_demo_has_an_access_row():
    names = {address.name for address in walk(urls.urlpatterns, space="demo")}
    assert {row.address for row in access.ROWS} == names


# --- The command, as people use it

LOOK_AND_RENAME = """
import json
from folkmoot.listening.models import Hearing, Statement
from folkmoot.people.models import Person
from folkmoot.record.queries import find_fault
from folkmoot.record.models import Head
hearings = Hearing.objects.exclude(source_sha256="")
print(json.dumps({
    "languages": dict(hearings.values_list("title", "language")),
    "folded": Statement.objects.filter(hearing__in=hearings).exclude(
        folded_at=None).count(),
    "faults": [str(find_fault(h.collective_id)) for h in Head.objects.all()],
}))
Person.objects.filter(name="Ann").update(name="Ann the Second")
"""


def read_url(url: str, jar: CookieJar | None = None) -> tuple[int, str, str]:
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(jar or CookieJar())
    )
    with opener.open(url, timeout=30) as answer:
        return answer.status, answer.url, answer.read().decode()


@contextmanager
def running(data, *words):
    """Yield the process, its address and how long it took; ended at the latest here."""
    port = free_port()
    began = time.monotonic()
    process = start("demo", "--port", str(port), "--data", str(data), *words, data=data)
    try:
        site = f"http://127.0.0.1:{port}"
        while not get(f"{site}/healthz"):
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() - began < SECONDS_TO_READY
            time.sleep(0.1)
        yield process, site, time.monotonic() - began
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def end(process) -> str:
    """Press Ctrl-C; return all that was said."""
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[0]
    assert process.returncode == 0, said
    return said


def look_and_rename(data) -> dict[str, Any]:
    return json.loads(act(LOOK_AND_RENAME, data=data, FOLKMOOT_DEMO="1"))


def wait_for_both(data, process) -> None:
    """Wait for the conversations; asked of the file, so that waiting costs nothing."""
    until = time.monotonic() + SECONDS_TO_LOAD
    came = "SELECT count(*) FROM listening_hearing WHERE source_sha256 != ''"
    with closing(sqlite3.connect(data / "folkmoot.sqlite3")) as database:
        while database.execute(came).fetchone() != (2,):
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < until
            time.sleep(0.5)


@pytest.mark.server
class TestTheCommand:
    def test_from_an_empty_folder_to_a_third_start(self, tmp_path):
        data = tmp_path / "demo"
        data.mkdir()
        with running(data) as (process, site, seconds):
            say(f"ready after {seconds:.1f} s")
            assert get(f"{site}/") == 200
            said = end(process)  # while the conversations are being loaded
        links = re.findall(r"^  (\w+) +(http://\S+/demo/\w+/)  ", said, re.MULTILINE)
        assert [name for name, _ in links] == list(EVERYBODY)
        assert str(data / "mail") in said
        assert said.splitlines()[-1].startswith("The demo has stopped.")
        with running(data) as (process, _site, seconds):
            say(f"ready again after {seconds:.1f} s")
            wait_for_both(data, process)
            end(process)
        shown = look_and_rename(data)
        assert shown["languages"]["vTaiwan: UberX"] == "zh-Hant"
        assert shown["folded"] > 0
        assert set(shown["faults"]) == {"None"}
        with running(data) as (process, site, _seconds):
            self.visit(site, links[0][1].split("/")[-2])
            again = folkmoot("demo", "--port", "0", "--data", str(data), data=data)
            assert "runs on" in again.stderr
            end(process)

    def visit(self, site: str, token: str) -> None:
        jar = CookieJar()
        for _twice in range(2):
            status, url, page = read_url(f"{site}/demo/{token}/", jar)
            assert (status, url) == (200, f"{site}/me/")
        assert "/demo/" in page
        _status, _url, page = read_url(f"{site}/demo/")
        assert "Ann the Second" in page
        with pytest.raises(HTTPError, match="404"):
            read_url(f"{site}/demo/{'0' * 20}/")

    def test_leaves_a_folder_of_others_alone(self, tmp_path):
        (tmp_path / "letter.txt").write_text("mine")
        for more in ([], ["--fresh"]):
            done = folkmoot("demo", "--data", str(tmp_path), *more, data=tmp_path)
            assert done.returncode == 1
            assert "that the demo did not make" in done.stderr
        assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]

    def test_says_when_the_port_is_taken(self, tmp_path):
        data = tmp_path / "demo"
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = str(other.getsockname()[1])
            done = folkmoot("demo", "--port", port, "--data", str(data), data=data)
        assert done.returncode == 1
        assert f"Port {port} is taken" in done.stderr
        assert not data.exists()
