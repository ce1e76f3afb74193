"""The command line: ``landreform check``, ``audit``, ``gap``, ``bounds``, ``pool``, ``figure verify``, ``verify``."""

from __future__ import annotations

import argparse
import os
import sys

from landreform import __version__
from landreform.cli import bounds, copies, figures, gap, ledger, percentages, pool
from landreform.cli.output import HelpFormatter
from landreform.contested.errors import InputError, fault_lines

EPILOG = """\
for anybody's numbers
  landreform gap CLAIMS.csv                 can all the claims be true at once?
  landreform bounds CLAIMS.csv              between which numbers do they hold each outcome?
  landreform pool CLAIMS.csv                what does averaging make of them?
  landreform audit PERCENTAGES.csv          which printed percentages are possible?

  A table of claims has the columns estimate, low, point, high, outcome, lineage:
    estimate,low,point,high,outcome,lineage
    survey 1999,3000,5000,15000,died,
    reporter 2001,800,1500,2500,died,
  landreform COMMAND --help has every format and option. Each prints text for people, JSON (--json) or CSV (--csv);
  gap, bounds and pool also draw (--plot FILE.svg), and all say how to cite them (--cite).

for the book and its tables
  landreform check                          is a ledger of this format sound?
  landreform figure verify FILE             is a figure the one that was published?
  landreform verify FOLDER                  what was altered in a copy of the book?

exit status: 0 all well; 1 something is wrong with what was checked; 2 wrong usage, or a file that cannot be used; 3
only from figure verify: a file of another release
"""


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
        standard error (of many faults the first, and how many more); ``figure verify`` has a 3 of its own.
    """
    parser = argparse.ArgumentParser(
        prog="landreform",
        description="What follows from contested numbers: the analyses of the book The Land Reform in North Vietnam, "
        "1952-1958, for its own tables and for anybody's.",
        epilog=EPILOG,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"landreform {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in (gap, bounds, pool):
        command.add_command(commands)
    for group in (percentages, ledger, figures, copies):
        group.add_commands(commands)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a letter that the terminal lacks is no reason to end
            stream.reconfigure(errors="backslashreplace")
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
    except ModuleNotFoundError as error:  # of the package without the extras
        extra = "book" if options.command == "figure" else "plot"
        needs = f"this needs the library {error.name}, which is not installed: pip install 'landreform[{extra}]'"
        print(f"landreform {options.command}: {needs}", file=sys.stderr)
        return 2
    except (OSError, ValueError, ArithmeticError, MemoryError) as error:
        print(f"landreform {options.command}: {' '.join(str(error).split()) or type(error).__name__}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return status
