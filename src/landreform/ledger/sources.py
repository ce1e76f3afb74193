"""Name the works behind a statement: who makes it, where it was read, and of what kind these works are."""

from __future__ import annotations

import pandas as pd

from landreform.text.prose import code_text


def attributions(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Name for each row who states it and, where that is another work, where it was read.

    Parameters
    ----------
    rows : DataFrame
        Any frame with the columns ``source`` and ``read_in``.
    sources : DataFrame
        The table ``sources``.

    Returns
    -------
    Series of str
        With the index of ``rows``.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> attributions(load("classifications"), load("sources")).iloc[0]
    'Nguyễn Duy Tiến 2000, as read in MacLean 2025'
    """
    names = sources.set_index("source")["name"]
    who, where = rows["source"].map(names), rows["read_in"].map(names)
    return who.where(rows["source"] == rows["read_in"], who + ", as read in " + where)


def attribution(source: str, read_in: str, sources: pd.DataFrame) -> str:
    """Name who makes one statement and, where that is another work, where it was read; see `attributions`.

    Parameters
    ----------
    source, read_in : str
        Works, by their identifiers.
    sources : DataFrame
        The table ``sources``.

    Returns
    -------
    str

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> attribution("nguyen-duy-tien2000", "maclean2025", load("sources"))
    'Nguyễn Duy Tiến 2000, as read in MacLean 2025'
    """
    works, names = sources["source"].array, sources["name"].array
    who, where = (str(names[works == work][0]) for work in (source, read_in))
    return who if source == read_in else f"{who}, as read in {where}"


def evidence(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Name for each row what kind of work states it, and in what kind of work it was read.

    Parameters
    ----------
    rows : DataFrame
        Any frame with the columns ``source`` and ``read_in``.
    sources : DataFrame
        Table `sources` of the ledger.

    Returns
    -------
    Series of str
        With the index of `rows`: the kind of work, and behind it that of the work in which it was read where
        that is another one.

    Raises
    ------
    ValueError
        If the table `sources` lacks a work.

    Examples
    --------
    >>> sources = pd.DataFrame({"source": ["t", "a", "e"], "kind": ["thesis", "article", "encyclopedia"]})
    >>> evidence(pd.DataFrame({"source": ["t", "a", "t"], "read_in": ["a", "a", "e"]}), sources).tolist()
    ['thesis, read in an article', 'article', 'thesis, read in an encyclopaedia']
    """
    kinds = {name: code_text(kind) for name, kind in zip(sources["source"], sources["kind"], strict=True)}
    missing = sorted({*rows["source"], *rows["read_in"]} - set(kinds))
    if missing:
        raise ValueError(f"The table sources has no work {missing[0]!r}.")
    texts = [
        kinds[source] if source == read_in else f"{kinds[source]}, read in {_article(kinds[read_in])} {kinds[read_in]}"
        for source, read_in in zip(rows["source"], rows["read_in"], strict=True)
    ]
    return pd.Series(texts, index=rows.index, dtype=object)


def _article(noun: str) -> str:
    return "an" if noun[0].lower() in "aeiou" else "a"
