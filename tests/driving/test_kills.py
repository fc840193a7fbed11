"""``kill -9`` under load: what was acknowledged is there, and nothing is half done."""

import time
from random import Random

import pytest
from tests.driving.crowd import Act, Crowd
from tests.driving.group import (
    Group,
    check_nothing_is_lost,
    check_one_effect,
    press_again,
)
from tests.driving.truth import read_truth

pytestmark = pytest.mark.server
ENOUGH = 3  # forms received before the kill, so that there is something to lose


def kill_under_load(group: Group, kills: int) -> None:
    """Kill, start again and look, so many times."""
    draw = Random(7)  # noqa: S311 -- moments, not secrets
    done: list[Act] = []
    for round_ in range(kills):
        group.open_pages(round_)
        crowd = Crowd(group.guests, group.make_forms)
        crowd.start()
        crowd.wait_for(acknowledged=ENOUGH)
        time.sleep(draw.uniform(0, 1.5))
        group.server.kill()
        latest = crowd.end()
        assert not [act.status for act in latest if act.status >= 500]
        group.server.start()
        truth = read_truth(group.server)
        assert truth["faults"] == []
        done += latest
        check_nothing_is_lost(truth, done)
        press_again(group, latest)
        group.decide()
    truth = read_truth(group.server)
    assert truth["faults"] == []
    check_one_effect(truth, done)


def test_five_kills_lose_nothing(server):
    kill_under_load(Group(server), 5)


@pytest.mark.slow
def test_fifty_kills_lose_nothing(server):
    kill_under_load(Group(server), 50)
