"""Word for paper what the web says of pages, links and choices that paper does not have."""

from __future__ import annotations

import re

from bs4 import NavigableString, Tag

from landreform.build.pdf import contents

_BLOCKS = ("p", "li", "dd")

#: What of a work is counted: between two such numbers print has a dash.
_SPAN = re.compile(r"\b(arts?|articles?|points?|paragraphs?|lines?|chapters?|sections?) (\d+)-(\d+)\b")


def with_dashes(text: str) -> str:
    """Set a dash between the numbers of what is counted in a work.

    Examples
    --------
    >>> with_dashes("heading; arts 1-6 of decree 149-53")
    'heading; arts 1–6 of decree 149-53'
    """
    return _SPAN.sub(r"\1 \2–\3", text)


def for_paper(name: str, article: Tag) -> list[str]:
    """Leave out and reword what `contents.ON_PAPER` names of a page.

    Parameters
    ----------
    name : str
        Of the page.
    article : bs4.Tag
        Changed in place.

    Returns
    -------
    list of str
        What of it the page does not have: the web is worded otherwise by now.

    Examples
    --------
    >>> from bs4 import BeautifulSoup
    >>> article = BeautifulSoup("<p>How to ask stands at the\\nend of this page.</p>", "lxml")
    >>> len(for_paper("book/people", article)), article.get_text()
    (0, 'How to ask stands behind the last entry.')
    """
    missing = []
    for words, instead in contents.ON_PAPER.get(name, ()):
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        if not (_leave_out(article, words) if instead is None else _reword(article, pattern, instead)):
            missing.append(words)
    for beginning in contents.ON_NO_PAGE if name.startswith(contents.OF_FIGURES) else ():
        _leave_out(article, beginning)
    for expression, instead in contents.ON_EVERY_PAGE:
        for text in article.find_all(string=re.compile(expression)):
            text.replace_with(NavigableString(re.sub(expression, instead, str(text))))
    for text in article.find_all(string=_SPAN):
        text.replace_with(NavigableString(with_dashes(str(text))))
    for paragraph in article.find_all("p"):
        if paragraph.get_text().startswith(contents.TO_BE_ENDED):
            paragraph.append(".")
    return missing + _without_columns(name, article)


def _without_columns(name: str, article: Tag) -> list[str]:
    """Leave out columns of the tables of a page; return those that no table has."""
    missing = []
    for column in contents.COLUMNS_ON_SCREEN.get(name, ()):
        found = 0
        for rows in (table.find_all("tr") for table in article.find_all("table")):
            heads = [" ".join(cell.get_text().split()) for cell in rows[0].find_all(["th", "td"], recursive=False)]
            if column not in heads:
                continue
            at, found = heads.index(column), found + 1
            for row in rows:
                for cell in row.find_all(["th", "td"], recursive=False)[at : at + 1]:
                    cell.decompose()
        if not found:
            missing.append(column)
    return missing


def _leave_out(article: Tag, beginning: str) -> bool:
    found = [one for one in article.find_all(_BLOCKS) if " ".join(one.get_text().split()).startswith(beginning)]
    for block in found:
        block.decompose()
    return bool(found)


def _reword(article: Tag, pattern: re.Pattern[str], instead: str) -> bool:
    for text in article.find_all(string=pattern):
        text.replace_with(NavigableString(pattern.sub(lambda _: instead, str(text))))
        return True
    return False
