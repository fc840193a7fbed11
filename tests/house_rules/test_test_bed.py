"""The test bed itself: no network, no silent skip, an auditor that finds faults."""

import re
import socket
from uuid import UUID

import pytest
from django.conf import settings
from django.db.models import F
from tests import cast
from tests.auditing import audit, rows_by_collective, watch
from tests.conftest import WITHOUT_DATA, _is_forbidden_skip
from tests.house_rules.source import ROOT, name_of, tracked

from folkmoot.record.models import Disclosure, Entry, Head
from folkmoot.record.operations import append_entry
from folkmoot.web.clock import read_clock

SLOW = re.compile(r"\bmark\.slow\b")


def skipped(reason: str) -> pytest.TestReport:
    return pytest.TestReport(
        nodeid="tests/x.py::test_x",
        location=("tests/x.py", 1, "test_x"),
        keywords={},
        outcome="skipped",
        longrepr=("tests/x.py", 1, f"Skipped: {reason}"),
        when="call",
    )


class TestNetwork:
    def test_is_out_of_reach(self):
        with (
            socket.socket() as out,
            pytest.raises(pytest.fail.Exception, match="reached for the network"),
        ):
            out.connect(("192.0.2.1", 80))

    def test_looks_no_name_up(self):
        with pytest.raises(pytest.fail.Exception, match="looked a name up"):
            socket.getaddrinfo("folkmoot.example", 80)

    def test_reaches_this_machine(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), timeout=5).close()


class TestSkips:
    def test_fail_in_continuous_integration(self, monkeypatch):
        monkeypatch.setenv("CI", "true")
        assert _is_forbidden_skip(skipped("Chromium is missing"))
        assert not _is_forbidden_skip(skipped(f"{WITHOUT_DATA}: no such folder"))

    def test_are_allowed_elsewhere(self, monkeypatch):
        monkeypatch.delenv("CI", raising=False)
        assert not _is_forbidden_skip(skipped("Chromium is missing"))


class TestClock:
    def test_stands_still_until_it_is_moved(self, clock):
        assert read_clock() == cast.NOW
        clock.move(cast.DAY)
        assert read_clock() == cast.NOW + cast.DAY

    def test_stands_at_the_same_time_for_the_next_test(self):
        assert settings.CONFIG.clock_file is not None
        assert read_clock() == cast.NOW


@pytest.mark.django_db
@pytest.mark.tampers
def test_the_auditor_finds_a_changed_record():
    elm = cast.collective()
    audit()
    Entry.objects.filter(collective_id=elm.id, index=1).update(leaf="{}")
    for _again in range(2):
        with pytest.raises(AssertionError, match="does not hold"):
            audit()


@pytest.mark.django_db
@pytest.mark.tampers
def test_the_auditor_finds_a_kind_that_is_longer_than_the_others():
    elm = cast.collective()
    details = {f"detail_{number}": number for number in range(20)}
    append_entry(
        collective_id=elm.id, kind="test.said_at_length", details=details, now=cast.NOW
    )
    with pytest.raises(AssertionError, match="length of their leaf"):
        audit()


@pytest.mark.django_db
def test_the_auditor_looks_again_only_after_something_was_written(
    django_assert_num_queries,
):
    cast.collective()
    audit()
    with django_assert_num_queries(0):
        audit()
    Head.objects.update(size=F("size") + 0)
    assert watch.may_have_changed


@pytest.mark.django_db
@pytest.mark.tampers
@pytest.mark.parametrize(
    ("model", "change"),
    [(Entry, {"leaf": "{}"}), (Disclosure, {"encoded": "x"}), (Head, {"size": 1})],
)
def test_the_auditor_sees_in_whose_record_any_row_changed(model, change):
    elm, _oak = cast.collective(), cast.collective("Oak Lane", members=("Cy",))
    before = rows_by_collective()
    assert len(before) == 2
    assert rows_by_collective() == before
    model.objects.filter(collective_id=elm.id).update(**change)
    after = rows_by_collective()
    ours = {UUID(str(one)) for one in before if after.get(one) != before[one]}
    assert ours == {elm.id}


@pytest.mark.django_db
@pytest.mark.tampers
def test_the_auditor_sees_what_was_put_under_the_entry_of_another():
    elm, oak = cast.collective(), cast.collective("Oak Lane", members=("Cy",))
    before = rows_by_collective()
    entry = Entry.objects.filter(collective_id=elm.id).latest("index")
    Disclosure.objects.create(entry=entry, collective_id=oak.id, name="x", encoded="x")
    after = rows_by_collective()
    assert all(after[one] != before[one] for one in before)


def test_every_long_test_stands_in_a_piece_of_the_soak():
    places = re.findall(r'"(tests/[\w./]+)"', (ROOT / "tools/soak.py").read_text())
    files = [name_of(f) for f in tracked("tests/**/test_*.py")]
    long = [f for f in files if SLOW.search((ROOT / f).read_text())]
    assert long
    assert [f for f in long if not f.startswith(tuple(places))] == []
