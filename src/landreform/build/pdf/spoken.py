"""Say a formula in words, for whoever hears the page: the compiler refuses a formula without."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import NavigableString, Tag

#: How signs are read.
SIGNS = {
    "=": "equals", "−": "minus", "-": "minus", "+": "plus", "×": "times", "⋅": "times", "≤": "is at most",
    "≥": "is at least", "<": "is less than", ">": "is greater than", "∑": "the sum of", "∞": "infinity",
    "(": "(", ")": ")", "|": "bar", "…": "and so on", "∪": "union", "∩": "intersected with", "∈": "in",
    "⊆": "within", "∅": "the empty set",
}  # fmt: skip


def spoken(node: Tag) -> str:
    """Say a formula in words.

    Parameters
    ----------
    node : bs4.Tag
        An element of MathML.

    Returns
    -------
    str

    Examples
    --------
    >>> from bs4 import BeautifulSoup
    >>> math = BeautifulSoup("<math><mi>T</mi><mo>=</mo><mfrac><mi>D</mi><mi>c</mi></mfrac></math>", "html.parser")
    >>> spoken(math.math)
    'T equals D over c'
    """
    return " ".join(_words(node).split())


def _words(node: Tag) -> str:
    parts = [
        _words(child) if isinstance(child, Tag) else SIGNS.get(str(child).strip(), str(child))
        for child in node.children
        if isinstance(child, (Tag, NavigableString))
    ]
    pattern = _PATTERNS.get(node.name)
    return pattern([part for part in parts if part.strip()]) if pattern else " ".join(parts)


def _fraction(parts: list[str]) -> str:
    above, below = (part if " " not in part.strip() else f"( {part} )" for part in parts)
    return f"{above} over {below}"


_PATTERNS: dict[str, Callable[[list[str]], str]] = {
    "mfrac": _fraction,
    "msub": lambda parts: f"{parts[0]} sub {parts[1]}",
    "msup": lambda parts: f"{parts[0]} to the power {parts[1]}",
    "msubsup": lambda parts: f"{parts[0]} sub {parts[1]} to the power {parts[2]}",
    "msqrt": lambda parts: f"the square root of {' '.join(parts)}",
    "munder": lambda parts: f"{parts[0]} over {parts[1]} ,",
    "munderover": lambda parts: f"{parts[0]} from {parts[1]} to {parts[2]} ,",
    "mover": lambda parts: f"{parts[0]} with {parts[1]} above",
}
