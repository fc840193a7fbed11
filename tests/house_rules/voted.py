"""Questions with a legal vote that the addresses of the access table lead to."""

from tests import cast
from tests.house_rules.agreed import raised, say

from folkmoot.deciding import operations
from folkmoot.deciding.models import LegalVote, Position, Question, Voter
from folkmoot.deciding.operations import LawText, Roll
from folkmoot.engines.consensus import LegalRule
from folkmoot.people.models import Collective, Membership

NOW = cast.NOW
LAW = LawText("Statutes, clause 12", "All members")
ASKED = ("second_vote", "drop_vote")
OPEN = ("cast_vote", "note_paper", "enter_count")
READ = ("get_legal_vote", "get_roll")


def build(elm: Collective) -> dict[str, object]:
    """Return what stands for the parts of these addresses."""
    ann, bo, di = (cast.member(elm, name) for name in ("Ann", "Bo", "Di"))
    asked = operations.raise_question(member=ann, title="A strike", now=NOW)
    _ask(asked, bo)
    fresh = operations.raise_question(member=ann, title="New statutes", now=NOW)
    due = _agreed("A merger", ann, bo, di)
    vote = _agreed("A new clause", ann, bo, di)
    operations.open_vote(
        member=bo,
        vote=vote,
        roll=Roll([ann.id, bo.id], ["Old Jo"]),
        days=14,
        now=NOW,
    )
    numbers = {
        **dict.fromkeys(ASKED, asked.number),
        "ask_for_vote": fresh.number,
        "open_vote": due.question.number,
        **dict.fromkeys(OPEN, vote.question.number),
    }
    return {
        "voter_id": Voter.objects.get(vote=vote, member=None).id,
        **{f"deciding:{name}.number": numbers[name] for name in numbers},
        **{
            f"api:{name}.number": numbers[name] for name in (*ASKED, "open_vote", *OPEN)
        },
        **{f"api:{name}.number": vote.question.number for name in READ},
    }


def _ask(question: Question, who: Membership) -> LegalVote:
    return operations.ask_for_vote(
        member=who, question=question, text=LAW, rule=LegalRule(), now=NOW
    )


def _agreed(title: str, *people: Membership) -> LegalVote:
    """Return the vote that a question waits for; the first raised it, all agreed."""
    first, second, *_others = people
    question = raised(first, title)
    vote = _ask(question, first)
    operations.second_vote(member=second, vote=vote, now=NOW)
    for who in people:
        say(question, who, Position.Value.CONSENT)
    return LegalVote.objects.select_related("question").get(id=vote.id)
