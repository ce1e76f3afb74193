"""Give the tables of a page the widths and the header cells that print needs."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

#: A column gets at least this share of its table, and no word of a cell counts for more letters than this.
LEAST, LONGEST = 0.04, 60


def prepare(soup: BeautifulSoup, article: Tag) -> None:
    """Prepare every table of an article: header row, widths of columns by what stands in them.

    Parameters
    ----------
    soup : bs4.BeautifulSoup
        The document, to make elements with.
    article : bs4.Tag
        Changed in place.
    """
    for table in article.find_all("table"):
        rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
        rows = [row for row in rows if row]
        if not rows:
            table.decompose()
            continue
        _header(soup, table)
        shares = widths([[cell.get_text(" ", strip=True) for cell in row] for row in rows])
        for group in table.find_all("colgroup"):
            group.decompose()
        group = soup.new_tag("colgroup")
        for share in shares:
            group.append(soup.new_tag("col", style=f"width: {100 * share:.2f}%"))
        caption = table.find("caption")
        if caption is None:
            table.insert(0, group)
        else:
            caption.insert_after(group)


def _header(soup: BeautifulSoup, table: Tag) -> None:
    """Make the first row the head where the table has none: a table without is no table for who hears it."""
    if table.find("thead") is None:
        head = soup.new_tag("thead")
        first = table.find("tr")
        assert isinstance(first, Tag)
        for cell in first.find_all("td"):
            cell.name = "th"
        head.append(first.extract())
        table.insert(1 if table.find("caption") else 0, head)


def widths(rows: list[list[str]]) -> list[float]:
    """Share out the width of a table by the letters of its columns.

    A column is as wide as the square root of what it holds asks for, and at least as its longest word, so that a
    column of notes does not starve one of numbers.

    Parameters
    ----------
    rows : list of list of str
        Texts of the cells, header included; rows may differ in length.

    Returns
    -------
    list of float
        Shares that sum to 1.

    Examples
    --------
    >>> [round(share, 2) for share in widths([["a", "text"], ["b", "a long text of many words"]])]
    [0.21, 0.79]
    """
    columns = max(map(len, rows))
    asked = []
    for column in range(columns):
        texts = [row[column] for row in rows if column < len(row)]
        longest = max((len(word) for text in texts for word in text.split()), default=1)
        mean = sum(min(len(text), 400) for text in texts) / max(len(texts), 1)
        asked.append(max(min(longest, LONGEST / 3) + 1, (mean * 6) ** 0.5))
    total = sum(asked)
    shares = [max(one / total, LEAST) for one in asked]
    return [share / sum(shares) for share in shares]
