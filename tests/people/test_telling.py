"""Mail to members: one each, in their language, once, as they wish."""

import pytest
from tests import cast
from tests.cast import NOW

from folkmoot.messaging.models import Delivery, Message
from folkmoot.people import operations
from folkmoot.people.models import Person
from folkmoot.people.queries import list_members
from folkmoot.web.chance import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def elm():
    return cast.collective(members=("Ann", "Bo", "Di", "Flo"))


def tell(elm, **kwargs):
    return operations.tell(
        memberships=list_members(elm),
        kind="test",
        template="people/mail/verify.txt",
        context={"token": "t", "days": 7},
        now=NOW,
        **kwargs,
    )


class TestTell:
    def test_follows_each_ones_rhythm(self, elm):
        people = {m.name: m.person for m in list_members(elm)}
        for name, rhythm in (("Bo", "daily"), ("Di", "none")):
            people[name].mail_rhythm = rhythm
            people[name].save()
        people["Flo"].channels.update(verified_at=None)
        about_id = new_id()
        tell(elm, about_id=about_id, asking="hearing")
        states = {m.person_id: m.state for m in Message.objects.all()}
        assert states == {people["Ann"].id: "waiting", people["Bo"].id: "held"}
        assert Delivery.objects.filter(about_id=about_id).count() == 4
        mailed = Delivery.objects.filter(message_id__isnull=False)
        assert mailed.count() == 2

    def test_once_is_once_per_person(self, elm):
        tell(elm, once="opened")
        tell(elm, once="opened")
        assert Message.objects.count() == 4
        tell(elm)
        tell(elm)
        assert Message.objects.count() == 12

    def test_always_reaches_every_address_at_once(self, elm):
        ann = cast.member(elm).person
        operations.stop_mail(person=ann)
        ann.channels.create(
            kind="email", address="2@example.org", created_at=NOW, verified_at=NOW
        )
        operations.tell(
            memberships=[cast.member(elm)],
            kind="test",
            template="people/mail/verify.txt",
            context={"token": "t", "days": 7},
            now=NOW,
            once="guard",
            always=True,
        )
        assert Message.objects.filter(state="waiting").count() == 2

    def test_costs_the_same_for_many(self, elm, django_assert_max_num_queries):
        invitation = operations.invite(member=cast.member(elm), now=NOW, uses=50)
        for number in range(50):
            newcomer = cast.person(f"Pat{number}")
            operations.join(
                invitation=invitation,
                person=newcomer,
                name="Pat" + chr(0x4E00 + number),
                now=NOW,
            )
        Person.objects.filter(name__contains="3").update(language="es")
        members = list(list_members(elm))
        with django_assert_max_num_queries(8):
            operations.tell(
                memberships=members,
                kind="test",
                template="people/mail/verify.txt",
                context={"token": "t", "days": 7},
                now=NOW,
                about_id=new_id(),
                asking="check 1",
            )
        assert Message.objects.count() == 54

    def test_subject_is_the_first_line_and_nothing_is_escaped(self, elm):
        (mail, *_rest) = tell(elm)
        assert mail.subject == "Is this your address?"
        assert "http://localhost:8000/verify/t/" in mail.body
        assert "&" not in mail.body
