"""Commands on printed percentages: ``landreform audit``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from landreform.cli.output import Answer, Commands, HelpFormatter, add_output_options, print_answer
from landreform.cli.progress import progress
from landreform.cli.reading import add_reading_options, reading

if TYPE_CHECKING:
    import pandas as pd

EPILOG = """\
the table of percentages, one a row:
  printed      the percentage as printed, trailing zeros included, such as 32.90; in a workbook a text, or a number
               whose format fixes its decimals, such as 0.00
  denominator  the number of things of which it is a share; empty where it is not known
  group        if wanted, the same name for the parts of one whole, which should sum to 100; shares of different
               denominators are no such parts, and refused

exit status: 0 everything is possible, if only because digits were dropped, or has no denominator to check it against;
1 something is impossible as stated; 2 the file cannot be used, and standard error says where and why
"""


def add_commands(commands: Commands) -> None:
    """Add ``landreform audit``."""
    audit = commands.add_parser(
        "audit",
        help="say which percentages of a table are arithmetically possible",
        description="Say for each printed percentage which whole numbers, over its denominator, can stand behind it; "
        "and for each group of shares whether rounding can explain the distance of its sum from 100. Where the shares "
        "of a group have one denominator, whole numbers must add up to it.",
        epilog=EPILOG,
        formatter_class=HelpFormatter,
    )
    audit.add_argument("file", metavar="FILE", help="table of percentages (below)")
    add_reading_options(audit)
    add_output_options(audit, "audit", rows="one row a percentage, with its verdict")
    audit.set_defaults(run=_audit)


def _audit(options: argparse.Namespace) -> int:
    from landreform.contested.percentage_audit import anything_impossible, audit_file, report_lines

    with progress("audit", options.progress) as state, reading(options) as reader:
        state.step(f"auditing {options.file}")
        report = audit_file(options.file, reader)
    status = 1 if anything_impossible(report) else 0
    answer = Answer(
        report, lambda: _lines(report_lines(report)), lambda: audit_rows(report), reader.notes, status=status
    )
    return print_answer(answer, "audit", options)


def _lines(told: list[str]) -> list[str]:
    """Set the sentence apart from what it counts."""
    return [told[0], "", *told[1:]]


def audit_rows(report: list[dict[str, Any]]) -> pd.DataFrame:
    """Tabulate the verdict on each percentage.

    Parameters
    ----------
    report : list of dict
        From `landreform.contested.percentage_audit.audit_table`.

    Returns
    -------
    DataFrame
        Columns ``printed, denominator, verdict, least, most, condition``: the least and the greatest whole number
        behind the percentage, empty where there is none, and what must hold where it is possible only then.

    Examples
    --------
    >>> audit_rows([{"printed": "50", "denominator": 2, "verdict": "consistent", "numerators": [1]}])["least"].tolist()
    [1]
    """
    import pandas as pd

    rows = [
        (entry["printed"], entry["denominator"], entry["verdict"])
        + ((entry["numerators"][0], entry["numerators"][-1]) if entry["numerators"] else (None, None))
        + (entry.get("condition", ""),)
        for entry in report
        if "verdict" in entry
    ]
    columns = ["printed", "denominator", "verdict", "least", "most", "condition"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
