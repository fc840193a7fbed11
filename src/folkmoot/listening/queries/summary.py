"""What a hearing said, for those who write the draft: simple counts, exact shares."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from folkmoot.listening.models import Hearing, Statement
from folkmoot.listening.queries.people import count_heard

EACH = 5
HARDLY = Fraction(1, 3)  # of the answers that the most answered statement has


@dataclass(frozen=True)
class Share:
    """One statement with its counts."""

    statement: Statement
    agreed: int
    disagreed: int
    passed: int

    @property
    def answers(self) -> int:
        """How many answered."""
        return self.agreed + self.disagreed + self.passed

    @property
    def agreeing(self) -> Fraction:
        """The share who agree, of those who answered."""
        return Fraction(self.agreed, self.answers) if self.answers else Fraction(0)

    @property
    def agreement(self) -> Fraction:
        """The share who agree with one added either way: 1 of 1 is not 100 of 100."""
        return Fraction(self.agreed + 1, self.answers + 2)

    @property
    def division(self) -> Fraction:
        """The share of the smaller side, with one added either way."""
        return Fraction(min(self.agreed, self.disagreed) + 1, self.answers + 2)


@dataclass(frozen=True)
class Summary:
    """What was heard; no statement stands in two of the lists."""

    most_agreed: list[Share]
    most_divided: list[Share]
    hardly_heard: list[Share]
    n_heard: int
    n_statements: int


def summarise(hearing: Hearing) -> Summary:
    """Return the summary of a hearing; for drafters, when it is over."""
    rows = hearing.statements.filter(folded_at=None).select_related("member")
    shares = [Share(row, row.agreed, row.disagreed, row.passed) for row in rows]
    most = max((share.answers for share in shares), default=0)
    heard = [share for share in shares if share.answers > most * HARDLY]
    hardly = [share for share in shares if share.answers <= most * HARDLY]
    half = Fraction(1, 2)
    common = _first(heard, lambda s: s.agreement, lambda s: s.agreeing > half)
    others = [share for share in heard if share not in common]
    return Summary(
        most_agreed=common,
        most_divided=_first(others, lambda s: s.division, lambda s: s.disagreed > 0),
        hardly_heard=_first(hardly, lambda s: -s.answers, lambda _s: True),
        n_heard=count_heard(hearing),
        n_statements=len(shares),
    )


def _first(
    shares: list[Share],
    key: Callable[[Share], Fraction | int],
    keep: Callable[[Share], bool],
) -> list[Share]:
    kept = [share for share in shares if keep(share)]
    return sorted(kept, key=lambda s: (-key(s), s.statement.number))[:EACH]
