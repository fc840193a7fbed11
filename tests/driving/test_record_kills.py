"""``kill -9`` at every step of an append: nothing forks, and everything goes on."""

import signal

import pytest
from tests.driver import Server

pytestmark = pytest.mark.server
STEPS = (
    "before the entry's commit",
    "after the entry's commit",
    "before tiles are written",
    "before the tree's head moves",
    "before the tree's commit",
    "between the tree and the signature",
    "after signing, before it is remembered",
    "while it is remembered",
    "after the memory has its name",
    "between memory and commit",
    "before the checkpoint's commit",
    "before cosigning",
    "before the witness writes it down",
    "before the witness' commit",
    "before the cosignature is kept",
)


def act(server: Server, line: str) -> str:
    return server.act(
        f"from tests.driving.dying import *\nfrom tests.driving import dying\n{line}"
    )


def check(server: Server) -> None:
    act(server, "recover()")
    assert act(server, "print(find_wrong())") == "[]"


def test_every_step_is_tried(server: Server):
    assert act(server, "print('|'.join(steps()))") == "|".join(STEPS)


def test_a_kill_at_each_step_forks_nothing(server: Server):
    for number, step in enumerate(STEPS):
        ended = act(server, f"print(kill_at({step!r}, {number}))")
        assert int(ended) == signal.SIGKILL, step
        check(server)


def kill_often(server: Server, kills: int) -> None:
    for number in range(kills):
        ended = act(server, f"print(kill_whenever({number}))")
        assert int(ended) == signal.SIGKILL
        check(server)


def test_ten_kills_under_load_fork_nothing(server: Server):
    kill_often(server, 10)


@pytest.mark.slow
def test_sixty_kills_under_load_fork_nothing(server: Server):
    kill_often(server, 60)
