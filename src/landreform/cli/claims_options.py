"""What every command on a table of claims has in common: its parser, and the reading of the table.

The input is a parsed command line, the output a `landreform.contested.claims.ClaimsTable`, with what its outcomes are
part of and which of its ends are words.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from landreform.cli.output import Answer, Commands, HelpFormatter
from landreform.cli.progress import Progress, progress
from landreform.cli.reading import add_reading_options, reading

if TYPE_CHECKING:
    import pandas as pd

    from landreform.contested.claims import ClaimsTable
    from landreform.contested.outcomes import OutcomeOrder
    from landreform.contested.table_input import TableReader

#: The format of the table, for the help of every command that takes one.
FORMAT = """\
the table of claims, one claim a row:
  estimate  its name, each once
  low, point, high
            persons; an empty low or high, or a low of 0, is an open end; a point alone is a bare number
  outcome   what it counts, such as died; any names (see --outcomes)
  lineage   the same name for all claims that go back to one source; empty for a claim that stands alone
            names that differ in capitals or spaces alone are one name, and refused in two spellings
  printed   if wanted, the words of the source: the answer then says where it hangs on a word such as hundreds

the table of --outcomes, one row for each outcome and each whole that it is part of:
  outcome, part_of, title
            part_of is empty for an outcome that is part of none; the title, if wanted, is for sentences and figures
"""

STATUS = """
exit status: 0 {done}; 2 wrong usage, or {unusable}, and standard error says where and why
"""


def add_claims_command(
    commands: Commands,
    name: str,
    summary: str,
    description: str,
    tables: str = "",
    done: str = "computed",
    unusable: str = "a file that cannot be used",
) -> argparse.ArgumentParser:
    """Add a command on a table of claims.

    Parameters
    ----------
    commands : Commands
    name, summary, description : str
        What it is called and what it does, in a line and in full.
    tables : str
        The format of what other tables it takes, for the help.
    done, unusable : str
        What the exit statuses 0 and 2 mean, for the help.

    Returns
    -------
    ArgumentParser
        With the options for the claims and what says how their outcomes are ordered.
    """
    parser = commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=FORMAT + tables + STATUS.format(done=done, unusable=unusable),
        formatter_class=HelpFormatter,
    )
    parser.add_argument("claims", metavar="CLAIMS", help="table of claims (below)")
    order = parser.add_mutually_exclusive_group()
    order.add_argument(
        "--outcomes",
        metavar="FILE",
        help="table with the columns outcome, part_of, title (below): what the claims count, and what is part of what; "
        "without it every outcome stands by itself, unless all are named as in the book, whose order then holds",
    )
    order.add_argument("--order", metavar="FILE", help="the same as a table with the columns part, whole")
    add_reading_options(parser)
    return parser


@dataclass(frozen=True)
class Input:
    """The claims of a command, those of their ends that are coded words, and how all its files were read."""

    table: ClaimsTable
    coded: pd.DataFrame | None
    reader: TableReader

    @property
    def claims(self) -> pd.DataFrame:
        """The claims."""
        return self.table.claims

    @property
    def order(self) -> OutcomeOrder:
        """Their outcomes."""
        return self.table.order

    def answer(self, facts: Any, lines: Callable[[], Iterable[str]], table: Callable[[], pd.DataFrame]) -> Answer:
        """Put together what was found and how it was read; parameters as those of `landreform.cli.output.Answer`."""
        return Answer(facts, lines, table, self.reader.notes, self.table.notes)


@contextmanager
def opened(options: argparse.Namespace, command: str, task: str) -> Iterator[tuple[Progress, Input]]:
    """Read the claims of a command, and watch over what is done with them.

    Parameters
    ----------
    options : Namespace
        From the parser of `add_claims_command`, with the options for output.
    command : str
        Its name.
    task : str
        What the claims are wanted for, as a noun phrase.

    Yields
    ------
    Progress, Input

    Raises
    ------
    InputError
        If a file cannot be used.
    """
    with progress(command, options.progress) as state, reading(options) as reader:
        state.step(f"reading {options.claims}")
        yield state, _read(options, task, reader)


def _read(options: argparse.Namespace, task: str, reader: TableReader) -> Input:
    from landreform.contested.claims import read_table
    from landreform.contested.coded_words import coded_ends
    from landreform.contested.outcome_tables import read_outcomes
    from landreform.contested.outcomes import read_order

    order = None
    if options.outcomes is not None:
        order = read_outcomes(options.outcomes, reader)
    elif options.order is not None:
        order = read_order(options.order, reader)
    table = read_table(options.claims, task, order, reader)
    said = table.with_words
    return Input(table, None if said is None else coded_ends(said), reader)
