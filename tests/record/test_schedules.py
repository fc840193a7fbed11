"""Whatever happens in whatever order, no two checkpoints of one log fork.

The database is put back to an earlier state while what is remembered outside it and
what a witness saw stay; the memory is lost while the witness stays; workers start anew;
members let a stopped log go on. Entries, tree, signature and cosignature come one by
one, so that a schedule may end between any two of them, as a kill does.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.again import ground
from tests.cast import NOW, collective, member
from tests.record.logs import add, keys_of, log_of

from folkmoot.engines.tlog import (
    EMPTY_ROOT,
    Checkpoint,
    Frontier,
    KeyKind,
    KnownLog,
    SigningKey,
    Status,
    WitnessAnswer,
    answer,
    cosign,
    hash_leaf,
    open_checkpoint,
    parse_request,
)
from folkmoot.record.memory import FOLDER
from folkmoot.record.models import Entry, Log, Witness
from folkmoot.record.operations import (
    add_witness,
    agree_to_sign,
    cosign_log,
    erase_member,
    integrate,
    sign,
)
from folkmoot.record.queries import find_fault

pytestmark = pytest.mark.long

type Rows = list[tuple[type[models.Model], list[models.Model]]]
STEPS = (
    *("go on", "go on", "go on", "publish", "write", "grow", "sign", "cosign"),
    *("erase", "keep", "put back", "put back", "start anew", "lose memory"),
    *("go away", "agree"),
)
NUMBERED = ("go on", "publish", "write", "put back")


class Elsewhere:
    """A witness on another machine: it forgets nothing, and answers when it is there."""

    def __init__(self) -> None:
        self.key = SigningKey("w.example", KeyKind.COSIGNATURE, bytes(32))
        self.known: dict[str, KnownLog] = {}
        self.notes: dict[str, bytes] = {}
        self.is_there = True

    def ask(self, log: Log) -> Callable[[Witness, bytes], WitnessAnswer]:
        """Return how a worker asks; whoever keeps the witness has added the log's keys."""
        keys = [key for key in keys_of(log) if key.name == log.origin]

        def told(_witness: Witness, body: bytes) -> WitnessAnswer:
            before = self.known.get(log.origin, KnownLog((), 0, EMPTY_ROOT))
            now = answer(body, lambda _origin: KnownLog(keys, before.size, before.root))
            if now.status != Status.OK or now.checkpoint is None:
                return now
            head = now.checkpoint
            self.known[log.origin] = KnownLog(keys, head.size, head.root)
            self.notes[log.origin] = parse_request(body).checkpoint
            return WitnessAnswer(Status.OK, cosign(head, self.key, 1), head)

        return told


class World:
    """One log, its past, and whoever saw it."""

    def __init__(self) -> None:
        self.elm = collective("Elm Street")
        self.id: UUID = self.elm.id
        self.witness = Elsewhere()
        self.has_asked = False
        self.published: dict[tuple[str, int], bytes] = {}
        self.leaves: dict[str, list[bytes]] = {}
        self.kept: list[Rows] = []
        integrate(collective_id=self.id, now=NOW)
        public = str(self.witness.key.verifier)
        add_witness(collective_id=self.id, public=public, url="w", now=NOW)
        self.keep()

    def do(self, step: str, number: int) -> None:
        act = getattr(self, step.replace(" ", "_"))
        act(number) if step in NUMBERED else act()

    # --- What a server does

    def go_on(self, count: int) -> None:
        self.publish(count)
        self.cosign()

    def publish(self, count: int) -> None:
        self.write(count)
        self.grow()
        self.sign()

    def write(self, count: int) -> None:
        add(self.id, 1 + count % 4)

    def grow(self) -> None:
        integrate(collective_id=self.id, now=NOW)

    def sign(self) -> None:
        log = log_of(self.id)
        seen: list[bytes] | None = []
        if not self.has_asked:
            found = self.witness.notes.get(log.origin)
            seen = ([found] if found else []) if self.witness.is_there else None
        done = sign(collective_id=self.id, now=NOW, seen=seen)
        self.has_asked = done.state == "open" and (self.has_asked or seen is not None)
        self.look_at_checkpoint()

    def cosign(self) -> None:
        if self.witness.is_there:
            log = log_of(self.id)
            cosign_log(collective_id=self.id, now=NOW, ask=self.witness.ask(log))

    def erase(self) -> None:
        ann = member(self.elm).id
        erase_member(collective_id=self.id, member_id=ann, now=NOW)

    def agree(self) -> None:
        for name in ("Ann", "Bo"):
            if log_of(self.id).state != "open":
                who = member(self.elm, name).id
                agree_to_sign(collective_id=self.id, member_id=who, now=NOW)

    # --- What happens to it

    def keep(self) -> None:
        tables = apps.get_app_config("record").get_models()
        self.kept.append([(table, list(table.objects.all())) for table in tables])

    def put_back(self, number: int) -> None:
        kept = self.kept[number % len(self.kept)]
        for table, _rows in reversed(kept):
            rows = table.objects.all()
            rows._raw_delete(rows.db)
        for table, rows in kept:
            table.objects.bulk_create(rows)
        self.start_anew()

    def start_anew(self) -> None:
        self.has_asked = False

    def go_away(self) -> None:
        self.witness.is_there = not self.witness.is_there

    def lose_memory(self) -> None:
        """Lose it where the witness saw all that it held.

        What nobody else saw and the server forgets, nobody can know; and what went on
        under a second name is known by its other key alone.
        """
        file = settings.CONFIG.data / FOLDER / str(self.id)
        seen = {(name, one.size) for name, one in self.witness.known.items()}
        last = {
            name: max(s for n, s in self.published if n == name)
            for name, _ in self.published
        }
        if len(last) == 1 and set(last.items()) <= seen:
            file.unlink(missing_ok=True)
            self.start_anew()

    # --- What must hold

    def look_at_checkpoint(self) -> None:
        """Hold the served checkpoint against all that were served before."""
        log = log_of(self.id)
        if not log.checkpoint:
            return
        signed = open_checkpoint(log.checkpoint.encode(), keys_of(log))
        key = (signed.origin, signed.size)
        assert self.published.setdefault(key, signed.root) == signed.root
        self.check_consistent(signed)

    def check_consistent(self, signed: Checkpoint) -> None:
        """Compare with the leaves under the longest checkpoint of the same name."""
        rows = Entry.objects.filter(collective_id=self.id).order_by("index")
        leaves = rows.values_list("leaf", flat=True)[: signed.size]
        now = [hash_leaf(leaf.encode()) for leaf in leaves]
        assert Frontier().add_many(now).root == signed.root
        before = self.leaves.setdefault(signed.origin, now)
        short = min(len(before), len(now))
        assert before[:short] == now[:short], "a fork was published"
        if len(now) > len(before):
            self.leaves[signed.origin] = now


SCHEDULES = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 3)), min_size=6, max_size=24
)
UNCHECKED = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)
# Nothing is remembered, and the backup is older than the first signature.
OLDEST = [("go on", 1), ("lose memory", 0), ("put back", 0), ("publish", 1)]
YESTERDAY = [("go on", 1), ("keep", 0), ("go on", 2), ("put back", 1), ("publish", 0)]
# No witness saw it.
UNSEEN = [("publish", 1), ("keep", 0), ("publish", 2), ("put back", 1), ("publish", 0)]
ANEW = [*YESTERDAY, ("agree", 0), ("publish", 1)]
FORGOTTEN = [*YESTERDAY[:3], ("lose memory", 0), *YESTERDAY[3:], *ANEW[5:]]


def follow(schedule: Sequence[tuple[str, int]]) -> None:
    with transaction.atomic():
        ground.forget()
        world = World()
        for step, number in schedule:
            world.do(step, number)
        assert find_fault(world.id) is None
        transaction.set_rollback(True)
    ground.forget()


@pytest.mark.django_db
@pytest.mark.tampers
@example(OLDEST)
@example(YESTERDAY)
@example(UNSEEN)
@example([*ANEW, *ANEW[3:]])
@example([*FORGOTTEN, *ANEW[5:]])
@hypothesis_settings(suppress_health_check=UNCHECKED, max_examples=12)
@given(SCHEDULES)
def test_no_schedule_forks(schedule: Sequence[tuple[str, int]]):
    follow(schedule)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.tampers
@hypothesis_settings(suppress_health_check=UNCHECKED)
@given(SCHEDULES)
def test_no_schedule_of_a_thousand_forks(schedule: Sequence[tuple[str, int]]):
    follow(schedule)
