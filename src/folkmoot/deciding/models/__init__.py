"""Questions on their way to a decision: drafts, positions, stops, decisions."""

from folkmoot.deciding.models.calling_back import CallBack
from folkmoot.deciding.models.checks import Position, Seat
from folkmoot.deciding.models.decisions import Decision
from folkmoot.deciding.models.drafts import Drafter, Heard, Proposal
from folkmoot.deciding.models.hosting import FirstReply
from folkmoot.deciding.models.panels import Panel, PanelSeat
from folkmoot.deciding.models.questions import Call, ExplainBack, Question, Transition
from folkmoot.deciding.models.stops import Objection, Talk
from folkmoot.deciding.models.votes import LegalVote, PaperCount, Voter

__all__ = [
    "Call",
    "CallBack",
    "Decision",
    "Drafter",
    "ExplainBack",
    "FirstReply",
    "Heard",
    "LegalVote",
    "Objection",
    "Panel",
    "PanelSeat",
    "PaperCount",
    "Position",
    "Proposal",
    "Question",
    "Seat",
    "Talk",
    "Transition",
    "Voter",
]
