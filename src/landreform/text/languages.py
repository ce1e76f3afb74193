"""Find Vietnamese and Chinese words in an English text, so that they are read aloud and broken as what they are.

Vietnamese is written in syllables, and few words of another language are spelled like one with its marks. A syllable
without marks, as in *Trường Chinh*, is Vietnamese only beside one that has them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

#: Vowels as Vietnamese combines them, without tones.
_VOWELS = """
    iêu yêu ươi ươu uôi uya uyê uyu oai oay oeo oao uây uêu
    ia iê yê ya ua uô ưa ươ ai ao au ay âu ây eo êu iu oa oă oe oi ôi ơi ui ưi ưu uâ uê uy uơ uo
    a ă â e ê i o ô ơ u ư y
""".split()
_SYLLABLE = re.compile(
    f"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?(?:{'|'.join(_VOWELS)})(?:ng|nh|ch|[cmnpt])?"
)

#: English words that are spelled like a syllable. Those of them that begin names, such as An and Long, are not here in
#: capitals.
_ENGLISH = frozenset(
    """
    a aim am an at be bin bit but by can chain chap cut day do don gap get go going he him hip hot i in it let long lot
    main man map may me men met much my net no non not on pay pen put ran rich ring run say set sit so son such sum tan
    tap ten than that the them then thin thing tin tip to tom ton top trim try up vain van
    A Aim Am At Be Bit But By Can Chain Cut Day Do Gap Get Go Going He Him Hot I In It Ken Let Lot Main Map May Me Men
    Met Much My Net No Non Not On Pay Put Rich Ring Run Say Set So Such Sum Ten Than That The Them Then Thin Thing To
    Tom Top Try Up
    """.split()
)

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[^\W\d_]+")
_HAN = r"[\u3007\u4e00-\u9fff]"
_CHINESE = re.compile(rf"{_HAN}(?:[\u3000-\u303f\uff00-\uffef\d]*{_HAN})*")
#: What may stand between two words of a name or a phrase.
_BETWEEN = re.compile(r"(?:\s+|-|‑|\u2013)")


@dataclass(frozen=True)
class Words:
    """Words of another language in a text: where they begin and end, and the language (``vi`` or ``zh``)."""

    start: int
    end: int
    lang: str


def foreign_words(text: str) -> list[Words]:
    """Find what is Vietnamese or Chinese in a text.

    Parameters
    ----------
    text : str
        In Unicode normal form C.

    Returns
    -------
    list of Words
        In their order; words that follow each other are one.

    Examples
    --------
    >>> text = "In Thanh Hóa the đội cải cách met Ho; Balázs and Gérard read 新华社."
    >>> [(text[found.start : found.end], found.lang) for found in foreign_words(text)]
    [('Thanh Hóa', 'vi'), ('đội cải cách', 'vi'), ('新华社', 'zh')]
    """
    chinese = [Words(found.start(), found.end(), "zh") for found in _CHINESE.finditer(text)]
    return sorted([*_vietnamese(text), *chinese], key=lambda found: found.start)


def _vietnamese(text: str) -> Iterator[Words]:
    """Yield each run of words, one of which at least has marks."""
    words = [(found.start(), found.end(), _kind(found[0])) for found in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        if words[at][2] != "marked":
            at += 1
            continue
        first = last = at
        # Backwards only to words that are not in a run already: a run takes all that follows it.
        while _joins(text, words, first, -1):
            first -= 1
        while True:
            if _joins(text, words, last, 1):
                last += 1
            elif (reached := _next_marked(text, words, last)) is not None:
                last = reached
            else:
                break
        yield Words(words[first][0], words[last][1], "vi")
        at = last + 1


def _joins(text: str, words: list[tuple[int, int, str]], at: int, step: int) -> bool:
    """Say whether the next word in a direction belongs to the same name or phrase as the word at a place."""
    other = at + step
    if not 0 <= other < len(words) or not _adjoin(text, words, min(at, other)):
        return False
    kind = words[other][2]
    if kind == "plain":  # a capital joins what has one or follows it, a small letter what has none
        capital = text[words[other][0]].isupper()
        return capital == text[words[at][0]].isupper() or (capital and step < 0)
    return kind == "marked"


def _next_marked(text: str, words: list[tuple[int, int, str]], at: int) -> int | None:
    """Return the place of the next word with marks, where only syllables without marks stand before it."""
    other = at + 1
    while other < len(words) and _adjoin(text, words, other - 1) and words[other][2] == "plain":
        other += 1
    found = other < len(words) and other > at + 1 and words[other][2] == "marked" and _adjoin(text, words, other - 1)
    return other if found else None


def _adjoin(text: str, words: list[tuple[int, int, str]], at: int) -> bool:
    return bool(_BETWEEN.fullmatch(text, words[at][1], words[at + 1][0]))


@cache
def _kind(word: str) -> str:
    """Say of a word whether it is a syllable with marks, one without, or none."""
    small = word.lower()
    parts = unicodedata.normalize("NFD", small)
    toneless = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    if not _SYLLABLE.fullmatch(toneless):
        return ""
    if not word.isascii():
        return "marked"
    return "" if word in _ENGLISH or (len(word) > 1 and word.isupper()) else "plain"
