"""Read the bibliography of the book, or say in one line where it is no BibTeX."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pybtex.database import BibliographyData, parse_file
from pybtex.exceptions import PybtexError

from landreform.contested.errors import Fault, InputError
from landreform.paths import ROOT

#: Where the works stand that the ledger cites.
FILE = ROOT / "book" / "references.bib"


@cache
def bibliography(path: Path = FILE) -> BibliographyData:
    """Read a bibliography.

    Parameters
    ----------
    path : Path
        A BibTeX file; by default that of the book.

    Returns
    -------
    BibliographyData
        With the entries by key.

    Raises
    ------
    InputError
        If the file is no BibTeX; the line is named.

    Notes
    -----
    What pybtex raises (0.26.1) holds its parser and cannot be sent from one process to another: in a worker it would be
    reported as a broken pool, with no word of the file.

    Examples
    --------
    >>> bibliography().entries["moise1983"].fields["address"]
    'Chapel Hill'
    """
    try:
        return parse_file(str(path), bib_format="bibtex")
    except PybtexError as error:
        raise InputError(Fault(str(path), getattr(error, "lineno", None), None, str(error), "valid BibTeX")) from None
