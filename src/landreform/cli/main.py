"""The command line: ``landreform check``, ``audit``, ``gap``, ``bounds``, ``pool`` and ``figure verify``."""

from __future__ import annotations

import argparse
import os
import sys

from landreform import __version__
from landreform.cli import claims, figures, ledger, percentages
from landreform.contested.errors import InputError, fault_lines


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : list of str, optional
        By default those of the process.

    Returns
    -------
    int
        Exit status: 0 all well, 1 faults found, 2 wrong usage or unusable input, each fault of which is one line on
        standard error; ``figure verify`` has a 3 of its own.
    """
    parser = argparse.ArgumentParser(
        prog="landreform", description="Ledger and analysis of the land reform in North Vietnam, 1952-1958."
    )
    parser.add_argument("--version", action="version", version=f"landreform {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for group in (ledger, percentages, claims, figures):
        group.add_commands(commands)
    options = parser.parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except InputError as error:
        print(*fault_lines(error.faults), sep="\n", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever reads has enough, as in `landreform gap … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status
