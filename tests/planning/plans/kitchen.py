"""A kitchen with recipes, and the people in it."""

from datetime import timedelta

from tests import cast
from tests.again import once

from folkmoot.people.models import Collective, Membership
from folkmoot.planning import library
from folkmoot.planning.models import Planning
from folkmoot.planning.operations import plans
from folkmoot.record.models import Entry

NOW = cast.NOW
DAY = timedelta(days=1)
BAKING = "bake loaves in the wood oven"


class Kitchen:
    """Elm Street with the example of bread, and plans where asked for."""

    @once
    def __init__(self, example: str = "bread-for-30", *, preset: str = "home") -> None:
        self.elm: Collective = cast.collective(preset=preset)
        self.ann = cast.member(self.elm, "Ann")
        self.bo = cast.member(self.elm, "Bo")
        if example:
            plans.import_recipes(
                member=self.ann,
                tables=library.read_example(example),
                source="test",
                now=NOW,
            )

    @once
    def plan(self, weeks: int = 4, people: int = 30) -> Planning:
        """Return plans that were made."""
        row = plans.ask_for_plans(member=self.ann, weeks=weeks, people=people, now=NOW)
        return plans.make_plans_of(planning=row, now=NOW)

    def kinds(self) -> list[str]:
        """Return the kinds of entries, oldest first."""
        rows = Entry.objects.filter(collective_id=self.elm.id).order_by("index")
        return list(rows.values_list("kind", flat=True))

    def client(self, who: Membership | None = None):
        """Return a browser in which somebody is signed in."""
        return cast.signed_in(who or self.ann)
