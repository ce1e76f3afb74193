"""Say how a page opens, with its question and first paragraph; input is a page as Sphinx has read it, output text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes

#: Longest description, in letters. Whoever shows less of it cuts it where it can be seen; cut here, between two
#: sentences, the front page would tell who received land, and not who was killed.
LONGEST = 640


def question(doctree: nodes.document) -> str:
    """Return the question with which a chapter opens, in bold; empty where it opens with none."""
    paragraph = next(_paragraphs(doctree), nodes.paragraph())
    # Where a name is linked, empty text may be left before it.
    first = next((child for child in paragraph.children if child.astext().strip()), None)
    if not isinstance(first, nodes.strong):
        return ""
    text = " ".join(first.astext().split())
    return text if text.endswith("?") else ""


def description(doctree: nodes.document | None, otherwise: str) -> str:
    """Give the first paragraph of a page, cut at the end of a sentence or of a word.

    Parameters
    ----------
    doctree : docutils.nodes.document or None
    otherwise : str
        What to say where there is no paragraph.
    """
    text = (first_paragraph(doctree) if doctree is not None else "") or " ".join(otherwise.split())
    if len(text) <= LONGEST:
        return text
    sentences = re.match(rf"(.{{40,{LONGEST - 1}}}[.?!])\s", text)
    return sentences[1] if sentences else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def first_paragraph(doctree: nodes.document) -> str:
    """Return the first paragraph of a page, whole; empty where there is none."""
    return " ".join(next(map(plain, _paragraphs(doctree)), "").split())


def plain(paragraph: nodes.paragraph) -> str:
    """Give the text of a paragraph without any HTML in it."""
    return "".join(text for text in paragraph.findall(nodes.Text) if not isinstance(text.parent, nodes.raw))


def _paragraphs(doctree: nodes.document) -> Iterator[nodes.paragraph]:
    """Yield the paragraphs of the text of a page, those in lists, tables and notes left out."""
    return (found for found in doctree.findall(nodes.paragraph) if isinstance(found.parent, nodes.section))
