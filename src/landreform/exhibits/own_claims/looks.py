"""How anybody's claims look: colours and markers of their outcomes, and names that cannot break a drawing.

Input: names from a file. Output: looks and texts for the drawings of this package.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import cycle

from landreform.exhibits.draw.style import BLUE, GREEN, INK, ORANGE, OUTCOMES, PINK, SKY, VERMILION

#: Colours and markers of outcomes that the book does not know, in the order in which they are taken.
_LOOKS = tuple(zip((BLUE, VERMILION, GREEN, PINK, SKY, ORANGE, INK), "o^sDvPX", strict=True))

#: Letters of a name beside a row.
LONGEST = 42


def looks(outcomes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Give each outcome a colour and a marker: those of the book where it knows them all, else others in turn.

    Parameters
    ----------
    outcomes : iterable of str

    Examples
    --------
    >>> looks(["battle", "famine"])
    {'battle': ('#005F9E', 'o'), 'famine': ('#B83E00', '^')}
    """
    names = list(dict.fromkeys(outcomes))
    if set(names) <= set(OUTCOMES):
        return {name: OUTCOMES[name] for name in names}
    return dict(zip(names, cycle(_LOOKS), strict=False))


def plain_text(text: str, longest: int = LONGEST) -> str:
    """Write a text so that nothing in it is taken for a formula, and cut it where it is too long.

    Parameters
    ----------
    text : str
    longest : int
        Letters that have room.

    Examples
    --------
    >>> plain_text("$5 a head"), plain_text("abcdef", 4)
    ('\\\\$5 a head', 'abc…')
    """
    flat = " ".join(text.split())
    short = flat if len(flat) <= longest else f"{flat[: longest - 1]}…"
    return short.replace("$", r"\$")
