"""What home tells its messenger while the council sits: at once, a line from each."""

from datetime import timedelta

import pytest
from tests import cast
from tests.cast import DAY, NOW
from tests.federating.above import Above
from tests.federating.sent import Sent

from folkmoot.federating.models import HomeLine
from folkmoot.federating.operations import LineError, send_line
from folkmoot.federating.queries.lines import lines_of
from folkmoot.home.operations import erase_everything
from folkmoot.people.operations import NotAMemberError

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def sent(clock):
    clock.set(NOW)
    return Sent(members=("Ann", "Bo", "Di", "Eve"), friends=("Fay",))


def tell(sent: Sent, name: str, text: str, now=NOW) -> HomeLine:
    return send_line(
        member=sent.member(name),
        home=sent.home,
        council=sent.council,
        text=text,
        now=now,
    )


def texts(sent: Sent, now=NOW) -> list[str]:
    return [one.text for one in lines_of(sent.home.id, sent.council.id, now)]


class TestSendLine:
    def test_the_newest_stands_first_and_each_has_one(self, sent):
        tell(sent, "Di", "Ask about the roof.")
        tell(sent, "Eve", "And the cost.", NOW + timedelta(minutes=1))
        tell(sent, "Di", "Not above  40,000.", NOW + timedelta(minutes=2))
        assert texts(sent) == ["Not above 40,000.", "And the cost."]

    def test_it_stands_for_48_hours(self, sent):
        tell(sent, "Di", "Ask about the roof.")
        assert texts(sent, NOW + 2 * DAY) == []

    @pytest.mark.parametrize("text", ["", "  ", "a" * 141])
    def test_it_is_a_line(self, sent, text):
        with pytest.raises(LineError, match="line"):
            tell(sent, "Di", text)

    def test_it_needs_somebody_who_is_sent(self, sent):
        with pytest.raises(LineError, match="Nobody carries"):
            tell(sent, "Di", "Ask.", NOW + 91 * DAY)

    def test_it_is_for_members_at_home(self, sent):
        with pytest.raises(NotAMemberError):
            tell(sent, "Fay", "Ask.")
        bo = cast.member(sent.other, "Bo")
        with pytest.raises(LineError, match="at home"):
            send_line(
                member=bo, home=sent.home, council=sent.council, text="Ask.", now=NOW
            )

    def test_everybody_below_tells_a_councils_messenger(self):
        above = Above()
        given = {"home": above.home, "council": above.council, "now": NOW}
        send_line(member=above.member(2, "Di"), text="Ask.", **given)
        assert [one.text for one in lines_of(above.home.id, above.council.id, NOW)]

    def test_it_goes_with_who_erases_themselves(self, sent):
        tell(sent, "Di", "Ask about the roof.")
        erase_everything(person=sent.member("Di").person, now=NOW)
        assert not HomeLine.objects.exists()


class TestPages:
    def council(self, sent) -> str:
        return f"/f/{sent.council.slug}/council/"

    def live(self, sent, client, seen: str = ""):
        return client.get(f"{self.council(sent)}live/?seen={seen}", headers=HTMX)

    def test_a_member_tells_it_and_the_messenger_sees_it_at_once(self, sent):
        di, ann = cast.signed_in(sent.member("Di")), cast.signed_in(sent.member("Ann"))
        before = ann.get(self.council(sent)).content.decode()
        address = f"/f/{sent.council.slug}/messengers/{sent.home.slug}/line/"
        assert address in di.get(self.council(sent)).content.decode()
        assert address not in before  # who sits there is told, and tells nobody
        mark = before.partition("?seen=")[2].partition('"')[0]
        assert self.live(sent, ann, mark).status_code == 204
        assert di.post(address, {"text": "Ask about the roof."}).status_code == 302
        after = self.live(sent, ann, mark)
        assert after.status_code == 200
        assert "Ask about the roof." in after.content.decode()
        # Without a script the page itself says so.
        assert "Ask about the roof." in ann.get(self.council(sent)).content.decode()

    def test_what_is_said_is_seen_while_it_sits(self, sent):
        eve = cast.signed_in(sent.member("Eve"))
        page = eve.get(self.council(sent)).content.decode()
        mark = page.partition("?seen=")[2].partition('"')[0]
        sent.say()
        assert "We carry the roof." in self.live(sent, eve, mark).content.decode()

    def test_other_groups_do_not_read_what_home_tells(self, sent):
        tell(sent, "Di", "Ask about the roof.")
        bo = cast.signed_in(cast.member(sent.other, "Bo"))
        assert "Ask about the roof." not in bo.get(self.council(sent)).content.decode()
        assert "Ask about" not in self.live(sent, bo).content.decode()

    def test_what_is_too_long_comes_back_as_it_was(self, sent):
        di = cast.signed_in(sent.member("Di"))
        address = f"/f/{sent.council.slug}/messengers/{sent.home.slug}/line/"
        answer = di.post(address, {"text": "roof " * 40})
        assert answer.status_code == 422
        assert "roof roof" in answer.content.decode()

    def test_a_browser_that_opens_the_part_gets_the_page(self, sent):
        eve = cast.signed_in(sent.member("Eve"))
        answer = eve.get(f"{self.council(sent)}live/")
        assert answer.status_code == 302
