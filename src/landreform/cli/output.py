"""What the commands have in common in what they print: forms of output, alignment, and the foot.

The input is what an analysis found; the output text for people, JSON or CSV on standard output. Every command that
takes anybody's table has the same options for it.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from landreform import __version__

if TYPE_CHECKING:
    import pandas as pd

#: What ``ArgumentParser.add_subparsers`` returns.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

SCHEMAS = Path(__file__).parent / "schemas"


@dataclass(frozen=True)
class Answer:
    """What a command found, in each form in which it can be printed.

    Attributes
    ----------
    facts : dict or list
        For JSON; a list ends with an object of its own that names schema and version.
    lines : callable
        Makes the lines for people.
    table : callable
        Makes the frame for CSV.
    read_as : sequence of str
        How files were read, which `landreform.cli.reading.reading` says on standard error; it is among the JSON.
    notes : sequence of str
        What was decided about the claims: among the JSON and below the lines, and on standard error beside CSV, which
        has no place for it.
    status : int
        Exit status.
    """

    facts: Any
    lines: Callable[[], Iterable[str]]
    table: Callable[[], pd.DataFrame]
    read_as: Sequence[str] = ()
    notes: Sequence[str] = ()
    status: int = 0


def add_output_options(parser: argparse.ArgumentParser, command: str, rows: str, drawn: str = "") -> None:
    """Add the options by which a command is told how to print.

    Parameters
    ----------
    parser : ArgumentParser
    command : str
        Its name, of which there is a schema in `SCHEMAS`.
    rows : str
        What a row of the CSV is, for the help.
    drawn : str
        What ``--plot`` draws, for the help; without it there is no such option.
    """
    group = parser.add_argument_group("output")
    form = group.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print everything as JSON (see --json-schema)")
    form.add_argument("--csv", action="store_true", help=f"print a table as CSV: {rows}")
    if drawn:
        group.add_argument("--plot", metavar="FILE", help=f"draw {drawn} into FILE, which ends in .svg, .png or .pdf")
    group.add_argument("--progress", action="store_true", help="say what is being done, also where nobody watches")
    group.add_argument(
        "--json-schema", action=_PrintFile, const=command, help="print the JSON Schema of --json and end"
    )
    group.add_argument(
        "--cite", action=_PrintCitation, const=command, help="print how to cite method and version, and end"
    )


def print_result(result: Any, lines: Callable[[Any], Iterable[str]], as_json: bool) -> None:
    """Print a result as indented JSON, or as the lines that `lines` makes of it."""
    print(json.dumps(result, ensure_ascii=False, indent=1) if as_json else "\n".join(lines(result)))


def print_answer(answer: Answer, command: str, options: argparse.Namespace) -> int:
    """Print what a command found in the form that was asked for, and return the exit status."""
    if options.json:
        stamp = {"schema": f"landreform/{command}/1", "version": __version__}
        notes = {"notes": [*answer.read_as, *answer.notes]}
        facts = [*answer.facts, stamp | notes] if isinstance(answer.facts, list) else stamp | answer.facts | notes
        print(json.dumps(facts, ensure_ascii=False, indent=1, allow_nan=False))
    elif options.csv:
        from landreform.text.csv_output import csv_text

        print(*(f"Note: {note}" for note in answer.notes), sep="\n", end="\n" if answer.notes else "", file=sys.stderr)
        print(csv_text(answer.table()), end="")
    else:
        foot = f"landreform {__version__}; how to cite: landreform {command} --cite"
        told = [f"Note: {note}" for note in answer.notes]
        if getattr(options, "plot", None):
            told.append(f"Drawn: {options.plot}")
        below = ["", *told] if told else []
        print(*answer.lines(), *below, "", foot, sep="\n")
    return answer.status


def aligned(rows: Iterable[Sequence[str]], right: Sequence[bool] = ()) -> list[str]:
    """Align the cells of a table of text.

    Parameters
    ----------
    rows : iterable of sequence of str
        The first is the header; all of one length.
    right : sequence of bool
        Which columns stand to the right; the others, and all that are not named, to the left.

    Returns
    -------
    list of str
        One line a row, two spaces between columns.

    Examples
    --------
    >>> aligned([("name", "n"), ("a", "1,000")], (False, True))
    ['name      n', 'a     1,000']
    """
    table = [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    sides = [*right, *[False] * (len(widths) - len(right))]
    lines = []
    for row in table:
        cells = (
            " " * (width - _width(cell)) + cell if side else cell + " " * (width - _width(cell))
            for cell, width, side in zip(row, widths, sides, strict=True)
        )
        lines.append("  ".join(cells).rstrip())
    return lines


def factor_text(value: float) -> str:
    """Write a factor with two significant figures, and one just above 1 so that it differs from 1.

    Examples
    --------
    >>> factor_text(3.162), factor_text(1.004), factor_text(1.0), factor_text(1.0000001)
    ('3.2', '1.004', '1', 'just over 1')
    """
    from landreform.text.prose import rounded

    text = rounded(value)
    if text != "1" or value == 1.0:
        return text
    return next((near for near in (rounded(value, 3), rounded(value, 4)) if near != "1"), "just over 1")


def _width(text: str) -> int:
    """Return the columns of a terminal that a text takes up."""
    return sum(0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


class HelpFormatter(argparse.HelpFormatter):
    """Wrap what is one paragraph, and keep what has lines of its own."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text:
            return "".join(f"{indent}{line}" for line in text.splitlines(keepends=True))
        return super()._fill_text(text, width, indent)


class _PrintAndEnd(argparse.Action):
    """An option that prints something and ends the command, as ``--version`` does."""

    def __init__(self, option_strings: Sequence[str], dest: str, const: str, help: str) -> None:
        super().__init__(option_strings, dest, nargs=0, const=const, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        try:
            print(self.text())
        except ModuleNotFoundError as error:
            parser.exit(2, f"{parser.prog}: this needs the library {error.name}, which is not installed\n")
        parser.exit()

    def text(self) -> str:
        """Return what is printed."""
        raise NotImplementedError


class _PrintFile(_PrintAndEnd):
    """Print the JSON Schema of a command."""

    def text(self) -> str:
        return (SCHEMAS / f"{self.const}.schema.json").read_text(encoding="utf-8").rstrip("\n")


class _PrintCitation(_PrintAndEnd):
    """Print how to cite the method of a command and its version."""

    def text(self) -> str:
        from landreform.cli.citing import how_to_cite

        return how_to_cite(self.const)
