"""Guardians on pages: named by a question, asked, and vouching by two names."""

import re

import pytest
from tests import cast
from tests.again import once
from tests.cast import NOW
from tests.home.test_log import words
from tests.record.logs import add, log_of

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.carrying_out import carry_out_change
from folkmoot.people.models import Collective
from folkmoot.people.operations import change_settings
from folkmoot.record.models import Entry, Key, Log, Rekeying
from folkmoot.record.queries import find_fault
from folkmoot.record.queries.guardians import own_key
from folkmoot.record.tending import Tending
from folkmoot.web.chance import new_id

pytestmark = pytest.mark.django_db


class Town:
    """Elm Street, whose guardians are Oak Lane and Ash Yard."""

    @once
    def __init__(self) -> None:
        self.elm = cast.collective("Elm Street", friends=("Fay",))
        self.oak, self.ash = (
            cast.collective(name, members=(f"{name} A", f"{name} B"))
            for name in ("Oak Lane", "Ash Yard")
        )
        Tending().look(NOW)

    def get(
        self, of: Collective, path: str = "record/guardians/", who: str = ""
    ) -> str:
        return self.client(of, who).get(f"/c/{of.slug}/{path}").content.decode()

    def client(self, of: Collective, who: str = ""):
        return cast.signed_in(cast.member(of, who or of.memberships.first().name))

    def post(self, of: Collective, path: str, who: str = "", **data: str):
        return self.client(of, who).post(f"/c/{of.slug}/{path}", data)

    def line(self, of: Collective) -> str:
        [line] = re.findall(r'<pre [^>]*id="own-line"[^>]*>(.+?)</pre>', self.get(of))
        return line

    @once
    def name_both(self) -> None:
        lines = "\n".join(self.line(one) for one in (self.oak, self.ash))
        asked = self.post(
            self.elm,
            "q/new/?topic=guardians",
            guardians=lines,
            needed="2",
            why_now="Before anything is lost.",
        )
        assert asked.status_code == 302, words(asked.content.decode())
        self.decide(Question.objects.get(topic="guardians"))

    def decide(self, question: Question) -> None:
        carry_out_change(question, NOW)
        Tending().look(NOW)

    @once
    def lose(self) -> None:
        """Lose the key of Elm Street; its members ask the guardians."""
        add(self.elm.id)
        Key.objects.filter(collective_id=self.elm.id, use="log").update(sealed=b"x")
        Tending().look(NOW)
        for who in ("Ann", "Bo"):
            self.post(self.elm, "record/agreement/", who, state="keyless")

    def state(self) -> str:
        return log_of(self.elm.id).state


@pytest.fixture
def town() -> Town:
    return Town()


def test_nobody_is_named_at_first(town):
    assert "Nobody yet." in words(town.get(town.elm))
    assert "No guardians are named yet." in words(town.get(town.elm, "record/key/"))
    friend = words(town.get(town.elm, who="Fay"))
    assert "Name guardians" not in friend


def test_a_question_names_them(town):
    town.name_both()
    shown = words(town.get(town.elm))
    assert "2 of 2 are needed" in shown
    assert "Oak Lane" in shown
    assert "Ash Yard" in shown
    assert "Oak Lane" in words(town.get(town.elm, "record/key/"))
    record = words(town.get(town.elm, "record/"))
    assert "Guardians of the record were named" in record
    number = Question.objects.get(topic="guardians").number
    assert "2 of 2, each by its own decision" in words(
        town.get(town.elm, f"q/{number}/")
    )


@pytest.mark.parametrize(
    ("lines", "needed"), [("x", "1"), ("{oak}", "0"), ("{oak}\n{oak}", "2"), ("", "1")]
)
def test_what_cannot_be_named_is_told_and_kept(town, lines, needed):
    typed = lines.format(oak=town.line(town.oak))
    answer = town.post(
        town.elm,
        "q/new/?topic=guardians",
        guardians=typed,
        needed=needed,
        why_now="?",
    )
    assert answer.status_code == 422
    assert "These cannot be guardians." in answer.content.decode()
    assert typed in answer.content.decode()


class TestLost:
    @pytest.fixture
    def town(self) -> Town:
        made = Town()
        made.name_both()
        made.lose()
        return made

    def vouch_by_question(self, town: Town, of: Collective) -> None:
        page = town.get(of)
        [code] = set(re.findall(r"topic=rekey&amp;request=([^\"]+)\"", page))
        form = town.get(of, f"q/new/?topic=rekey&request={code}")
        request = Rekeying.objects.get()
        assert request.public.replace("+", "+") in form
        [text] = re.findall(
            r"<textarea name=\"request\".*?>(.+?)</textarea>", form, re.DOTALL
        )
        answer = town.post(
            of,
            "q/new/?topic=rekey",
            request=text.strip(),
            why_now="They called us.",
        )
        assert answer.status_code == 302
        question = Question.objects.get(topic="rekey", collective=of)
        assert "Elm Street" in words(town.get(of, f"q/{question.number}/"))
        town.decide(question)

    def test_each_decides_in_its_own_way(self, town):
        """One guardian by a question, one by two names, as its settings allow."""
        assert "0 of 2 that are needed have vouched" in words(town.get(town.elm))
        assert "Your guardians are asked." in words(town.get(town.elm, "record/"))
        self.vouch_by_question(town, town.oak)
        Tending().look(NOW)
        assert "1 of 2 that are needed have vouched" in words(town.get(town.elm))
        request = town.get(town.elm)
        [text] = re.findall(r'tabindex="0">(folkmoot.+?)</pre>', request, re.DOTALL)
        first, second = "Ash Yard A", "Ash Yard B"
        refused = town.post(town.ash, "record/guardians/vouch/", first, request=text)
        assert refused.status_code == 422
        assert (
            "In this group everybody is asked about that." in refused.content.decode()
        )
        change_settings(
            collective=town.ash,
            values={"two_vouch": True},
            question_id=new_id(),
            now=NOW,
        )
        for who, status in ((first, 302), (first, 422), (second, 302), (second, 422)):
            answer = town.post(town.ash, "record/guardians/vouch/", who, request=text)
            assert answer.status_code == status
        for _round in range(2):
            Tending().look(NOW)
        assert (town.state(), log_of(town.elm.id).origin[-8:]) == ("open", "/again/2")
        assert "Enough guardians vouched" in words(town.get(town.elm, "record/"))
        for log in Log.objects.all():
            assert find_fault(log.pk) is None

    def test_a_voucher_is_pasted(self, town):
        self.vouch_by_question(town, town.oak)
        Rekeying.objects.update(vouchers={})  # as from another server
        page = town.get(town.oak)
        [text] = re.findall(r'tabindex="0">(c2sp.+?)</pre>', page, re.DOTALL)
        wrong = town.post(town.elm, "record/guardians/bring/", voucher=text[:400])
        assert wrong.status_code == 422
        assert "not the word of one of your guardians" in wrong.content.decode()
        right = town.post(town.elm, "record/guardians/bring/", voucher=text)
        assert right.status_code == 302
        assert list(Rekeying.objects.get().vouchers) == [own_key(town.oak.id)]

    def test_where_this_server_saw_more_the_page_warns(self, town):
        Rekeying.objects.update(size=1)
        assert "What came after may be lost." in words(town.get(town.oak))

    def test_nobody_else_is_asked(self, town):
        cy = cast.collective("Cy Road", members=("Cy A", "Cy B"))
        assert "asks you to vouch" not in words(town.get(cy))
        assert Entry.objects.filter(kind="log.vouched").count() == 0
