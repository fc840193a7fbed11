"""Every executor gives the same results, in the order of the parts."""

import time

import numpy as np
import pytest
from tests.engines.opinion.cast import make_votes

from folkmoot.engines.opinion import opinion_map, passes
from folkmoot.parts import Serial, Threads
from folkmoot.parts.processes import Processes

PARTS = [3, 1, 2, 5, 4, 0]


def wait_and_add(part, *values):
    """Take longer for earlier parts, so that they would come last if order were lost."""
    time.sleep(0.002 * part)
    return part + sum(values)


def bytes_of(executor):
    found = opinion_map(
        make_votes(4, n_people=90),
        rng=np.random.default_rng(2),
        resamples=0,
        executor=executor,
    )
    return found.positions.tobytes() + found.lower_bound.tobytes()


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(passes, "PART", 200)


@pytest.mark.parametrize("executor", [Serial(), Threads(1), Threads(3)])
class TestHere:
    def test_results_come_in_the_order_of_the_parts(self, executor):
        placed = executor.place(PARTS)

        assert list(placed.run(wait_and_add, 10)) == [part + 10 for part in PARTS]

    def test_each_part_may_have_a_value_of_its_own(self, executor):
        placed = executor.place(PARTS)

        found = list(placed.run(wait_and_add, 10, each=range(6)))

        assert found == [part + n + 10 for n, part in enumerate(PARTS)]

    def test_nothing_to_do_is_done(self, executor):
        assert list(executor.place([]).run(wait_and_add)) == []

    def test_gives_the_same_bytes(self, executor):
        assert bytes_of(executor) == bytes_of(Serial())


@pytest.mark.server
def test_processes_give_the_same_bytes():
    with Processes(2) as executor:
        assert bytes_of(executor) == bytes_of(Serial())
        found = executor.place(PARTS).run(wait_and_add, each=range(6))
        assert list(found) == [part + n for n, part in enumerate(PARTS)]
        folder = executor.folder.name

    with pytest.raises(FileNotFoundError):
        open(folder)  # noqa: PTH123, SIM115 -- it must not be there


@pytest.mark.server
@pytest.mark.filterwarnings("default")  # what its own parts warn each other of
class TestCluster:
    def test_two_workers_over_tls_give_the_same_bytes(self):
        distributed = pytest.importorskip("distributed")
        from folkmoot.parts.cluster import Cluster

        security = distributed.Security.temporary()
        with (
            distributed.LocalCluster(
                n_workers=2,
                threads_per_worker=1,
                security=security,
                protocol="tls://",
                dashboard_address=None,
            ) as workers,
            Cluster(workers.scheduler_address, security) as executor,
        ):
            assert workers.scheduler_address.startswith("tls://")
            assert bytes_of(executor) == bytes_of(Serial())

    def test_refuses_an_address_without_encryption(self):
        pytest.importorskip("distributed")
        from folkmoot.parts.cluster import Cluster

        with pytest.raises(ValueError, match="expected one that begins with tls://"):
            Cluster("tcp://127.0.0.1:8786")
