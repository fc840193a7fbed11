"""What the co-op and the tenants ask together, as a federation of two groups."""

from collections.abc import Mapping
from datetime import timedelta

from folkmoot.deciding.models import Heard, Position, Question
from folkmoot.deciding.operations import contribute, take_position
from folkmoot.federating.models import FederatedDrafter, FederatedQuestion, Theme
from folkmoot.federating.operations import (
    RaiseText,
    VersionText,
    answer_theme,
    back,
    make_federation,
    raise_up,
    send_draft,
    write_version,
)
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Membership
from folkmoot.site.demo.play import Play, Story, catch_up

STREET = "Elm Street Together"
TEXT = RaiseText(
    title="Shall we buy one cargo bike for the whole street?",
    short_text="One bike for both houses. It stands in our shed; either house can book"
    " it. It costs 2,400, shared by the number of people.",
    scope=FederatedQuestion.Scope.SHARED,
    scope_reason="It is one bike, one shed and one lock.",
    why_now="The dealer keeps one for us until summer.",
    affected="Everybody who carries shopping, children or tools.",
)
DRAFT = (
    "We buy one cargo bike for the street. It stands in the shed of the co-op; every"
    " household of both houses has the code. Each person pays the same. Who breaks"
    " something says so, and the fund of both houses repairs it."
)
HEARD: Mapping[str, str] = {
    "Ann": "I would use it each week. The shed needs a wider door.",
    "Eve": "Only if somebody looks after the brakes.",
    "Hal": "My knees say no, but I like it for the others.",
}
HEARD_THERE: Mapping[str, str] = {
    "Cy": "We have no shed. Can we get in at night?",
}
ANSWERS: Mapping[str, Position.Value] = {
    "Gus": Position.Value.CONSENT,
    "Eve": Position.Value.CONCERN,
    "Hal": Position.Value.STAND_ASIDE,
    "Ida": Position.Value.CONSENT,
    "Max": Position.Value.CONSENT,
}
WORRY = "The brakes. Who looks at them?"


def cargo_bike(play: Play, tenants: Play) -> Story:
    """Two groups link up, and ask all their people one question."""
    yield play.at(26, 19)
    children = [side.members["Ann"].collective for side in (play, tenants)]
    street = make_federation(name=STREET, children=children, now=play.now)
    yield play.at(25, 18)
    gus, ann = play.of("Gus Ann")
    question = raise_up(member=gus, federation=street, text=TEXT, now=play.now)
    yield play.at(25, 20)
    back(member=ann, question=question, now=play.now)
    question = catch_up(question, play.now)
    for side in (play, tenants):
        side.seen(_led(question, side.members["Ann"]))
    tenants.reach(play.now)
    yield play.at(20, 21)
    for side, words in ((play, HEARD), (tenants, HEARD_THERE)):
        for name, text in words.items():
            contribute(
                member=side.members[name],
                question=_led(question, side.members[name]),
                kind=Contribution.Kind.TEXT,
                text=text,
                now=play.now,
            )
    tenants.reach(play.now)
    yield play.at(8, 15)
    question = _draft(play, catch_up(question, play.now))
    for side in (play, tenants):
        side.seen(_led(question, side.members["Ann"]))
    tenants.reach(play.now)
    yield play.at(5, 20)
    for name, value in ANSWERS.items():
        _say(play, question, play.members[name], value)
    _say(play, question, tenants.members["Cy"], Position.Value.CONSENT)
    catch_up(question, play.now)
    tenants.reach(play.now)


def _draft(play: Play, question: FederatedQuestion) -> FederatedQuestion:
    """Write the draft by whom the lot fell on, and send it to both houses."""
    drawn = FederatedDrafter.objects.filter(question=question, ended_at=None)
    drafter = drawn.select_related("member__collective")[0].member
    look_back = (play.present + timedelta(days=150)).date()
    version = VersionText(DRAFT, look_back)
    write_version(member=drafter, question=question, version=version, now=play.now)
    for theme in Theme.objects.filter(question=question):
        answer_theme(
            member=drafter,
            theme=theme,
            use=Heard.Use.USED,
            answer="The code of the lock, and who repairs, are in it.",
            now=play.now,
        )
    send_draft(member=drafter, question=question, now=play.now)
    return catch_up(question, play.now)


def _say(
    play: Play, question: FederatedQuestion, member: Membership, value: Position.Value
) -> None:
    take_position(
        member=member,
        question=_led(question, member),
        value=value,
        text=WORRY if value == Position.Value.CONCERN else "",
        now=play.now,
    )


def _led(question: FederatedQuestion, member: Membership) -> Question:
    rows = Question.objects.select_related("collective")
    return rows.get(led_by_id=question.id, collective_id=member.collective_id)
