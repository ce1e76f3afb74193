"""Commands on the files of figures and numbered tables: ``landreform figure verify``."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from landreform.cli.output import Commands, print_result
from landreform.contested.errors import Fault, InputError
from landreform.paths import NOTEBOOKS


def add_commands(commands: Commands) -> None:
    """Add ``landreform figure verify``."""
    figure = commands.add_parser("figure", help="the files of figures and numbered tables")
    actions = figure.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser(
        "verify",
        help="tell whether a file is the one of this release, of another, or altered",
        description="Tell of each file (SVG, PNG, PDF, CSV, JSON, BibTeX, RIS) whether it is the one of this release, "
        "of another release, altered, or unknown.",
        epilog="Exit status: 0 every file is of this release; 1 at least one is altered or unknown; 2 wrong usage, or "
        "a file that cannot be read; 3 none is altered or unknown, and at least one is of another release.",
    )
    verify.add_argument("files", nargs="+", metavar="FILE")
    verify.add_argument(
        "--against", metavar="FOLDER", type=Path, help="figures/ of a published book; default: made anew from this code"
    )
    verify.add_argument("--json", action="store_true", help="print the answers as a JSON list")
    verify.set_defaults(run=_verify)


def _verify(options: argparse.Namespace) -> int:
    if options.against is None and not NOTEBOOKS.is_dir():
        expected = "--against FOLDER with the published figures: an installed package has no book to make them from"
        raise InputError(Fault("figure verify", None, None, "no book", expected))
    from landreform.publish import verify  # here, so that the other commands do not wait for matplotlib

    try:
        release = verify.release(options.against)
        answers = [verify.verify(file, release) for file in options.files]
    except OSError as error:
        print(f"landreform figure verify: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    print_result([asdict(answer) for answer in answers], lambda _: map(str, answers), options.json)
    return verify.status(answers)
