"""Mark Vietnamese and Chinese words on a finished page with their language, wherever they stand.

Input is a page as HTML, output the same page. What is marked already stays as it is; code, scripts and the head of the
page are left alone. An element that holds nothing else gets the mark itself, so that no element is added for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from landreform.text.languages import Words, foreign_words

# Text with a letter that English does not have, between two tags.
_TEXT = re.compile(r"(?<=>)[^<>]*[\u00c0-\u024f\u1e00-\u1eff\u3007\u4e00-\u9fff][^<>]*(?=<)")
_LEFT_ALONE = re.compile(r"<(script|style|pre|code|textarea)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_MARKED = re.compile(r"<([a-zA-Z][\w-]*)\b[^<>]*\slang=\"[^<>]*>")
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_OPENING = re.compile(r"<([a-zA-Z][\w-]*)(?:\s[^<>]*)?>")

#: Elements that hold text and no other elements.
_TEXT_ONLY = ("title", "option", "desc")


def mark(html: str) -> str:
    """Mark the words of other languages on a page.

    Parameters
    ----------
    html : str
        A page, or a part of one.

    Returns
    -------
    str

    Examples
    --------
    >>> mark("<p>In <a href='p.html'>Thái Nguyên</a> and Hà Nội.</p>")
    '<p>In <a href=\\'p.html\\' lang="vi">Thái Nguyên</a> and <span lang="vi">Hà Nội</span>.</p>'
    >>> mark('<p lang="vi">Thái <b>Nguyên</b></p><code>Hà Nội</code>')
    '<p lang="vi">Thái <b>Nguyên</b></p><code>Hà Nội</code>'
    """
    start = max(html.find("<body"), 0)
    closed = _Spans([*_spans(_LEFT_ALONE, html), *_marked(html, start)])
    drawings = _Spans(_spans(_DRAWING, html))
    parts, end = [], 0
    for found in _TEXT.finditer(html, start):
        if found.start() in closed:
            continue
        made = _with_marks(html, found, "tspan" if found.start() in drawings else "span")
        if made:
            begin, text = made
            parts += [html[end:begin], text]
            end = found.end()
    return "".join([*parts, html[end:]])


def _with_marks(html: str, found: re.Match[str], element: str) -> tuple[int, str] | None:
    """Return where a text, or the tag before it, begins and what it becomes; nothing where it has nothing to mark."""
    text = found[0]
    words = _joined(text, foreign_words(text))
    if not words:
        return None
    opening = html.rfind("<", 0, found.start())
    tag = _OPENING.fullmatch(html, opening, found.start())
    closes = tag is not None and html.startswith(f"</{tag[1]}>", found.end())
    if tag and closes and _is_all(text, words):
        return opening, f'{tag[0][:-1]} lang="{words[0].lang}">{text}'
    if tag and tag[1] in _TEXT_ONLY:
        return None
    parts, end = [], 0
    for one in words:
        parts += [text[end : one.start], f'<{element} lang="{one.lang}">{text[one.start : one.end]}</{element}>']
        end = one.end
    return found.start(), "".join([*parts, text[end:]])


def _joined(text: str, words: list[Words]) -> list[Words]:
    """Join what only numbers and signs stand between: a date in Vietnamese is one phrase, and is read as one."""
    joined: list[Words] = []
    for one in words:
        if joined and joined[-1].lang == one.lang and not any(map(str.isalpha, text[joined[-1].end : one.start])):
            joined[-1] = Words(joined[-1].start, one.end, one.lang)
        else:
            joined.append(one)
    return joined


def _is_all(text: str, words: list[Words]) -> bool:
    """Say whether a text has no other words than these, all of one language; years and commas count for neither."""
    rest = text
    for one in reversed(words):
        rest = rest[: one.start] + rest[one.end :]
    return len({one.lang for one in words}) == 1 and not any(map(str.isalpha, unescape(rest)))


def _spans(pattern: re.Pattern[str], html: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in pattern.finditer(html))


def _marked(html: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where the elements stand that have a language already."""
    end = 0
    for found in _MARKED.finditer(html, start):
        if found.start() >= end and found[1] not in ("html", "body"):
            end = _end(html, found)
            yield found.start(), end


def _end(html: str, opening: re.Match[str]) -> int:
    """Return where an element ends."""
    depth = 1
    for tag in re.compile(rf"<(/?){re.escape(opening[1])}\b[^<>]*>").finditer(html, opening.end()):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(html)


class _Spans:
    """Places that are asked for in ascending order."""

    def __init__(self, spans: Iterator[tuple[int, int]] | list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._at, self._end = 0, 0

    def __contains__(self, place: int) -> bool:
        while self._at < len(self._spans) and self._spans[self._at][0] <= place:
            self._end = max(self._end, self._spans[self._at][1])
            self._at += 1
        return place < self._end
