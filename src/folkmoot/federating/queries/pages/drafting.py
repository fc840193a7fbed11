"""The drafters' table: the text so far, themes with what was said, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.words.missing import name_missing
from folkmoot.federating.models import (
    FederatedQuestion,
    Node,
    OfferedTask,
    Theme,
    Version,
)
from folkmoot.federating.queries.drafters import themes_in
from folkmoot.federating.queries.facts import draft_of
from folkmoot.federating.queries.pages.said import Said, said_in, show_said
from folkmoot.federating.queries.pages.whole import tasks_of
from folkmoot.federating.queries.stops import GroupStop, show_stops, unanswered_stops
from folkmoot.federating.queries.theme_pages import order_in_force, put_in_order
from folkmoot.federating.queries.versions import latest_version
from folkmoot.people.models import Membership

LACKING = {"links": _("a word on each theme")}
SAID_AT_MOST = 1000  # read for one page
SAID_SHOWN = 5  # of each theme; the page of all that was said has the rest
STOPS_AT_ONCE = 100


@dataclass(frozen=True)
class ShownTheme:
    """A theme with some of its originals; the others are a tap away."""

    theme: Theme
    said: Sequence[Said]
    total: int
    within: UUID | None  # the one group or council that it is about


@dataclass(frozen=True)
class DraftingPage:
    """What those who write have before them."""

    version: Version | None
    tasks: Sequence[OfferedTask]
    themes: Sequence[ShownTheme]
    missing: Sequence[str]
    is_sent: bool
    is_rewritten: bool
    open_stops: int


def drafting_page(question: FederatedQuestion) -> DraftingPage:
    """Return how far the draft is."""
    version, sent = latest_version(question), question.submitted_at
    return DraftingPage(
        version=version,
        tasks=tasks_of(question),
        themes=show_themes(question, _themes(question)),
        missing=[
            str(LACKING.get(code) or name_missing([code])[0])
            for code in draft_of(question).missing
        ],
        is_sent=sent is not None and sent >= question.since,
        is_rewritten=version is not None and version.created_at >= question.since,
        open_stops=unanswered_stops(question).count(),
    )


def _themes(question: FederatedQuestion) -> list[Theme]:
    themes = list(themes_in(question).prefetch_related("items"))
    return put_in_order(themes, order_in_force(question, question.collective))


def show_themes(
    question: FederatedQuestion, themes: Sequence[Theme]
) -> list[ShownTheme]:
    """Return themes with the words they hold, oldest first; a fixed number of queries."""
    said = said_in(question, None).order_by("created_at", "id")
    some = list(said.values_list("id", "collective_id")[:SAID_AT_MOST])
    per_group = said.order_by().values_list("collective").annotate(n=Count("id"))
    counts: dict[UUID, int] = dict(per_group)
    tree = list(Node.objects.filter(question=question).order_by("level"))
    found = []
    for theme in themes:
        items = [item for item in theme.items.all() if item.taken_out_at is None]
        whole = {item.collective_id for item in items if item.contribution_id is None}
        single = {item.contribution_id for item in items if item.contribution_id}
        groups = _leaves_below(tree, whole)
        held = [key for key, group in some if group in groups or key in single]
        total = sum(counts.get(one, 0) for one in groups) + len(single)
        within = next(iter(whole)) if len(whole) == 1 else None
        found.append((theme, held[:SAID_SHOWN], total, within))
    keys = {key for _theme, held, _total, _within in found for key in held}
    rows = said.in_bulk(keys)
    return [
        ShownTheme(theme, show_said([rows[key] for key in held]), total, within)
        for theme, held, total, within in found
    ]


def _leaves_below(tree: Sequence[Node], collectives: set[UUID]) -> set[UUID]:
    """Return the groups below some collectives; a group is below itself."""
    inside: set[UUID] = set()
    found: set[UUID] = set()
    for node in tree:
        if node.collective_id in collectives or node.parent_id in inside:
            inside.add(node.id)
            if node.is_leaf:
                found.add(node.collective_id)
    return found


def stops_to_answer(
    question: FederatedQuestion, member: Membership
) -> tuple[list[GroupStop], list[GroupStop]]:
    """Return stops that wait for an answer, and those that wait for a second name."""
    rows = unanswered_stops(question).order_by(
        "question__collective__name", "number", "id"
    )
    shown = show_stops(list(rows[:STOPS_AT_ONCE]), member, question)
    waiting = [one for one in shown if not one.stop.answer]
    begun = [one for one in shown if one.stop.answer]
    return waiting, begun
