"""One key, one effect: also when all come at once, with the same words or with others."""

import json

import pytest
from tests.api.client import Program
from tests.cast import collective, member

from folkmoot.deciding.models import ExplainBack
from folkmoot.web.models import Submission

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ONE = "collectives/elm-street/questions/1"
TOLD = f"{ONE}/explanations"


class Senders:
    """Programs of one person that send to a question at once."""

    def __init__(self, run_together) -> None:
        elm = collective()
        Program(member(elm)).post(
            "collectives/elm-street/questions", {"title": "Trees"}
        )
        self.programs = [Program(member(elm, "Bo")) for _ in range(5)]
        self.run_together = run_together

    def send(self, key: str, *texts: str) -> list[tuple[int, str]]:
        """Return the status of each and what it was answered."""

        def sent(program: Program, text: str):
            def act():
                body = program.ask("POST", TOLD, {"text": text}, key=key)
                return program.answer.status_code, json.dumps(body)

            return act

        each = zip(self.programs, texts, strict=False)
        return self.run_together([sent(*one) for one in each])


@pytest.fixture
def senders(run_together) -> Senders:
    return Senders(run_together)


def test_five_of_one_key_have_one_effect_and_one_answer(senders, trials):
    for trial in range(trials):
        answers = senders.send(f"k{trial}", *[f"Trial {trial}"] * 5)
        assert {status for status, _body in answers} == {201}
        assert len({body for _status, body in answers}) == 1
        assert ExplainBack.objects.filter(text=f"Trial {trial}").count() == 1
    assert Submission.objects.count() == trials


def test_of_two_texts_with_one_key_one_counts_and_the_other_is_refused(senders, trials):
    for trial in range(trials):
        texts = [f"{trial} {'yes' if one % 2 else 'no'}" for one in range(4)]
        answers = senders.send(f"k{trial}", *texts)
        (kept,) = ExplainBack.objects.filter(text__startswith=f"{trial} ")
        for text, (status, body) in zip(texts, answers, strict=True):
            if text == kept.text:
                assert status == 201
            else:
                assert (status, json.loads(body)["error"]["code"]) == (422, "key_used")
