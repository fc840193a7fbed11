"""One question on its way through a federation, every step taken by the engine."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from folkmoot.cli.files.simulate.crowd import Crowd
from folkmoot.cli.files.simulate.shape import Numbers
from folkmoot.engines.consensus import (
    DEFAULTS,
    ENDED,
    Asking,
    Check,
    Draft,
    Facts,
    FederatedTally,
    Hearing,
    LastCall,
    QuestionClass,
    Rules,
    Shaping,
    Stage,
    State,
    Step,
    Verdict,
    Work,
    is_cluster,
    open_window,
    timetable,
    upcoming,
    validate,
    verdict_on,
)
from folkmoot.engines.consensus.arrays import (
    AGREES,
    DIVIDED,
    NOT_HEARD,
    OBJECTS,
    leaf_positions,
    sum_leaves,
)

BEGINS = datetime(2026, 1, 5, 18, tzinfo=UTC)
DAY = timedelta(days=1)
# Work on a new text, as "Federation of any depth" plans it; and when a hostile member
# finds a new reason in a last call.
WORKS_FOR = 5 * DAY
FINDS_AFTER = DAY
# Minutes asked of each member: hearing, each check, last call.
MINUTES = {Stage.HEARING: 10, Stage.CHECKING: 5, Stage.LAST_CALL: 2}
COLUMNS = (
    *("members", "yes", "aside", "stop", "need_more"),
    *("agree", "divided", "objecting", "not_heard"),
)


@dataclass(frozen=True)
class Count:
    """One count of all leaves: columns in the order of `COLUMNS`, by level."""

    tally: FederatedTally
    levels: tuple[Numbers, ...]
    has_cluster: bool


@dataclass(frozen=True)
class Asked:
    """What a question came to, and on which way."""

    steps: tuple[Step, ...]
    count: Count
    verdict: Verdict

    @property
    def days(self) -> float:
        """From the opening to the result."""
        return (self.steps[-1].at - BEGINS) / DAY

    @property
    def minutes(self) -> int:
        """Minutes asked of each member; what is made longer is not asked again."""
        entered = [
            step.to
            for before, step in zip((None, *self.steps), self.steps, strict=False)
            if before is None or before.to is not step.to
        ]
        return sum(MINUTES.get(stage, 0) for stage in entered)


def rules_for(name: str, rounds: int, levels: int) -> Rules:
    """Return the numbers of a class for a federation of so many levels."""
    rules = replace(DEFAULTS[QuestionClass(name)], max_checks=rounds)
    timed = timetable(rules, levels)
    validate(timed)
    return timed


def ask(crowd: Crowd, rules: Rules, rng: np.random.Generator) -> Asked:
    """Take the question through hearing, checks, work and last call to its end."""
    state = State(Stage.SHAPING, BEGINS, rules, is_federated=True)
    state = open_window(state, Stage.SHAPING, BEGINS)
    crowd.ask(rng)
    count = count_all(crowd, rules)
    steps: list[Step] = []
    while state.stage is not Stage.DECIDED and state.stage not in ENDED:
        facts = facts_of(state, crowd, count)
        step = upcoming(state, facts)
        if step is None:
            break
        # What people say changes where they are asked again and where work was done.
        if step.to is Stage.CHECKING:
            crowd.ask(rng)
        elif step.to is Stage.WORKING:
            crowd.work(rng)
        if step.to in (Stage.CHECKING, Stage.WORKING):
            count = count_all(crowd, rules)
        steps.append(step)
        state = step.after
    last = verdict_on(state, facts_of(state, crowd, count), is_extended=True)
    return Asked(tuple(steps), count, last)


def facts_of(state: State, crowd: Crowd, count: Count) -> Facts:
    """Return what happened in the present stage; nothing but people keeps it back."""
    tally = count.tally
    members = tally.members
    since = state.since
    new_stop = since + FINDS_AFTER if crowd.is_attacked_by_stops else None
    return Facts(
        asking=Asking(members, tally.people.heard, latest_delivery_at=since),
        shaping=Shaping(is_complete=True, forwarded_at=since),
        # That some stay away is not for want of trying to reach them.
        hearing=Hearing(reports=tally.heard, tries_real_at=since),
        draft=Draft(has_text=True, has_tasks=True, has_look_back=True),
        check=Check(tally.people, cluster=count.has_cluster, groups=tally),
        work=Work(handed_over_at=since + WORKS_FOR),
        last_call=LastCall(new_stop_at=new_stop),
    )


def count_all(crowd: Crowd, rules: Rules) -> Count:
    """Count all leaves, sum them up level by level, and look for a cluster."""
    yes, aside, stop, need_more = counts = crowd.count()
    sizes = crowd.shape.sizes
    affected = np.zeros(len(sizes), dtype=np.bool_)
    positions = leaf_positions(rules, sizes, yes, aside, stop, need_more, affected)
    groups = [positions == one for one in (AGREES, DIVIDED, OBJECTS, NOT_HEARD)]
    columns = np.vstack([sizes, counts, np.array(groups, dtype=np.int64)])
    levels = crowd.shape.sum_up(columns)
    tally = sum_leaves(positions, sizes, yes, aside, stop, need_more)
    return Count(tally, tuple(levels), _has_cluster(levels))


def _has_cluster(levels: list[Numbers]) -> bool:
    """Look for one in the regions: what the council of the whole is made of."""
    if len(levels) <= 2:  # noqa: PLR2004 # leaves and the whole: no region between
        return False
    _members, _yes, _aside, _stop, _more, agree, divided, objecting, _silent = levels[
        -2
    ]
    heard = agree + divided + objecting
    return any(map(is_cluster, heard.tolist(), objecting.tolist()))
