"""Two real conversations that the demo shows, as they were published.

Each ``.tar.xz`` holds one folder, byte for byte as Polis exported it; README.md says
where they come from and under which licence. ``tools/pack_demo_data.py`` makes them.
"""

import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
LICENCE = "CC BY 4.0, The Computational Democracy Project"
# Name of the conversation, and the language in which it was held.
CONVERSATIONS = {"vtaiwan.uberx": "zh-Hant", "american-assembly.bowling-green": "en"}


@contextmanager
def unpack_conversation(name: str) -> Iterator[Path]:
    """Yield the folder of one of `CONVERSATIONS`; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="folkmoot-") as place:
        with tarfile.open(HERE / f"{name}.tar.xz") as packed:
            packed.extractall(place, filter="data")
        yield Path(place) / name
