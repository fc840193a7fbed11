"""An answer by voice: a stop and a worry need no written word."""

import io
import tarfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.deciding.house import STOP, VOICE, House, kinds, page, post, voice

from folkmoot.deciding.models import Objection, Position
from folkmoot.deciding.operations import (
    SpokenWithNameError,
    StopText,
    erase_words,
)
from folkmoot.home.operations import write_copy
from folkmoot.listening import operations as listening
from folkmoot.listening.models import Attachment

pytestmark = pytest.mark.django_db
UNWRITTEN = "Nobody has written it down yet"
WORRY = Position.Value.CONCERN


@pytest.fixture
def house():
    return House()


def send(client, house, question, status=302, **said):
    upload = SimpleUploadedFile("said.ogg", VOICE, "audio/ogg")
    return post(client, house.url(question, "position/"), status, upload=upload, **said)


def files_for(house, name):
    out = io.BytesIO()
    reader = house.who(name)
    write_copy(collective=house.elm, out=out, now=house.now, reader=reader)
    with tarfile.open(fileobj=io.BytesIO(out.getvalue())) as copy:
        return [one for one in copy.getnames() if "/attachments/" in one]


class TestAStopByVoice:
    def test_needs_no_word(self, house):
        question = house.checked()
        send(house.browser("Gus"), house, question, value="object")
        stop = Objection.objects.get()
        assert (UNWRITTEN in stop.harm, stop.to_whom) == (True, "")
        assert kinds(question)[-2:] == ["position.attached", "position.taken"]

    def test_is_heard_by_members_where_it_is_worked_on(self, house):
        question = house.checked()
        house.say(question, "Gus", STOP, attached=voice())
        question, stop = house.later(question, 15), Objection.objects.get()
        file = f"/{stop.attachment_id}/"
        url = house.url(question, f"stops/{stop.number}/")
        shown = page(house.browser("Bo"), url)
        assert (shown.count(file), UNWRITTEN in shown) == (1, True)
        assert file not in page(house.browser("Flo"), url)

    def test_is_no_part_of_what_the_question_says(self, house):
        question = house.checked()
        house.say(question, "Gus", STOP, attached=voice())
        assert "<audio" not in page(house.browser("Flo"), house.url(question))

    def test_is_said_anew_with_the_newest_recording(self, house):
        question = house.checked()
        house.say(question, "Gus", STOP, attached=voice())
        first = Objection.objects.get().attachment_id
        house.say(question, "Gus", STOP)
        assert Objection.objects.get().attachment_id == first
        house.say(question, "Gus", STOP, attached=voice("Roots"))
        again = Objection.objects.get()
        assert again.attachment_id == Position.objects.get().attachment_id != first

    def test_without_a_name_is_refused(self, house):
        question = house.checked()
        said = {"value": "object", "nameless": "on"}
        answer = send(house.browser("Gus"), house, question, 422, **said)
        assert "A voice tells whose it is" in answer.content.decode()
        assert not Attachment.objects.exists()


class TestAWorryByVoice:
    def test_is_heard_among_the_worries_after_ones_own_answer(self, house):
        question = house.checked()
        send(house.browser("Gus"), house, question, value="concern")
        bo = house.browser("Bo")
        assert "<audio" not in page(bo, house.url(question))
        house.say(question, "Bo")
        assert page(bo, house.url(question)).count("<audio") == 1

    def test_ends_with_another_answer(self, house):
        question = house.checked()
        house.say(question, "Gus", WORRY, attached=voice())
        assert "<audio" in page(house.browser("Gus"), house.url(question))
        assert house.say(question, "Gus").attachment_id is None

    def test_is_in_the_copy_of_those_who_answered(self, house):
        question = house.checked()
        house.say(question, "Gus", WORRY, attached=voice())
        assert files_for(house, "Bo") == []
        house.say(question, "Bo")
        assert len(files_for(house, "Bo")) == 1

    def test_is_not_asked_for_where_nobody_sees_names(self, house):
        house.elm.settings = {"names_on_positions": "nobody"}
        house.elm.save()
        question = house.checked()
        form = page(house.browser("Gus"), house.url(question))
        assert 'name="value"' in form
        assert 'id="position_upload"' not in form
        with pytest.raises(SpokenWithNameError):
            house.say(question, "Gus", WORRY, attached=voice())

    def test_is_erased_with_its_author(self, house):
        question = house.checked()
        text = StopText(harm="", to_whom="")
        house.say(question, "Gus", STOP, stop=text, attached=voice())
        gus = house.who("Gus")
        listening.erase_words(member=gus, now=house.now)
        erase_words(member=gus, now=house.now)
        assert not Attachment.objects.exists()
        rows = (Objection.objects.get(), Position.objects.get())
        assert [row.attachment_id for row in rows] == [None, None]
