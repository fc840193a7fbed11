"""Who erased themselves is erased again after an older database was put back."""

import pytest
from tests.cast import NOW, collective, member, person

from folkmoot.home.operations import erase_again, erase_everything
from folkmoot.people.models import Membership, Person
from folkmoot.record.models import Disclosure, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(settings, tmp_path):
    settings.CONFIG = settings.CONFIG.model_copy(update={"data": tmp_path})
    return tmp_path


def said_by(who: Membership) -> int:
    return Disclosure.objects.filter(member_id=who.id, name="name").count()


class TestEraseAgain:
    def test_remembers_who_is_erased_by_a_number_alone(self, data):
        elm = collective(members=("Ann", "Bo"))
        bo = member(elm, "Bo").person
        assert erase_again(now=NOW) == 0
        assert not (data / "erased").exists()
        erase_everything(person=bo, now=NOW)
        assert erase_again(now=NOW) == 0
        [file] = (data / "erased").iterdir()
        assert (file.name, file.read_bytes()) == (str(bo.id), b"")

    def test_erases_them_in_a_database_that_still_has_them(self, data):
        bo = member(collective(members=("Ann", "Bo")), "Bo")
        (data / "erased").mkdir()
        (data / "erased" / str(bo.person_id)).touch()
        assert said_by(bo)
        assert erase_again(now=NOW) == 1
        assert Person.objects.get(id=bo.person_id).erased_at == NOW
        assert "Bo" not in Membership.objects.get(id=bo.id).name
        assert not said_by(bo)
        assert Entry.objects.filter(kind="record.erased").exists()
        assert erase_again(now=NOW) == 0

    def test_leaves_all_others_and_what_is_no_number(self, data):
        ann = person("Ann")
        (data / "erased").mkdir()
        (data / "erased" / "01900000-0000-7000-8000-000000000000").touch()
        (data / "erased" / "notes.txt").touch()
        assert erase_again(now=NOW) == 0
        assert Person.objects.get(id=ann.id).erased_at is None
