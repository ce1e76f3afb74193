"""Keep of a Chinese typeface the letters that the book uses, for the PDF.

``python tools/chinese_letters.py NotoSerifSC-Regular.ttf`` writes the file ``NotoSerifSC-Book.ttf`` beside the code.
The typeface is Noto Serif SC (SIL Open Font License 1.1), version 2.003 or newer; a test names every letter that the
tables or pages have and the file has not.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src/landreform/build/pdf/fonts/NotoSerifSC-Book.ttf"

#: Letters and signs of Chinese, full-width forms included.
CHINESE = re.compile(r"[\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF]")


def letters(root: Path) -> set[str]:
    """Return the Chinese letters of tables, pages and bibliography."""
    files = [
        *root.glob("data/*.csv"),
        *root.glob("book/**/*.md"),
        root / "book/references.bib",
        *root.glob("notebooks/*.ipynb"),
    ]
    return {letter for file in files for letter in CHINESE.findall(file.read_text(encoding="utf-8"))}


def main() -> None:
    """Write the typeface."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    options = subset.Options(recalc_timestamp=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    font = subset.load_font(sys.argv[1], options)
    wanted = subset.Subsetter(options)
    wanted.populate(text="".join(sorted(letters(ROOT))))
    wanted.subset(font)
    TARGET.parent.mkdir(exist_ok=True)
    subset.save_font(font, str(TARGET), options)
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
