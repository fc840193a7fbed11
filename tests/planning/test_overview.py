"""The first page of needs and work."""

import pytest
from django.urls import reverse
from tests import cast

pytestmark = pytest.mark.django_db
PARTS = (
    *("needs:needs", "shifts:shifts", "needs:things", "planning:plans"),
    *("fund:surpluses", "fund:fund"),
)


class TestOverview:
    def test_is_a_part_of_the_collective(self):
        elm = cast.collective()
        client = cast.signed_in(cast.member(elm))
        address = reverse("planning:overview", args=(elm.slug,))

        page = client.get(address).content.decode()

        assert "Needs and work</h1>" in page
        assert f'<a href="{address}" aria-current="page">' in page

    def test_is_for_nobody_else(self):
        elm = cast.collective()
        stranger = cast.signed_in(cast.person())

        answer = stranger.get(reverse("planning:overview", args=(elm.slug,)))

        assert answer.status_code == 404

    def test_has_one_thing_to_do_and_a_way_into_each_part(self):
        elm = cast.collective()
        client = cast.signed_in(cast.member(elm))

        page = client.get(reverse("planning:overview", args=(elm.slug,)))

        text = page.content.decode()
        assert text.count('class="button"') == 1
        for name in PARTS:
            assert f'<h2><a href="{reverse(name, args=(elm.slug,))}">' in text
