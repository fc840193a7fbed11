"""Pack the demo's conversations: tools/pack_demo_data.py FOLDER

FOLDER holds one folder for each conversation. The same files give the same bytes.
"""

import io
import lzma
import sys
import tarfile
from pathlib import Path

from folkmoot.site.demo_data import CONVERSATIONS, HERE


def pack(folder: Path) -> bytes:
    """Return the files of ``folder`` as .tar.xz, without times and owners."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as packed:
        for file in sorted(folder.iterdir()):
            data = file.read_bytes()
            about = tarfile.TarInfo(f"{folder.name}/{file.name}")
            about.size = len(data)
            packed.addfile(about, io.BytesIO(data))
    return lzma.compress(plain.getvalue(), preset=9 | lzma.PRESET_EXTREME)


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    for name in CONVERSATIONS:
        data = pack(Path(sys.argv[1]) / name)
        (HERE / f"{name}.tar.xz").write_bytes(data)
        print(f"{name}: {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
