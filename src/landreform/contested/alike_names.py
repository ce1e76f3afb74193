"""Which names in a table are one name in different spellings: other capitals, other spaces, letters otherwise encoded.

The input are cells of a table with their places, the output a fault for each spelling after the first. A program takes
``Fall`` and ``fall`` for two names, and whoever wrote them meant one: two lineages would have two voices, and two
outcomes would never be compared. ``book/_static/claims-tables.js`` does the same in the browser.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from landreform.contested.errors import Fault
from landreform.contested.hints import hint

#: Characters that are never seen: soft hyphen, spaces and joiners without width, byte order mark.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")


def name_key(name: str) -> str:
    """Write a name as all its spellings have it.

    Diacritics stay: two Vietnamese names may differ in nothing else.

    Parameters
    ----------
    name : str
        In any Unicode normal form.

    Returns
    -------
    str
        In capitals, with one space between words and none around them, without characters that are never seen, in
        normal form C. Capitals, since browsers know no other full folding of case.

    Examples
    --------
    >>> name_key("Strauß ") == name_key("STRAUSS"), name_key("Ha\u0300  Nội") == name_key("hà nội")
    (True, True)
    >>> name_key("Minh") == name_key("Mình")
    False
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFD", name)).upper()
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def alike_faults(file: str, cells: Iterable[tuple[int, str, str]]) -> list[Fault]:
    """Find names that are spelt in several ways.

    Parameters
    ----------
    file : str
        What faults call the file.
    cells : iterable of (int, str, str)
        Line of the file, name of the column, and name that stands there; what is empty is passed over. All names are
        held against each other, whatever their columns.

    Returns
    -------
    list of Fault
        One for each further spelling of a name, in the row in which it stands first.

    Examples
    --------
    >>> cells = [(2, "lineage", "Fall"), (3, "lineage", "fall"), (4, "lineage", "Fall"), (5, "lineage", "fall")]
    >>> print(*alike_faults("mine.csv", cells))
    mine.csv, row 3, column lineage: found 'fall', expected 'Fall' as in row 2, or another name: only capitals, spaces \
or unseen characters differ
    """
    first: dict[str, tuple[str, int]] = {}
    known: set[str] = set()
    faults = []
    for line, column, name in cells:
        if not name or name in known:
            continue
        known.add(name)
        spelling, before = first.setdefault(name_key(name), (name, line))
        if spelling != name:
            as_there = f"{spelling!r} as in {hint('row', row=str(before))}"
            expected = f"{as_there}, or another name: only capitals, spaces or unseen characters differ"
            faults.append(Fault(file, line, column, name, expected))
    return faults
