"""Seconds until ``./run demo`` answers: a new clone, a fresh start, a second start.

Run ``python bench/start.py [TIMES]`` once the packages are installed. Ready means that
the welcome page comes back with 200. Processor time is that of the whole process; it
hardly depends on what else the machine does, and the wall time does.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parent.parent
TIMES = 3
LIMITS = {"fresh": 10.0, "second": 3.0}  # seconds of wall time
TICKS = os.sysconf("SC_CLK_TCK")
NOT_OURS = ("FOLKMOOT_DATA", "FOLKMOOT_TEST", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH")


@dataclass(frozen=True)
class Start:
    """How long one start took."""

    wall: float
    cpu: float


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 -- ours
            return answer.status == 200
    except (URLError, OSError):
        return False


def cpu_of(process: int) -> float:
    """Return the seconds of processor time of a process, its ended children included."""
    stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(int(ticks) for ticks in stat[11:15]) / TICKS


def start(data: Path, *words: str) -> Start:
    """Start the demo, wait until it answers, press Ctrl-C."""
    port = free_port()
    command = [ROOT / "run", "demo", "--data", data, "--port", str(port), *words]
    env = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not answers(f"http://127.0.0.1:{port}/"):
            if process.poll() is not None:
                sys.exit("the demo ended by itself: try ./run demo")
            time.sleep(0.02)
        return Start(time.perf_counter() - began, cpu_of(process.pid))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def forget_bytecode() -> None:
    """Leave our modules as a new clone has them: not compiled yet."""
    for folder in list((ROOT / "src").rglob("__pycache__")):
        shutil.rmtree(folder)


def main() -> int:
    """Print the table; return 1 when even the best start misses its limit."""
    times = int(sys.argv[1]) if sys.argv[1:] else TIMES
    found: dict[str, list[Start]] = {}
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "demo"
        forget_bytecode()
        found["new clone"] = [start(data)]
        for _ in range(times):
            found.setdefault("fresh", []).append(start(data, "--fresh"))
            found.setdefault("second", []).append(start(data))
    is_busy = load > cores / 2
    print(
        f"load {load:.1f} on {cores} cores: limits are on {'cpu' if is_busy else 'wall'} time"
    )
    print(f"{'':12}{'best':>8}{'worst':>8}{'cpu':>8}{'limit':>8}  (seconds)")
    for name, starts in found.items():
        walls = [one.wall for one in starts]
        cpu = min(one.cpu for one in starts)
        limit = LIMITS.get(name, LIMITS["fresh"])
        row = "".join(f"{n:8.1f}" for n in (min(walls), max(walls), cpu, limit))
        print(f"{name:12}{row}")
    best = {
        name: min(one.cpu if is_busy else one.wall for one in found[name])
        for name in LIMITS
    }
    return int(any(best[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    raise SystemExit(main())
