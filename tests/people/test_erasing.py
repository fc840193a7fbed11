"""What an erased person leaves behind."""

import pytest
from tests import cast
from tests.cast import NOW

from folkmoot.messaging.models import Message
from folkmoot.people import operations
from folkmoot.people.models import Membership, Person
from folkmoot.record.models import Disclosure, Entry
from folkmoot.record.queries import find_fault
from folkmoot.web.models import Submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def elm():
    return cast.collective()


def everything(model):
    return " ".join(str(row) for row in model.objects.values())


class TestErase:
    def test_takes_the_word_only(self, elm):
        browser = cast.signed_in(cast.member(elm, "Bo"))
        assert browser.post("/me/erasure/", {"word": "yes"}).status_code == 422
        assert Person.objects.filter(erased_at=None, name="Bo").exists()
        answer = browser.post("/me/erasure/", {"word": "Erase"})
        assert answer.status_code == 302
        assert browser.get("/me/settings/").status_code == 302

    def test_leaves_a_pseudonym_and_a_record_that_holds(self, elm):
        bo = cast.member(elm, "Bo")
        person = bo.person
        browser = cast.signed_in(bo)
        browser.post(
            "/me/tokens/",
            {
                "token-label": "t",
                "token-scopes": "read",
                "token-days": 1,
                "submission_key": "k",
            },
        )
        operations.tell(
            memberships=[bo],
            kind="test",
            template="people/mail/verify.txt",
            context={"token": "t", "days": 7},
            now=NOW,
        )
        operations.erase_person(person=person, now=NOW)
        bo.refresh_from_db()
        assert bo.name.startswith("Former member ")
        assert bo.ended_at == NOW
        person.refresh_from_db()
        assert person.name.startswith("Former member ")
        for owned in (person.channels, person.sessions, person.tokens):
            assert not owned.exists()
        assert "bo.elm-street" not in everything(Message)
        assert not Submission.objects.filter(person_id=person.id).exists()
        assert str(bo.id) not in everything(Disclosure)
        told = [row.value for row in Disclosure.objects.all()]
        assert not {"Bo", str(bo.id)} & {str(value) for value in told}
        assert Entry.objects.latest("index").kind == "record.erased"
        assert find_fault(elm.id) is None

    def test_erased_names_differ(self, elm):
        for name in ("Bo", "Di"):
            person = cast.member(elm, name).person
            operations.erase_person(person=person, now=NOW)
        names = Membership.objects.exclude(name="Ann").values_list("name", flat=True)
        assert len(set(names)) == 2
