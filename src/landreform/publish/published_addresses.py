"""Read which addresses the releases of the book have published; none of them may ever lead nowhere."""

from __future__ import annotations

from pathlib import Path

from landreform.paths import RELEASES

#: In the folder of a release, every address of its rendered book, one a line.
ADDRESSES = "addresses.txt"


def published_addresses(folder: Path = RELEASES) -> dict[str, list[str]]:
    """Read the addresses of all releases that were published, by version.

    Examples
    --------
    >>> published_addresses()["0.1.0"][0]
    'book/benchmark.html'
    """
    return {
        file.parent.name: file.read_text(encoding="utf-8").splitlines()
        for file in sorted(folder.glob(f"*/{ADDRESSES}"))
    }
