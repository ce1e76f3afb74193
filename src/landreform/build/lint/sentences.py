"""Split running prose into sentences.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number, or stands inside a quotation
or before a small letter. What decides is the text alone: no list of the sentences of this book, and no model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSING = "”’»\"')]"
_END = re.compile(rf"[.!?…]+[{re.escape(_CLOSING)}]*(?=\s|$)")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_INITIALS = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])*")
_NUMBER = re.compile(r"[“‘\"(\[]*(?:\d|[ivxlcIVXLC]+\b)")

#: Always followed by what they belong to; the last ones are Vietnamese: city, doctor, professor, publisher.
_JOINED = frozenset(
    "adm brig capt cf col dr e.g eds esp et fr gen hon i.e lt maj messrs mme mr mrs mt mx ng prof rev sgt ss st viz vs "
    "bs gs ls nxb pgs pgs.ts th.s ths tp ts xb".split()
)

#: Abbreviations before a number; before anything else they are words, as in “No.”
_BEFORE_NUMBER = frozenset(
    "app art arts bk c ca ch chap chaps col cols doc ed fig figs fn fol l ll n nn no nos nr para paras pl pp p pt pts "
    "q sec sect tab tr v vol vols §".split()
    + "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)

#: Before a number in brackets they belong to a citation.
_BEFORE_BRACKET = frozenset(["al", "ed", "trans"])

#: Words with which a sentence begins rather than the surname after an initial.
_BEGINNINGS = frozenset(
    "a after all although an and another as at before both but by each even every few for from he her here his how if "
    "in it its many more most neither no nobody none nor not nothing of on one only or other others she since so some "
    "such that the their then there these they this those though to two under until what when where whether which "
    "while who whoever with without yet".split()
)


def split(text: str) -> list[tuple[int, int]]:
    """Say where the sentences of a paragraph begin and end.

    Parameters
    ----------
    text : str
        A paragraph; any white space counts as a space. A quotation in “” is never divided.

    Returns
    -------
    list of tuple of int
        Start and end of each, without the space around it. What stands after the last full stop is a sentence too.

    Examples
    --------
    >>> text = "Decree No. 149, art. 3, cut rents. It was signed C.B., as J. Doe says (p. 7). “Who? We.” None asked."
    >>> [text[start:end] for start, end in split(text)]  # doctest: +NORMALIZE_WHITESPACE
    ['Decree No. 149, art. 3, cut rents.', 'It was signed C.B., as J. Doe says (p. 7).', '“Who? We.”', 'None asked.']
    """
    ends = [found.end() for found in _END.finditer(text) if _ends(text, found)]
    found = []
    for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
        inside = text[start:end]
        if _LETTER_OR_DIGIT.search(inside):
            begins = start + len(inside) - len(inside.lstrip())
            found.append((begins, begins + len(inside.strip())))
    return found


def _ends(text: str, mark: re.Match[str]) -> bool:
    """Say whether a mark with what closes after it is the end of a sentence."""
    before, after = text[: mark.start()], text[mark.end() :].lstrip()
    first = _LETTER_OR_DIGIT.search(after)
    if not first:
        return True
    if first.group().islower() or _in_quotation(text, mark.end()):
        return False
    if not mark.group().startswith(".") or mark.group().startswith(".."):
        return True
    return not _abbreviated(before, after)


def _in_quotation(text: str, position: int) -> bool:
    """Say whether a quotation that is open here is closed later."""
    before = text[:position]
    return before.rfind("“") > before.rfind("”") and "”" in text[position:]


def _abbreviated(before: str, after: str) -> bool:
    """Say whether the full stop between two texts belongs to the word before it."""
    words = before.split()
    if not words:
        return True
    word = words[-1].lstrip("“‘\"'([—–«")
    if not word:
        return False
    small = word.lower()
    if word.isdigit() and _begins_sentence(before.rstrip()[: -len(words[-1])].rstrip(), word):  # the number of an item
        return True
    if small in _JOINED:
        return True
    if small in _BEFORE_NUMBER and _NUMBER.match(after):
        return True
    if small in _BEFORE_BRACKET and after.startswith(("[", "(")):
        return True
    if _INITIALS.fullmatch(word) and (word.isupper() or "." in word):
        return next(_words(after), "") not in _BEGINNINGS
    return False


def _begins_sentence(before: str, word: str) -> bool:
    """Say whether a word is the first of a sentence."""
    return not before or (before.endswith((".", "!", "?")) and not _abbreviated(before[:-1], f"{word}."))


def _words(text: str) -> Iterator[str]:
    yield from (word.group().lower() for word in re.finditer(r"[^\W\d_]+", text))
