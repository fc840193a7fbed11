"""Who carries the word of two houses to their council, and what is said there."""

from collections.abc import Collection

from folkmoot.deciding.models import Question
from folkmoot.federating.models import (
    Delegate,
    Entry,
    FederatedQuestion,
    Mandate,
)
from folkmoot.federating.operations import (
    Asking,
    MandateText,
    Words,
    accept_sending,
    answer_search,
    ask_for_mandate,
    ask_for_pair,
    draw_pairs_due,
    make_theme,
    say_in_council,
    sign_report,
    write_report,
)
from folkmoot.federating.queries.pairs import pair_of
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Collective, Membership
from folkmoot.site.demo.acts import positions, take_jobs
from folkmoot.site.demo.play import Play, Story
from folkmoot.site.demo.stories.street import STREET, TEXT

SHARE = MandateText(
    text="We are for the bike if our house pays 700 at most. Up to that you may say yes"
    " for us.",
    kind=Mandate.Kind.SETTLE,
    limits=[("cost", "at_most", 700)],
    may_settle=["cost"],
)
WITHIN = "Our house can carry 650. It fits what we were asked to say."
OWN_VIEW = "I have had two such bikes: the brakes need somebody who is named for them."
TOO_EARLY = "We are for it. Let us order the bike."
REPORTS = {
    "co-op": "The tenants can carry 650. Our messenger said, as an own view, that"
    " somebody should be named for the brakes. Nothing was settled.",
    "tenants": "We said that our house can carry 650, as we were asked to. The co-op"
    " spoke about the brakes. Nothing was settled.",
}


def messengers(play: Play, tenants: Play) -> Story:
    """Draw two people of each house, ask them something, and let them speak."""
    yield play.at(25, 21)
    _seek(play, "Ann", "Bo Eve Jo")
    tenants.reach(play.now)
    _seek(tenants, "Cy", "Cy Luz")
    yield play.at(17, 19)
    draw_pairs_due(play.now)
    tenants.reach(play.now)
    for side in (play, tenants):
        for delegate in _pair(side):
            member, now = delegate.member, side.now
            accept_sending(member=member, delegate=delegate, now=now)
    yield play.at(16, 19)
    tenants.reach(play.now)
    _decide_what_to_say(tenants)
    yield play.at(13, 20)
    _group(play, "A place where it stands", {"Ann", "Cy"})
    yield play.at(4, 20)
    tenants.reach(play.now)
    figures = {"cost": 650}
    _speak(tenants, Words(WITHIN, figures=figures, question=_question()))
    play.reach(tenants.now)
    _speak(play, Words(OWN_VIEW, basis=Entry.Basis.OWN_VIEW, question=_question()))
    yield play.at(3, 18)
    tenants.reach(play.now)
    _report(play, REPORTS["co-op"])
    _report(tenants, REPORTS["tenants"])
    yield play.at(1, 20)
    early = Words(TOO_EARLY, position="agrees", question=_question())
    _speak(play, early, asks_home=True)


def _seek(side: Play, asks: str, willing: str) -> None:
    """Let somebody look for two people, and some be willing."""
    member = side.members[asks]
    search = ask_for_pair(
        member=member, home=member.collective, council=_street(), now=side.now
    )
    for one in side.of(willing):
        answer_search(member=one, search=search, is_willing=True, now=side.now)


def _decide_what_to_say(side: Play) -> None:
    """Ask a house what its messengers shall say; all agree on one evening."""
    asker = side.members["Cy"]
    asking = Asking(_street(), _question(), why_now="They meet on Thursday.")
    question = ask_for_mandate(member=asker, asking=asking, text=SHARE, now=side.now)
    take_jobs(side, question)
    positions(side, question, yes=" ".join(side.members))


def _group(side: Play, title: str, names: Collection[str]) -> None:
    """Let who speaks for a house put words of both houses under one heading."""
    question = _question()
    led = Question.objects.filter(led_by_id=question.id)
    said = Contribution.objects.filter(
        hearing__question_id__in=led.values("id"), member__name__in=names
    )
    make_theme(
        member=_speaker(side).member,
        council=_street(),
        question=question,
        title=title,
        contributions=list(said.values_list("id", flat=True)),
        now=side.now,
    )


def _speak(side: Play, words: Words, *, asks_home: bool = False) -> None:
    speaker = _speaker(side)
    say_in_council(
        member=speaker.member,
        delegate=speaker,
        words=words,
        asks_home=asks_home,
        now=side.now,
    )


def _report(side: Play, text: str) -> None:
    """Let the listener write home and the messenger sign."""
    speaker, listener = _pair(side)
    report = write_report(
        member=listener.member, delegate=listener, text=text, now=side.now
    )
    sign_report(member=speaker.member, delegate=speaker, report=report, now=side.now)


def _speaker(side: Play) -> Delegate:
    return _pair(side)[0]


def _pair(side: Play) -> list[Delegate]:
    """Return who speaks for a house and who listens, in this order."""
    home = _home(side)
    pair = pair_of(home.collective_id, _street().id, side.now)
    return sorted(pair, key=lambda one: one.part != Delegate.Part.SPEAKER)


def _home(side: Play) -> Membership:
    return side.members["Ann"]


def _street() -> Collective:
    return Collective.objects.get(name=STREET)


def _question() -> FederatedQuestion:
    return FederatedQuestion.objects.get(title=TEXT.title)
