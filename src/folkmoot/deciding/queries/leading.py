"""What one collective can ask for in a question that its federation leads."""

from folkmoot.deciding.models import Call, Question

# Carrying out and looking back are the collective's own, and so is a pause there.
ITS_OWN = {
    Call.Kind.LOOK_BACK.value: (Question.Stage.DECIDED, Question.Stage.CARRYING),
    Call.Kind.PAUSE.value: (
        Question.Stage.DECIDED,
        Question.Stage.CARRYING,
        Question.Stage.LOOKING_BACK,
    ),
}


def may_be_called(question: Question, kind: str) -> bool:
    """Say whether members can ask for ``kind``: a led question moves with all groups."""
    return not question.led_by_id or question.stage in ITS_OWN.get(str(kind), ())
