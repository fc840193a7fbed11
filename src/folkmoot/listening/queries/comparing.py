"""Two maps side by side: what moved between two hearings, or in one over time."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Q

from folkmoot.listening.findings import Findings, FoundStatement
from folkmoot.listening.models import Hearing, OpinionMap
from folkmoot.listening.queries.lens import Lens, StatementText, lens_of
from folkmoot.people.models import Membership

MOST = 50  # maps to choose from, of this hearing and of others each
FEWEST = 20  # answers in both, from which two shares are compared
FAR = 10  # of a hundred
SURE = 1.96  # standard errors: one difference in twenty by chance
HUNDRED = 100

type Pair = tuple[FoundStatement, FoundStatement]


@dataclass(frozen=True)
class Share:
    """How many of a hundred agreed and disagreed, earlier and later."""

    before: int
    after: int

    @property
    def change(self) -> int:
        """How far it moved."""
        return self.after - self.before


@dataclass(frozen=True)
class Change:
    """What became of one statement."""

    statement: StatementText
    agree: Share
    disagree: Share
    is_moved: bool


@dataclass(frozen=True)
class Comparison:
    """What two maps have in common and what moved; the earlier one stands first."""

    earlier: OpinionMap
    later: OpinionMap
    moved: Sequence[Change]
    held: Sequence[Change]
    n_few: int  # in both, too few answers to compare
    n_hidden: int
    n_new: int
    n_gone: int

    @property
    def n_both(self) -> int:
        """How many statements both hearings asked."""
        return len(self.moved) + len(self.held) + self.n_few + self.n_hidden


def list_comparable(hearing: Hearing, now: datetime) -> list[OpinionMap]:
    """Return earlier maps of ``hearing``, and the newest of hearings that are over."""
    rows = OpinionMap.objects.select_related("hearing").order_by("-made_at")
    rows = rows.defer("findings", "steering", "closer", "marks", "frame")
    is_over = Q(hearing__closes_at__lte=now) | ~Q(hearing__source_sha256="")
    others = rows.filter(is_over, hearing__collective_id=hearing.collective_id)
    others = others.exclude(hearing=hearing).annotate(
        newest=Max("hearing__maps__made_at")
    )
    own = rows.filter(hearing=hearing)[1 : MOST + 1]
    return [*own, *others.filter(made_at=F("newest"))[:MOST]]


def compare_maps(
    one: OpinionMap, other: OpinionMap, reader: Membership, now: datetime
) -> Comparison:
    """Return what moved from the earlier of two maps to the later.

    Statements of two hearings are the same where their words are, but for case, spaces
    and punctuation. A statement is shown to who may see its counts in both.
    """
    earlier, later = sorted((one, other), key=lambda row: row.made_at)
    lenses = [
        lens_of(row, reader, is_over=row.hearing.is_over(now))
        for row in (earlier, later)
    ]
    is_same = earlier.hearing_id == later.hearing_id
    keyed = [_keyed(lens, is_same=is_same) for lens in lenses]
    both = [(keyed[0][key], keyed[1][key]) for key in keyed[1] if key in keyed[0]]
    enough = [pair for pair in both if min(one.answers for one in pair) >= FEWEST]
    seen = [
        _change(pair, lenses[1].texts[pair[1].number])
        for pair in enough
        if lenses[0].may_see(pair[0].number) and lenses[1].may_see(pair[1].number)
    ]
    seen.sort(key=lambda change: (-_distance(change), change.statement.number))
    return Comparison(
        earlier=earlier,
        later=later,
        moved=[change for change in seen if change.is_moved],
        held=[change for change in seen if not change.is_moved],
        n_few=len(both) - len(enough),
        n_hidden=len(enough) - len(seen),
        n_new=len(keyed[1]) - len(both),
        n_gone=len(keyed[0]) - len(both),
    )


def _keyed(lens: Lens, *, is_same: bool) -> Mapping[object, FoundStatement]:
    """Return the statements by what makes them the same in both maps."""
    findings: Findings = lens.findings
    there = [one for one in findings.statements if one.number in lens.texts]
    return {
        one.number if is_same else _plain(lens.texts[one.number].text): one
        for one in there
    }


def _plain(text: str) -> str:
    letters = (sign if sign.isalnum() else " " for sign in text.casefold())
    return " ".join("".join(letters).split())


def _change(pair: Pair, statement: StatementText) -> Change:
    agree, disagree = (
        [sum(getattr(one, side)) for one in pair] for side in ("agrees", "disagrees")
    )
    sizes = [one.answers for one in pair]
    shares = [_share(counts, sizes) for counts in (agree, disagree)]
    is_moved = any(
        abs(share.change) >= FAR and _is_sure(counts, sizes)
        for share, counts in zip(shares, (agree, disagree), strict=True)
    )
    return Change(statement, shares[0], shares[1], is_moved)


def _share(counts: Sequence[int], sizes: Sequence[int]) -> Share:
    return Share(*(round(HUNDRED * n / m) for n, m in zip(counts, sizes, strict=True)))


def _is_sure(counts: Sequence[int], sizes: Sequence[int]) -> bool:
    """Tell whether two shares differ by more than chance explains."""
    whole = sum(counts) / sum(sizes)
    error = math.sqrt(whole * (1 - whole) * sum(1 / size for size in sizes))
    before, after = (n / m for n, m in zip(counts, sizes, strict=True))
    return error > 0 and abs(after - before) / error >= SURE


def _distance(change: Change) -> int:
    return max(abs(change.agree.change), abs(change.disagree.change))
