"""What the benchmarks of plans share: drawn economies on disk, processes, rows."""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
ROOT = Path(__file__).resolve().parents[2]
# The order is meant: threads are chosen before NumPy starts, our source before it.
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

import numpy as np  # noqa: E402
from scipy.sparse import csc_array  # noqa: E402
from tests.engines.provision.large import draw_economy  # noqa: E402

from folkmoot.engines.provision import Technology  # noqa: E402

SEED = 1
TABLES = ("outputs", "inputs", "uses")


def save_economy(folder, n_goods, each, n_resources):
    """Draw an economy and write it down; drawing takes more memory than computing."""
    file = folder / f"{n_goods}-{each}-{n_resources}.npz"
    if not file.exists():
        technology, demand, _ = draw_economy(SEED, n_goods, each, n_resources)
        parts = {"hours": technology.hours, "demand": demand}
        for name in TABLES:
            table = getattr(technology, name)
            for part in ("data", "indices", "indptr"):
                parts[f"{name}-{part}"] = getattr(table, part)
            parts[f"{name}-shape"] = table.shape
        np.savez(file, **parts)
    return file


def load_economy(file):
    """Return technology and demand."""
    held = np.load(file)
    tables = {
        name: csc_array(
            tuple(held[f"{name}-{part}"] for part in ("data", "indices", "indptr")),
            shape=tuple(held[f"{name}-shape"]),
        )
        for name in TABLES
    }
    n_goods, n_techniques = tables["outputs"].shape
    technology = Technology(
        goods=[f"good {n}" for n in range(n_goods)],
        techniques=[f"technique {n}" for n in range(n_techniques)],
        resources=[f"resource {n}" for n in range(tables["uses"].shape[0])],
        hours=held["hours"],
        **tables,
    )
    return technology, held["demand"]


def timed(work):
    """Return what some work gives, with its processor and clock seconds."""
    processor, wall = time.process_time(), time.perf_counter()
    found = work()
    return found, time.process_time() - processor, time.perf_counter() - wall


def peak():
    """Return the most memory this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_process(script, *words):
    """Return what a measurement prints as JSON, and the load before it."""
    load = os.getloadavg()[0]
    command = [sys.executable, "-W", "ignore", script, "--child", *map(str, words)]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        return None, load
    return json.loads(done.stdout.splitlines()[-1]), load
