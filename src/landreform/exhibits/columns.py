"""Say once what the columns of exhibits hold.

Input: the descriptor of the ledger. Output: texts by name of column for ``Exhibit.columns``, each with its unit. A
column that an exhibit takes over from a table of the ledger has the text of the descriptor; one that several exhibits
have in common stands here; only what is its own does an exhibit describe itself.
"""

from __future__ import annotations

from functools import cache

from landreform.ledger.tables import resource


@cache
def _schema(table: str) -> tuple[str, dict[str, str]]:
    """Return the key of a table of the ledger and the text of each of its columns."""
    schema = resource(table)["schema"]
    texts = {
        field["name"]: field["description"].rstrip(".") + (f" ({field['unit']})" if "unit" in field else "")
        for field in schema["fields"]
    }
    return schema["primaryKey"][0], texts


def ledger_columns(table: str, names: str) -> dict[str, str]:
    """Describe columns that an exhibit takes over from a table of the ledger.

    Parameters
    ----------
    table : str
        Name of the table in the descriptor.
    names : str
        Names of the columns, separated by spaces.

    Returns
    -------
    dict of str to str
        Name to text in the order given; the key of the table is called its row, any other column has the text and the
        unit of the descriptor.

    Raises
    ------
    KeyError
        If the table has no such column.

    Examples
    --------
    >>> ledger_columns("waves", "wave_row communes")["wave_row"]
    'row of the table waves'
    >>> ledger_columns("waves", "wave_row communes")["communes"]
    'Number of communes in which the wave was carried out (communes)'
    """
    key, texts = _schema(table)
    return {name: f"row of the table {table}" if name == key else texts[name] for name in names.split()}


#: Who makes a statement and where it was read; the texts are the same in every table.
STATEMENT_COLUMNS = ledger_columns("counts", "source read_in locator")

#: Where something stands in a figure whose rows have names at their left.
NAMED_ROW_COLUMNS = {"name": "name of the row", "row": "row of the figure, from the top (number, from 1)"}

EVIDENCE = "kind of work that states it, and kind of work in which it was read"

#: Who makes a statement, in a sentence; what `landreform.ledger.bibliography.attributions` gives.
SAYS_COLUMN = {"says": "who says so, and where it was read"}

#: The first and last days on which something can have begun and ended.
BOUND_COLUMNS = {
    f"{end}_{day}": f"{rank} possible day of the {end} (YYYY-MM-DD)"
    for end in ("start", "end")
    for day, rank in (("earliest", "first"), ("latest", "last"))
}


def origin_columns(prefix: str, what: str) -> dict[str, str]:
    """Describe the three columns that name the statement behind a further number of a row.

    Examples
    --------
    >>> list(origin_columns("base", "the number of cells"))
    ['base_source', 'base_read_in', 'base_locator']
    """
    texts = (
        f"BibTeX key of the work that states {what}",
        f"BibTeX key of the work in which the statement on {what} was read",
        f"place in that work of the statement on {what}",
    )
    return {f"{prefix}_{name}": text for name, text in zip(STATEMENT_COLUMNS, texts, strict=True)}


def interval_columns(prefix: str, what: str) -> dict[str, str]:
    """Describe the two columns that hold the ends of an interval.

    Examples
    --------
    >>> interval_columns("pi_", "the prediction interval (persons)")["pi_low"]
    'lower end of the prediction interval (persons)'
    """
    return {f"{prefix}low": f"lower end of {what}", f"{prefix}high": f"upper end of {what}"}


#: The bases that counted executions are divided by.
EXPOSURE_COLUMNS = {"base": "exposure base", "unit": "unit of the base"}
