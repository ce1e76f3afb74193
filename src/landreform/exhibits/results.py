"""How does a result that a notebook computed get into its prose?

A cell says ``result("communes", total)``; the text says {glue:text}`communes`. On the page the number then links to the
cell that computed it.
"""

from __future__ import annotations

from landreform.text.prose import number

#: Where the metadata of an output say which cell computed it.
CELL_KEY = "landreform-cell"


class _Result:
    """A text that knows the number of the cell in which it was computed."""

    def __init__(self, text: str, cell: int):
        self.text, self.cell = text, cell

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": repr(self.text)}, {CELL_KEY: self.cell}


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
    from myst_nb import glue  # here, so that the package is not slow to import where no notebook runs

    shell = get_ipython()
    if shell is not None:
        # The inputs so far, with an empty one in front: unlike the counter of the shell, whose meaning during a cell
        # differs between versions, their number is that of the cell.
        glue(name, _Result(text, len(shell.user_ns["In"]) - 1), display=False)
