"""PostgreSQL dies under a running server and comes back: nothing else has to be done."""

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from tests.cast import NOW
from tests.cli.servers import PATIENCE
from tests.driver import Server
from tests.driving.crowd import RECEIVED, Crowd, with_new_key
from tests.driving.group import (
    SPENT,
    Group,
    check_nothing_is_lost,
    check_one_effect,
    press_again,
)
from tests.driving.truth import read_truth
from tools.postgres import Cluster, cluster, find_binaries

pytestmark = pytest.mark.server
ENOUGH = 3


@pytest.fixture
def mortal() -> Iterator[Cluster]:
    """Yield a cluster of the test's own, with an empty database."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is missing")
    with cluster(binaries) as made:
        parts = urlsplit(made.url)
        every = urlunsplit(parts._replace(scheme="postgresql", path="/postgres"))
        with psycopg.connect(every, autocommit=True) as connection:
            connection.execute("CREATE DATABASE folkmoot")
            connection.execute("ALTER DATABASE folkmoot SET synchronous_commit = on")
        yield made


@pytest.fixture
def group(mortal: Cluster, tmp_path: Path) -> Iterator[Group]:
    server = Server(tmp_path, mortal.url)
    server.set_clock(NOW)
    yield Group(server)
    server.end()


def health_of(group: Group) -> tuple[int, str]:
    page = group.guests[0].ask("GET", "/healthz")
    return page.status, page.text


def check_what_is_said_meanwhile(group: Group) -> None:
    """Look at the pages that people and programs get while the database is away."""
    assert health_of(group) == (503, '{"status": "the database is away"}')
    ann = group.guests[0]
    page = ann.ask("GET", f"/c/{group.slug}/q/{group.talk}/")
    assert (page.status, page.headers["retry-after"]) == (503, "60")
    assert "Nothing is lost. Try again in a minute." in page.words
    answer = ann.send(with_new_key(group.forms["Ann"]["say"], text="Typed in vain"))
    assert answer.status == 503
    assert "Typed in vain" in answer.words
    program = ann.ask("GET", "/api/v1/me/")
    assert program.status == 503
    assert "Nothing is lost" in program.text


def wait_for_health(group: Group) -> None:
    until = time.monotonic() + PATIENCE
    while health_of(group) != (200, '{"status": "ok"}'):
        assert time.monotonic() < until, "the server does not recover"
        time.sleep(0.1)


def test_a_database_that_dies_and_comes_back_loses_nothing(
    group: Group, mortal: Cluster
):
    group.open_pages(0)
    crowd = Crowd(group.guests, group.make_forms)
    crowd.start()
    crowd.wait_for(acknowledged=ENOUGH)
    mortal.stop()
    check_what_is_said_meanwhile(group)
    mortal.start()
    wait_for_health(group)
    crowd.wait_for(acknowledged=ENOUGH + sum(a.is_acknowledged for a in crowd.acts))
    acts = crowd.end()
    assert {act.status for act in acts} <= {*RECEIVED, SPENT, 503}
    truth = read_truth(group.server)
    assert truth["faults"] == []
    check_nothing_is_lost(truth, acts)
    press_again(group, acts)
    group.decide()
    truth = read_truth(group.server)
    assert truth["faults"] == []
    assert "Typed in vain" not in truth["said"]
    check_one_effect(truth, acts)
    group.server.stop()  # still the same process, and well
