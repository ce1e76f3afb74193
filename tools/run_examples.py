"""Run the commands of the worked examples anew: ``examples/*/*.txt``.

Every such file is a transcript: a command after a dollar sign in its first line, run in the folder of the file, and
below it what the command prints. A figure that the command draws lies beside it. ``--check`` writes nothing and
fails where a transcript or a figure is not what it would write.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from landreform.cli.main import main as landreform
from landreform.paths import ROOT

EXAMPLES = ROOT / "examples"
PROMPT = "$ landreform "


def transcripts() -> list[Path]:
    """Find the transcripts."""
    return sorted(EXAMPLES.glob("*/*.txt"))


def run(first: str, folder: Path) -> str:
    """Run the command of a first line in a folder, and give the whole transcript.

    Raises
    ------
    ValueError
        If the line is no command.
    """
    if not first.startswith(PROMPT):
        raise ValueError(f"{first!r} does not begin with {PROMPT!r}")
    printed = io.StringIO()
    # In the order in which a terminal shows them: notes on how a file was read stand among the output.
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        landreform(shlex.split(first.removeprefix(PROMPT)))
    return f"{first}\n{printed.getvalue()}"


def made_anew(folder: Path) -> dict[str, bytes]:
    """Run every transcript of a folder beside its tables, and give the bytes of all that it writes, by name."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place)
        for table in folder.glob("*.csv"):
            shutil.copy(table, copy)
        tables = {table.name for table in copy.iterdir()}
        for transcript in sorted(folder.glob("*.txt")):
            first = transcript.read_text(encoding="utf-8").partition("\n")[0]
            (copy / transcript.name).write_text(run(first, copy), encoding="utf-8")
        return {made.name: made.read_bytes() for made in sorted(copy.iterdir()) if made.name not in tables}


def main(arguments: list[str] | None = None) -> int:
    """Write the transcripts and figures, or with ``--check`` name those that are not what would be written."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, and name what differs")
    check = parser.parse_args(arguments).check
    stale = []
    for folder in sorted({transcript.parent for transcript in transcripts()}):
        for name, content in made_anew(folder).items():
            file = folder / name
            if not file.exists() or file.read_bytes() != content:
                stale.append(file.relative_to(ROOT).as_posix())
                if not check:
                    file.write_bytes(content)
    if check:
        print(*(f"{name}: not what its command prints" for name in stale), sep="\n", end="\n" if stale else "")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
