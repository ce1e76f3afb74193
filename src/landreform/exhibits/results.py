"""Keep results that a notebook computed for its prose.

Input: a name and a number or text. Output: an output of the cell that shows nothing. A cell says
``result("communes", total)``; the text says {glue:text}`communes`. On the page the number then links to the cell that
computed it.
"""

from __future__ import annotations

from typing import Any

from landreform.ledger.tables import Ledger
from landreform.text.prose import number

#: Where the metadata of an output say which cell computed it.
CELL_KEY = "landreform-cell"

#: What the extension glue of MyST-NB puts before the media type of an output that only the prose shows.
_UNSHOWN = "application/papermill.record/"


def result(name: str, value: float | str, text: str | None = None) -> None:
    """Keep a result of a notebook for its prose, without showing anything under the cell.

    Parameters
    ----------
    name : str
        What the prose calls it, once in a notebook: {glue:text}`name`.
    value : number or str
        The result. A number is written as :func:`landreform.text.prose.number` does, text as it is.
    text : str, optional
        How to write it instead.

    Raises
    ------
    ValueError
        If there is nothing to write: no name, no text, or a number that is none.

    Examples
    --------
    >>> result("communes", 1720)
    """
    if text is None:
        if not isinstance(value, str) and value != value:
            raise ValueError(f"result {name!r} is not a number")
        text = value if isinstance(value, str) else number(value)
    if not name or not text:
        raise ValueError(f"result {name!r} has no name or no text")
    from IPython import get_ipython

    shell: Any = get_ipython()
    if shell is not None:
        # The inputs so far, with an empty one in front: unlike the counter of the shell, whose meaning during a cell
        # differs between versions, their number is that of the cell.
        cell = len(shell.user_ns["In"]) - 1
        # As `myst_nb.glue` does, which is not called since importing it takes longer than all the rest of a kernel.
        kept = {"name": name, "mime_prefix": _UNSHOWN}
        shell.display_pub.publish({_UNSHOWN + "text/plain": repr(text)}, {CELL_KEY: cell, "scrapbook": kept})


def reception_results(ledger: Ledger) -> None:
    """Keep how often and by whom claims were repeated, for the sentence that each chapter on claims has.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, reception, sources``.

    Notes
    -----
    The prose has ``restatements``, ``claims-repeated``, ``most-times`` (how often the claims repeated most were) and
    ``repeaters`` (where the restatements stand).

    Examples
    --------
    >>> from landreform.ledger import tables
    >>> reception_results(tables.load_all())
    """
    from landreform.contested.lineage import repetitions  # here, so that other kernels need no graphs
    from landreform.text.claims import repeaters

    again = repetitions(ledger["estimates"], ledger["lineage"], ledger["reception"])
    result("restatements", len(ledger["reception"]))
    result("claims-repeated", len(again))
    result("most-times", int(again["times"].max()))
    result("repeaters", repeaters(ledger["reception"], ledger["sources"]))
