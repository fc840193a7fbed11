"""Whatever happens: every question ends, and looking late changes nothing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.engines.consensus.walks import DAY, START, question, walk
from tests.examples import tried_on

from folkmoot.engines.consensus import (
    ENDED,
    MOVES,
    Asking,
    Call,
    Check,
    Doing,
    Draft,
    Facts,
    FederatedTally,
    Hearing,
    LastCall,
    Notice,
    Shaping,
    Stage,
    Tally,
    Vote,
    Work,
    advance,
    next_look,
    urgent,
)

FAR = START + 20_000 * DAY
moments = st.integers(0, 2_000).map(lambda h: START + h * DAY / 24)
instants = st.none() | moments
signed = st.dictionaries(
    st.sampled_from(Call), st.lists(moments, max_size=4).map(tuple)
)
flags = st.booleans()
votes = st.none() | st.builds(Vote, moments, st.none() | flags)


@st.composite
def groups_of(draw, members, people):
    """Draw no leaves, or some that these people may stand in."""
    counts = [draw(st.integers(0, 9)) for _ in range(4)]
    if not sum(counts) or draw(flags):
        return None
    return FederatedTally(members, people, *counts)


@st.composite
def any_facts(draw):
    """Draw facts of a collective of 1 to 60 members."""
    members = draw(st.integers(1, 60))
    left, counts = members, []
    for _ in range(4):
        counts.append(draw(st.integers(0, left)))
        left -= counts[-1]
    heard = draw(st.integers(0, members))
    missed = draw(st.integers(0, members))
    stops = draw(st.integers(0, counts[2]))
    return Facts(
        Asking(members, heard, missed, draw(instants), draw(instants), draw(flags)),
        draw(instants),
        draw(instants),
        Shaping(draw(flags), draw(instants), draw(flags)),
        Notice(draw(st.integers(0, 3)), draw(flags), draw(instants)),
        Hearing(0, draw(st.integers(0, 4)), draw(flags), draw(instants)),
        Draft(draw(instants), 0, draw(flags), draw(flags), draw(flags)),
        Check(
            Tally(*counts),
            stops,
            0,
            *(draw(flags), draw(flags), draw(flags)),
            groups=draw(groups_of(members, Tally(*counts))),
        ),
        Work(draw(instants)),
        LastCall(draw(instants), draw(instants)),
        Doing(
            starts_at=draw(instants),
            look_back_at=draw(instants),
            finished_at=draw(instants),
            fails_at=draw(instants),
            confirmed_at=draw(instants),
            concluded_at=draw(instants),
            has_report=draw(flags),
            vote=draw(votes),
        ),
        draw(signed),
    )


@st.composite
def any_question(draw):
    """Draw a new question of any class, at home or not, urgent or federated or not."""
    name = draw(st.sampled_from(["small", "ordinary", "serious", "founding"]))
    state = question(name, draw(st.sampled_from([Stage.IDEA, Stage.SHAPING])))
    state = replace(state, is_home=draw(flags), is_federated=draw(flags))
    if name != "founding" and draw(flags):
        state = replace(state, rules=urgent(state.rules))
    return state


class TestEveryQuestion:
    @given(any_question(), st.lists(any_facts(), min_size=1, max_size=4))
    def test_ends_by_permitted_moves_in_order_of_time(self, state, several):
        turns = iter(range(10_000))
        steps = walk(state, lambda _: several[next(turns) % len(several)], FAR)
        before = state
        for step in steps:
            assert step.to in MOVES[before.stage]
            assert step.at >= before.since
            before = step.after
        assert before.stage in ENDED

    @given(any_question(), any_facts())
    def test_is_never_decided_with_an_unanswered_stop_or_no_carrier(self, state, found):
        before = state
        for step in walk(state, found, FAR):
            if step.to == Stage.DECIDED and before.stage == Stage.LAST_CALL:
                assert found.check.unanswered_stops == 0
                assert not found.check.tasks_without_carrier
            before = step.after

    @given(any_question(), any_facts(), st.lists(st.integers(1, 400), max_size=40))
    def test_takes_the_same_steps_however_late_one_looks(self, state, found, hours):
        late = walk(state, found, FAR)
        early, now, at = [], START, state
        for pause_hours in hours:
            taken = walk(at, found, now)
            early += taken
            at = taken[-1].after if taken else at
            now += pause_hours * DAY / 24
        assert early == late[: len(early)]
        assert early + walk(at, found, FAR) == late

    @given(any_question(), any_facts())
    def test_says_when_to_look_next(self, state, found):
        for step in walk(state, found, FAR):
            assert next_look(state, found, START) == max(step.at, START)
            assert advance(state, found, step.at) == step
            if step.at > START:
                assert advance(state, found, step.at - DAY / 86_400) is None
            state = step.after
        assert next_look(state, found, FAR) is None

    @tried_on(10)
    @given(any_question(), any_facts())
    def test_is_the_same_every_time_and_instants_only_grow(self, state, found):
        steps = walk(state, found, FAR)
        assert steps == walk(state, found, FAR)
        instants_of = [step.at for step in steps]
        assert instants_of == sorted(instants_of)
