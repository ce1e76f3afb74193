"""``python -m landreform.build.reproduce``: build the book twice, and name every byte that is not the same."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from landreform.build.reproduce.twice import BuildFailed, reproduce
from landreform.paths import ROOT


def main() -> int:
    """Run from the command line; return 0 where all is the same, 1 where something differs, 2 where a build fails."""
    parser = argparse.ArgumentParser(prog="python -m landreform.build.reproduce", description=__doc__)
    parser.add_argument(
        "--place", type=Path, default=Path(tempfile.gettempdir()), help="where the temporary folders go (1 GB each)"
    )
    place = parser.parse_args().place.resolve()
    keep = ROOT / "_build" / "reproduce"
    try:
        outcome = reproduce(ROOT, place, keep, say=lambda line: print(line, flush=True))
    except BuildFailed as error:
        print(f"== reproduce: {error}\n== reproduce: FAILED; what the builds said is in {keep}", file=sys.stderr)
        return 2
    report = "\n".join(outcome.lines())
    (keep / "report.txt").write_text(report + "\n", encoding="utf-8", newline="\n")
    print(report)
    files = sum(product.files for product in outcome.compared)
    took = " and ".join(f"{seconds:.0f} s" for seconds in outcome.seconds)
    if not outcome.differences:
        print(f"== reproduce: the same bytes twice, {files:,} files (builds of {took})")
        return 0
    print(f"== reproduce: DIFFERENT, see above; both forms are in {keep} (builds of {took})", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
