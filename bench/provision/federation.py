"""Exchange among 8, 20 and 50 collectives, beside the whole problem solved at once.

Run ``python bench/provision/federation.py [K...]``. Federations are drawn. The whole
problem, in which nothing is private, is solved by SciPy's HiGHS in the same run: what it
saves is what can be saved. Seconds are of the processor. Ends with 1 when a limit is
missed.
"""

import os
import sys
from dataclasses import replace

# The order is meant: measuring chooses threads and finds our source before NumPy starts.
from measuring import timed

import numpy as np  # isort: skip
from tests.engines.provision.federations import (
    AtOnce,
    make_federation,
    next_year,
)

from folkmoot.engines.provision import (
    Seat,
    check_plan,
    federate,
    make_plans,
    with_trade,
)
from folkmoot.engines.provision.measuring import measure as hours_in

SIZES = {8: (120, 25), 20: (150, 40), 50: (150, 40)}  # goods, exchanged goods
SEEDS = (1, 2)
UNLIKE = 0.45
PEOPLE_ROUNDS, SERVER_ROUNDS = 10, 35
LEAST_SAVED, LEAST_PROVEN = 0.60, 0.99
NEAR, WARM_ROUNDS = 0.95, 5
CLOSE = 1e-5  # hours, or a part
LEEWAY = 1e-3  # for the rounding of what is settled; the least work is looked for


class Limits:
    """Counts the limits that are missed."""

    def __init__(self):
        self.missed = 0

    def say(self, text, *, holds):
        self.missed += not holds
        print(f"   {text}{'' if holds else '   MISSED'}")


def first_at(shares, least):
    """Return the number of the first round that saves so much, or None."""
    found = np.flatnonzero(np.array(shares) >= least)
    return int(found[0]) + 1 if len(found) else None


def shares_of(found, possible):
    """Return what part of all that can be saved each round saves."""
    return [(found.alone.sum() - one.hours) / possible for one in found.rounds]


def among_people(seats, possible, limits):
    """Ten rounds in small steps."""
    found, took, _ = timed(lambda: federate(seats, rounds=PEOPLE_ROUNDS))
    shares = shares_of(found, possible)
    told = " ".join(f"{100 * one:.0f}" for one in shares)
    limits.say(
        f"among people: {told} % of what can be saved after each round; {took:.1f} s",
        holds=shares[-1] >= LEAST_SAVED,
    )
    return found


def by_server(seats, possible, limits):
    """Rounds with a proof."""
    found, took, _ = timed(
        lambda: federate(seats, rounds=SERVER_ROUNDS, is_free=True, enough=LEAST_PROVEN)
    )
    limits.say(
        f"server: {len(found.rounds)} rounds until {found.certified:.2%} proven"
        f" ({found.saved / possible:.2%} in truth); {took:.1f} s",
        holds=found.certified >= LEAST_PROVEN,
    )
    return found


def check(situations, exchange, found, limits):
    """Look at every collective's own plan with what it gives and gets."""
    worst, most, least_met = 0.0, 0.0, 1.0
    for one, trade, alone in zip(situations, found.trades, found.alone, strict=True):
        own = with_trade(one, exchange, trade)
        own = replace(own, means=replace(own.means, hours_budget=alone * (1 + LEEWAY)))
        plan = make_plans(own, aims=[], is_tested=False).best.plan
        hours = dict(zip(own.technology.goods, hours_in(own.technology), strict=True))
        for breach in check_plan(own, plan):
            name = breach.name.removesuffix(" agreed")
            worst = max(worst, breach.by * hours.get(name, 1.0))
        least_met = min(least_met, float(plan.met.min()))
        most = max(most, float(plan.makes.sum(axis=0) @ own.technology.hours) / alone)
    limits.say(
        f"own plans: by the checker at most {worst:.0e} hours missing anywhere, needs"
        f" met {least_met:.7f}, hours at most {most:.7f} of those alone",
        holds=worst <= CLOSE and least_met >= 1 - CLOSE and most <= 1 + CLOSE,
    )


def manners(found, exchange, limits):
    """Hours and bytes in each round."""
    most = max(one.most for one in found.rounds)
    n_bytes, allowed = (
        max(one.n_bytes for one in found.rounds),
        16 * exchange.size + 200,
    )
    limits.say(
        f"hours after any round at most {most:.9f} of those alone; bytes in a round"
        f" at most {n_bytes} of {allowed}",
        holds=most <= 1 + 1e-6 and n_bytes <= allowed,
    )


def second_year(situations, exchange, before, limits):
    """Needs differ by 5 %; the exchange begins where it ended."""
    later = next_year(situations, 1)
    whole = AtOnce(later, exchange)
    possible = whole.alone.sum() - whole.together
    seats = [Seat(one, exchange) for one in later]
    warm, cold = (
        first_at(shares_of(federate(seats, rounds=20, start=one), possible), NEAR)
        for one in (before.start, None)
    )
    limits.say(
        f"second year: within {1 - NEAR:.0%} of what can be saved after {warm} rounds"
        f" (from nothing {cold})",
        holds=warm is not None and warm <= WARM_ROUNDS,
    )


def measure(many, seed, limits):
    """Measure one federation."""
    n_goods, n_exchanged = SIZES[many]
    situations, exchange = make_federation(
        seed, many, n_goods, n_exchanged, unlike=UNLIKE
    )
    whole, took, _ = timed(lambda: AtOnce(situations, exchange))
    possible = whole.alone.sum() - whole.together
    print(
        f"{many} collectives, {n_goods} goods, {n_exchanged} exchanged, draw {seed}:"
        f" {possible / whole.alone.sum():.1%} of {whole.alone.sum():.0f} hours can be"
        f" saved; at once {took:.1f} s; load {os.getloadavg()[0]:.1f}"
    )
    seats = [Seat(one, exchange) for one in situations]
    people = among_people(seats, possible, limits)
    manners(people, exchange, limits)
    check(situations, exchange, people, limits)
    server = by_server(seats, possible, limits)
    manners(server, exchange, limits)
    second_year(situations, exchange, server, limits)


def main():
    limits = Limits()
    for many in [int(word) for word in sys.argv[1:]] or SIZES:
        for seed in SEEDS:
            measure(many, seed, limits)
    return int(limits.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
