"""Cut the typeface of the figures down to what pages set, as compressed files for the web.

``python tools/typefaces.py`` reads ``src/landreform/exhibits/draw/fonts`` and writes ``book/_static/typefaces``: a
WOFF2 file for each face, the licence, and ``made-of.json`` with the hashes of what each was made of. It needs the
package ``brotli`` (``pip install brotli==1.2.1``), which nothing else here does; the files are stored, so that no build
needs it. The same versions give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from landreform.paths import ROOT

FONTS = ROOT / "src/landreform/exhibits/draw/fonts"
TARGET = ROOT / "book/_static/typefaces"
FACES = ("Regular", "Bold", "Italic")

#: Latin with the letters of Vietnamese, marks that are set after a letter, Greek of formulas, punctuation, signs.
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x1A0, 0x1A1),
    (0x1AF, 0x1B0),
    (0x300, 0x309),
    (0x31B, 0x31B),
    (0x323, 0x323),
    (0x391, 0x3C9),
    (0x1EA0, 0x1EF9),
    (0x2002, 0x200D),
    (0x2010, 0x2026),
    (0x202F, 0x2033),
    (0x2039, 0x203A),
    (0x2070, 0x208E),
    (0x20AB, 0x20AB),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
)

#: Kerning, marks over and under letters, forms of a language, ligatures, numbers of one width.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "lnum"]


def characters() -> list[int]:
    """Return every character that a face keeps."""
    return [code for first, last in RANGES for code in range(first, last + 1)]


def main() -> None:
    """Write the files."""
    TARGET.mkdir(exist_ok=True)
    made = {}
    for face in FACES:
        source, target = FONTS / f"NotoSans-{face}.ttf", TARGET / f"NotoSans-{face}.woff2"
        options = subset.Options(layout_features=FEATURES, hinting=False, desubroutinize=True, notdef_outline=True)
        options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # with copyright and licence
        font = TTFont(source, recalcTimestamp=False)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=characters())
        cutter.subset(font)
        font.flavor = "woff2"
        font.save(target)
        made[target.name] = {"sha256": _hash(target), "source": source.name, "source_sha256": _hash(source)}
        print(f"{target.name}: {target.stat().st_size:,} bytes of {source.stat().st_size:,}")
    shutil.copyfile(FONTS / "OFL.txt", TARGET / "OFL.txt")
    kept = {"ranges": [[f"U+{code:04X}" for code in pair] for pair in RANGES], "features": FEATURES}
    (TARGET / "made-of.json").write_text(json.dumps(made | kept, indent=1) + "\n", encoding="utf-8")


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
