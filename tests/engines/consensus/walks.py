"""Builders shared by the tests that walk a question through its stages."""

from datetime import UTC, datetime, timedelta

from folkmoot.engines.consensus import (
    DEFAULTS,
    Asking,
    Check,
    Draft,
    Facts,
    Hearing,
    Notice,
    QuestionClass,
    Shaping,
    Stage,
    State,
    Tally,
    advance,
    open_window,
)

START = datetime(2026, 5, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)


def question(name="ordinary", stage=Stage.SHAPING, **more):
    """Return a question that has just entered a stage."""
    state = State(stage, START, DEFAULTS[QuestionClass(name)])
    more = {"checks": 1 if stage in ("checking", "working") else 0, **more}
    state = open_window(state, stage, START)
    return type(state)(**{**{n: getattr(state, n) for n in state.__slots__}, **more})


def facts(members=12, tally=(10, 1, 0, 0), **more):
    """Return facts of a collective in which everything goes well."""
    given = {
        "asking": Asking(members, heard=members, latest_delivery_at=START),
        "shaping": Shaping(is_complete=True, forwarded_at=START),
        "notice": Notice(seen_by=2, has_carrier=True),
        "hearing": Hearing(contributions=3),
        "draft": Draft(has_text=True, has_tasks=True, has_look_back=True),
        "check": Check(Tally(*tally)),
    }
    return Facts(**{**given, **more})


def walk(state, given, now):
    """Take every step due; facts may depend on the state."""
    steps = []
    for _ in range(200):
        found = given(state) if callable(given) else given
        step = advance(state, found, now)
        if step is None:
            return steps
        steps.append(step)
        state = step.after
    message = f"no end after {len(steps)} steps: {steps[-3:]}"
    raise AssertionError(message)


def path(steps):
    """Return stages and days since the start."""
    return [(str(step.to), (step.at - START) / DAY) for step in steps]
