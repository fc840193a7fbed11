"""Pages of a long list of groups: each can be opened, and few stand side by side."""

from folkmoot.federating.queries.pages.whole import fold_jumps, jumps_to


def pages(groups: int, here: int = 1):
    return jumps_to([f"group {number:05}" for number in range(groups)], here)


class TestFolded:
    def test_one_page_has_none(self):
        assert fold_jumps(pages(50)) == []

    def test_a_few_stand_side_by_side(self):
        [span] = fold_jumps(pages(500))
        assert len(span.jumps) == 10

    def test_twelve_thousand_groups_are_thirty_links_at_a_time(self):
        jumps = pages(12_000, here=100)
        spans = fold_jumps(jumps)
        assert [jump for span in spans for jump in span.jumps] == jumps
        [here] = [span for span in spans if span.is_here]
        assert len(spans) - 1 + len(here.jumps) <= 31
        assert (spans[0].first, spans[-1].last) == ("group 00000", "group 11999")
