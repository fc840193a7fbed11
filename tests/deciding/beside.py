"""A house in which several versions stand side by side in one check."""

from dataclasses import replace
from datetime import date

from tests.again import once
from tests.deciding.builders import a_draft
from tests.deciding.house import House

from folkmoot.deciding.models import Position
from folkmoot.deciding.operations import DraftText
from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import Task, accept

TREES, HEDGE, POND = (1, 2, 3)
ASIDE = Position.Value.STAND_ASIDE


def a_version(label, text, carrier=None):
    """Return another version, with work of its own where somebody carries it."""
    task = Task(f"Begin with the {label}", date(2027, 4, 1), carrier and carrier.id)
    return DraftText(
        text=text,
        look_back_date=date(2027, 6, 1),
        tasks=[task] if carrier else [],
        label=label,
    )


class SideBySide(House):
    """Trees, a hedge that Bo would plant, or a pond with the same work as the trees."""

    @once
    def compared(self):
        """Return a question whose check is open on three versions."""
        hedge = a_version("hedge", "We plant a hedge.", self.who("Bo"))
        pond = a_version("pond", "We dig a pond.")
        draft = replace(a_draft(self.who("Ann")), label="trees", beside=(hedge, pond))
        return self.checked(draft=draft)

    def accept(self, question):
        """Let everybody who is named take their work on."""
        rows = Commitment.objects.filter(question_id=question.id, state="offered")
        for task in rows.exclude(carrier=None).select_related("carrier"):
            accept(member=task.carrier, commitment=task, now=self.now)

    def say_to_all(self, question, name, *values, **more):
        for version, value in enumerate(values, start=1):
            self.say(question, name, value, version=version, **more)
