"""How many threads products of numbers take, before anything is computed."""

import os

# Small products of many threads wait for each other longer than they work: a map of
# 5,000 people took 1.2 s of processor time, with one thread 0.7.
FEW = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def use_few_threads() -> None:
    """Let products run in one thread, unless the environment says otherwise."""
    for name, value in FEW.items():
        os.environ.setdefault(name, value)
