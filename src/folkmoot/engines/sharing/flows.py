"""From stores to claims, exactly: who can get how much without taking from whom."""

from collections.abc import Mapping, Sequence
from fractions import Fraction


class Flow:
    """What each claim has from each store, changed so that one claim gets more."""

    def __init__(
        self, stores: Mapping[str, Fraction], limits: Sequence[Mapping[str, Fraction]]
    ) -> None:
        """Start with everything in its store; each claim takes so much from each."""
        self.stores = stores
        self.left = dict(stores)
        self.limits = limits
        self.given: list[dict[str, Fraction]] = [
            dict.fromkeys(limit, Fraction(0)) for limit in limits
        ]

    def total(self, claim: int) -> Fraction:
        """Return how much a claim has."""
        return sum(self.given[claim].values(), Fraction(0))

    def raise_to(self, claim: int, target: Fraction) -> bool:
        """Give a claim as much as is missing, moving others; say if it was possible."""
        missing = target - self.total(claim)
        while missing > 0:
            path = self._path(claim)
            if path is None:
                return False
            missing -= self._send(path, missing)
        return True

    def reach(self, claims: Sequence[int]) -> set[int]:
        """Return these claims and all that they could only gain from."""
        seen, queue = set(claims), list(claims)
        for claim in queue:
            for store in self._giving(claim):
                for other in self._having(store):
                    if other not in seen:
                        seen.add(other)
                        queue.append(other)
        return seen

    def _path(self, claim: int) -> list[tuple[str, int]] | None:
        """Return stores and who gets from each, from one with something left."""
        taker_of: dict[str, int] = {}
        store_of: dict[int, str] = {}
        queue = [claim]
        for one in queue:
            for store in self._giving(one):
                if store in taker_of:
                    continue
                taker_of[store] = one
                if self.left[store] > 0:
                    return _backwards(store, claim, taker_of, store_of)
                for other in self._having(store):
                    if other != claim and other not in store_of:
                        store_of[other] = store
                        queue.append(other)
        return None

    def _giving(self, claim: int) -> list[str]:
        """Return the stores from which a claim may get more."""
        given, limits = self.given[claim], self.limits[claim]
        return [store for store, limit in limits.items() if given[store] < limit]

    def _having(self, store: str) -> list[int]:
        """Return the claims that have something from a store."""
        return [n for n, given in enumerate(self.given) if given.get(store, 0) > 0]

    def _send(self, path: list[tuple[str, int]], most: Fraction) -> Fraction:
        """Move as much as can be along a path, at most so much; return it."""
        amount = min(most, self.left[path[0][0]])
        for place, (store, taker) in enumerate(path):
            room = self.limits[taker][store] - self.given[taker][store]
            amount = min(amount, room)
            if place + 1 < len(path):
                # The taker hands as much of the next store to the next one.
                amount = min(amount, self.given[taker][path[place + 1][0]])
        self.left[path[0][0]] -= amount
        for place, (store, taker) in enumerate(path):
            self.given[taker][store] += amount
            if place + 1 < len(path):
                self.given[taker][path[place + 1][0]] -= amount
        return amount


def _backwards(
    store: str, claim: int, taker_of: dict[str, int], store_of: dict[int, str]
) -> list[tuple[str, int]]:
    path = [(store, taker_of[store])]
    while path[-1][1] != claim:
        store = store_of[path[-1][1]]
        path.append((store, taker_of[store]))
    return path
