"""Keep what a release has promised: addresses of the rendered book, hashes of its files and figures, and its tables.

``python -m landreform.build.release`` reads the built book and writes ``releases/<version>/addresses.txt``, one address
a line, ``SHA256SUMS`` of the figures, ``book.SHA256SUMS`` of the whole book, and a copy of the tables, ``data``. All is
committed with the release and never changes afterwards: no address may lead nowhere later, a file of that release is
known by its hash, and a row is what it was or has a revision.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from bs4 import BeautifulSoup

from landreform import __version__
from landreform.ledger.tables import DESCRIPTOR
from landreform.paths import DATA, RELEASES, ROOT
from landreform.publish import sums
from landreform.publish.files import SUMS
from landreform.publish.publication import FIGURES
from landreform.publish.published_addresses import ADDRESSES

# Notes of numbers, which a pointer opens, and ids that docutils counts out: nobody links to either.
_NO_ADDRESS = re.compile(r"home-.*|id\d+")


def addresses(html: Path) -> list[str]:
    """List every address of a rendered book to which a reader may have a link.

    Parameters
    ----------
    html : pathlib.Path
        The rendered book.

    Returns
    -------
    list of str
        From the top of the book, sorted: pages, every id in the text of a page as ``page.html#id``, the files of the
        figures and the data.
    """
    found = set()
    for file in html.rglob("*"):
        name = file.relative_to(html).as_posix()
        if file.is_file() and name.startswith((f"{FIGURES}/", "data/")):
            found.add(name)
        if file.suffix == ".html" and not name.startswith("_static/"):
            soup = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
            text = soup.select_one("article.bd-article") or soup.select_one("main") or soup
            ids = (str(tag["id"]) for tag in text.find_all(id=True))
            found |= {name, *(f"{name}#{anchor}" for anchor in ids if not _NO_ADDRESS.fullmatch(anchor))}
    return sorted(found)


def keep(root: Path = ROOT, version: str = __version__) -> Path:
    """Write addresses, hashes and tables of the book as it is built, under a version, and return their folder."""
    folder = root / RELEASES.name / version
    folder.mkdir(parents=True, exist_ok=True)
    lines = addresses(root / "_build" / "html")
    (folder / ADDRESSES).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    shutil.copyfile(root / "_build" / FIGURES / SUMS, folder / SUMS)
    of_book = sums.of_folder(root / "_build" / "html")
    (folder / sums.OF_BOOK).write_text(sums.text(of_book), encoding="utf-8", newline="\n")
    (folder / DATA.name).mkdir(exist_ok=True)
    for file in sorted([*(root / DATA.name).glob("*.csv"), root / DATA.name / DESCRIPTOR]):
        shutil.copyfile(file, folder / DATA.name / file.name)
    return folder


if __name__ == "__main__":
    print(f"== release: addresses and hashes in {keep()}")
