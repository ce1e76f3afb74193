"""Feed random files to every command that reads anybody's tables, and stop at the first that ends in a traceback.

``python tools/random_files.py --files 10000 --seed 1`` prints how many files ended with which status. The tests do
the same with fewer files.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import runpy
import sys
import tempfile
from collections import Counter
from pathlib import Path

from landreform.cli.main import main as landreform
from landreform.paths import ROOT

COMMANDS = ("audit", "gap", "bounds", "pool")


def main() -> int:
    """Run every command on every file; status 1 at the first traceback, whose seed is printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0, help="of the first file; each has the next one")
    options = parser.parse_args()
    random_table = runpy.run_path(str(ROOT / "tests" / "support" / "random_tables.py"))["random_table"]
    ended: Counter[tuple[str, int]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "mine.csv")
        for seed in range(options.seed, options.seed + options.files):
            file.write_bytes(random_table(seed))
            for command in COMMANDS:
                quiet = io.StringIO()
                try:
                    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
                        ended[command, landreform([command, str(file)])] += 1
                except BaseException:
                    print(f"landreform {command} ends in a traceback on the file of seed {seed}", file=sys.stderr)
                    raise
    for (command, status), files in sorted(ended.items()):
        print(f"{command:8} status {status}: {files:,} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
