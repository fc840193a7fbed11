"""From every page with a sum to the sums of each group below it: two taps at most.

A member opens all pages of a question that links lead to, below three layers of
councils, while everybody is asked and when it is decided.
"""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from tests import cast
from tests.cast import DAY, NOW
from tests.federating.test_amendments import TEXT, answer_all
from tests.federating.world import World

from folkmoot.deciding.models import Position
from folkmoot.federating.models import Delegate, Node
from folkmoot.federating.operations import (
    make_federation,
    make_theme,
    propose_amendment,
    sign_amendment,
)
from folkmoot.federating.queries.theme_pages import list_originals
from folkmoot.people.models import Collective

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
TAPS = 2
AT_LEAST = 12  # pages with sums
FEW = 4  # groups at either end, of which all pages are opened
BACKING = 12  # groups of two, who can ask for another wording: a tenth and more
SUM = re.compile(r"\d+ of (?:all )?\d+ (?:groups?|people|person|members?)\b|Yes: \d+\.")
GROUP = re.compile(r"/groups/([0-9a-f-]{36})/$")
ID = "[0-9a-f-]{36}"
NAMED = re.compile(ID)


class Page(HTMLParser):
    """What a page says, and how many taps each link is away: one, or two where folded."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self.address, self.words, self.folded = address, "", ""
        self.links: dict[str, int] = {}
        self._folds: list[bool] = []
        self.feed(text.partition("<main")[2].partition("</main>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "details":
            self._folds.append("open" not in given)
        if tag == "a" and given.get("href"):
            to = urljoin(self.address, given["href"]).partition("#")[0]
            self.links[to] = min(1 + any(self._folds), self.links.get(to, TAPS))

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self._folds.pop()

    def handle_data(self, data: str) -> None:
        if any(self._folds):
            self.folded += data
        else:
            self.words += data

    @property
    def taps(self) -> int:
        """How many may follow; none where there is no sum. Unfolding one comes before."""
        seen, folded = (" ".join(text.split()) for text in (self.words, self.folded))
        return TAPS if SUM.search(seen) else bool(SUM.search(folded)) * (TAPS + 1)


class Reader:
    """Somebody who opens pages, each once, and keeps them."""

    def __init__(self, member, now) -> None:
        self.client = cast.signed_in(member, now)
        self.pages: dict[str, Page] = {}

    def open(self, address: str) -> Page:
        if address not in self.pages:
            answer = self.client.get(address, follow=True)
            assert answer.status_code == 200, address
            # Where the question of one's own group leads to the whole.
            at = answer.redirect_chain[-1][0] if answer.redirect_chain else address
            self.pages[address] = Page(at, answer.content.decode())
        return self.pages[address]

    def follow(self, start: str, is_wanted: Callable[[str], bool]) -> None:
        """Open everything that links lead to, as far as it is wanted."""
        edge, seen = [start], {start}
        while edge:
            new = set(filter(is_wanted, self.open(edge.pop()).links)) - seen
            seen |= new
            edge += new

    def within(self, address: str, taps: int) -> Iterator[Page]:
        """Yield the pages that are so few taps away, this one first."""
        page = self.open(address)
        yield page
        for to, cost in page.links.items():
            if cost <= taps and to in self.pages:
                yield from self.within(to, taps - cost)

    def groups_from(self, address: str) -> set[str]:
        """Return whose sums are seen, in a row or on a page, after so few taps."""
        return {
            found[1]
            for page in self.within(address, self.open(address).taps)
            for to in (*page.links, page.address)
            if (found := GROUP.search(to))
        }


class Layers(World):
    """Three layers of councils; below one part there are ``many`` groups."""

    def __init__(self, many: int) -> None:
        self.now, self.question = NOW, None
        self.leaves = [
            cast.collective(
                f"House {place:03}",
                members=("Ann", "Bo") if place < BACKING else ("Ann",),
                now=NOW - 400 * DAY,
            )
            for place in range(many + 2)
        ]
        rows = (self.leaves[:many:2], self.leaves[1:many:2])
        self.streets = [
            *(self.council(f"Street {n}", row) for n, row in enumerate(rows)),
            self.council("Street 2", self.leaves[many:]),
        ]
        self.towns = [
            self.council("Town 0", self.streets[:2]),
            self.council("Town 1", self.streets[2:]),
        ]
        self.federation = self.council("Country", self.towns)

    def council(self, name: str, children) -> Collective:
        return make_federation(name=name, children=children, now=NOW - DAY)

    def put_together(self) -> None:
        """Let the councils above the first group take what was said further up."""
        home, theme = self.leaves[0], None
        member = self.members_of(home)[0]
        way = (self.streets[0], self.towns[0], self.federation)
        for below, council in zip((home, *way), way, strict=False):
            self.seat(below, council, member)
            said = [one.row.id for one in list_originals(self.question, council)[:2]]
            chosen = [theme.id] if theme else said
            theme = make_theme(
                member=member,
                council=council,
                question=self.question,
                title="The roof",
                contributions=chosen,
                now=self.now,
            )

    def seat(self, home: Collective, council: Collective, member) -> None:
        Delegate.objects.create(
            collective=home,
            council=council,
            member=member,
            part=Delegate.Part.SPEAKER,
            accepted_at=NOW - DAY,
            starts_at=NOW - DAY,
            ends_at=NOW + 300 * DAY,
        )

    def compare(self) -> None:
        """Let enough groups ask for another wording."""
        ann, *others = self.members_of(self.leaves[1])
        given = {"question": self.question, "now": self.now}
        row = propose_amendment(member=ann, amendment=TEXT, **given)
        for leaf in self.leaves[2:BACKING]:
            others += self.members_of(leaf)
        for member in others:
            sign_amendment(member=member, amendment=row, now=self.now)


def wanted(world: Layers) -> Callable[[str], bool]:
    """Return what is opened: all pages of the question, the federation, and councils.

    Where there are many groups, those of the first and the last: the others' are alike.
    """
    alike = {str(leaf.id) for leaf in world.leaves[FEW:-FEW]}
    number = world.led(world.leaves[0]).number
    own = f"/c/{world.leaves[0].slug}/(?:q/{number}/|messengers/$)"
    pages = re.compile(
        rf"/f/[^/?]+/(?:q/\d+/(?!new|alone|draft).*|\?at=.*|messengers/[^/]+/|council/(?:questions/{ID}/themes/)?)?$"
        rf"|/f/questions/{ID}/(?:\?group=(?:{ID}|all))?$|{own}"
    )
    return lambda to: bool(pages.match(to)) and alike.isdisjoint(NAMED.findall(to))


def expect_opened(world: Layers) -> list[str]:
    """Look that each sum opens; return the addresses of the pages with sums."""
    reader = Reader(world.members_of(world.leaves[0])[0], world.now)
    top = f"/f/{world.federation.slug}/q/{world.question.number}/"
    for start in (top, f"/f/{world.federation.slug}/", own_page(world)):
        reader.follow(start, wanted(world))
    with_sums = [one for one in reader.pages.items() if one[1].taps]
    for address, page in with_sums:
        missing = below(world, page.address) - reader.groups_from(address)
        assert not missing, (page.address, len(missing))
    return [address for address, _page in with_sums]


def own_page(world: Layers) -> str:
    """Return the question's page in the reader's own group."""
    leaf = world.leaves[0]
    return f"/c/{leaf.slug}/q/{world.led(leaf).number}/"


def below(world: Layers, address: str) -> set[str]:
    """Return the groups whose sum a page shows, by the collective that it is about."""
    nodes = Node.objects.filter(question=world.question).select_related("parent")
    by_id = {node.id: node for node in nodes.select_related("collective")}
    found = {
        node.id
        for node in by_id.values()
        if str(node.collective_id) in address
        or f"/{node.collective.slug}/council/" in address
        or address.endswith(f"/messengers/{node.collective.slug}/")
    }
    is_whole = world.question.stage == "decided" and address == own_page(world)
    if not found and "/c/" in address and not is_whole:
        return set()  # one group's own numbers, down there already
    if not found:
        found = {node.id for node in by_id.values() if node.parent_id is None}
    for node in sorted(by_id.values(), key=lambda one: one.level):
        if node.parent_id in found:
            found.add(node.id)
    return {str(by_id[one].collective_id) for one in found if by_id[one].is_leaf}


@pytest.mark.parametrize(
    ("many", "is_compared"),
    [
        (4, False),
        (4, True),
        (102, False),
    ],
    ids=["one-version", "several-versions", "pages-of-groups"],
)
def test_every_sum_opens_down_to_the_groups_in_two_taps(many, is_compared, clock):
    world = Layers(many)
    world.ask(scope="shared")
    world.hear()
    world.put_together()
    world.at(world.now)
    clock.set(world.now)
    assert len(expect_opened(world)) >= AT_LEAST
    if is_compared:
        world.compare()
    world.draft()
    assert bool(world.question.variants) == is_compared
    if is_compared:
        answer_all(world, Position.Value.CONSENT, Position.Value.STAND_ASIDE)
    else:
        world.say_all(silent=[world.members_of(world.leaves[-1])[0]])
    for stage in ("checking", "last_call", "decided"):
        world.until(stage)
        clock.set(world.now)
        opened = expect_opened(world)
        assert len(opened) >= AT_LEAST
        # What a council was asked to say holds sums of its groups, until it is over.
        carried = f"/f/{world.towns[0].slug}/messengers/{world.streets[0].slug}/"
        assert (carried in opened) == (stage == "last_call")
