"""Describe the corpus of recapitulation reports: its parts, the documents named, the policies by year.

There is little to count: the parts of the corpus, the documents that the article names, the policies on
reorganisation by year. None of it is a sample, and nothing is estimated.
"""

from __future__ import annotations

import pandas as pd

from landreform.ledger.tables import STATEMENT


def composition(counts: pd.DataFrame) -> pd.DataFrame:
    """List the parts into which the article divides its corpus, and their total.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; the parts are the rows in documents that name one total in documents, two or more together.

    Returns
    -------
    DataFrame
        One row a part, by identifier, then the total; columns ``count, quantity, documents, is_total, source, read_in,
        locator``.

    Raises
    ------
    ValueError
        If there is no such total, or more than one.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> composition(load("counts"))["is_total"].tolist()
    [False, False, False, True]
    """
    documents = counts[counts["unit"] == "documents"]
    parts = documents[documents["part_of"].isin(documents["count"])]
    totals = parts["part_of"].value_counts()
    totals = totals[totals > 1]
    if len(totals) != 1:
        raise ValueError(f"The table counts divides {len(totals)} totals of documents into parts, not one.")
    total = totals.index[0]
    chosen = documents[(documents["count"] == total) | (documents["part_of"] == total)]
    chosen = chosen.assign(documents=chosen["value"].astype(int), is_total=chosen["count"] == total)
    columns = ["count", "quantity", "documents", "is_total", *STATEMENT]
    return chosen.sort_values(["is_total", "count"], ignore_index=True)[columns]


def policies_by_year(counts: pd.DataFrame) -> pd.DataFrame:
    """List the policies on the reorganisation of Party cells by year of issue.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; the rows in documents that count one thing for several years.

    Returns
    -------
    DataFrame
        One row a year, ascending; columns ``count, quantity, year, documents, source, read_in, locator``.

    Raises
    ------
    ValueError
        If nothing, or more than one thing, is counted by year in documents.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> policies_by_year(load("counts"))["year"].is_monotonic_increasing
    True
    """
    dated = counts[(counts["unit"] == "documents") & counts["date"].str.fullmatch("[0-9]{4}")]
    several = dated.groupby("quantity")["date"].nunique()
    several = several[several > 1]
    if len(several) != 1:
        raise ValueError(f"The table counts has {len(several)} series of documents by year, not one.")
    series = dated[dated["quantity"] == several.index[0]].sort_values("date", ignore_index=True)
    series = series.assign(year=series["date"].astype(int), documents=series["value"].astype(int))
    return series[["count", "quantity", "year", "documents", *STATEMENT]]


def named_documents(documents: pd.DataFrame, read_in: str) -> pd.DataFrame:
    """Count the documents of each kind that a work names, and those among them that are dated.

    Parameters
    ----------
    documents : DataFrame
        Table `documents` of the ledger.
    read_in : str
        Key of the work in which the documents were found.

    Returns
    -------
    DataFrame
        One row a kind, most documents first; columns ``kind, documents, dated, undated, anonymous``. A document is
        dated where the table has a date for it, however coarse, and anonymous where the issuer is unknown.

    Examples
    --------
    >>> rows = pd.DataFrame({"kind": ["report", "report", "law"], "date": ["", "1955", "1953"]})
    >>> rows = rows.assign(read_in="m", issuer=["unknown", "unknown", "National Assembly"])
    >>> named_documents(rows, "m").values.tolist()
    [['report', 2, 1, 1, 2], ['law', 1, 1, 0, 0]]
    """
    mine = documents[documents["read_in"] == read_in]
    mine = mine.assign(undated=mine["date"] == "", anonymous=mine["issuer"] == "unknown")
    frame = mine.groupby("kind").agg(
        documents=("undated", "size"), undated=("undated", "sum"), anonymous=("anonymous", "sum")
    )
    frame.insert(1, "dated", frame["documents"] - frame["undated"])
    return frame.reset_index().sort_values(["documents", "kind"], ascending=[False, True], ignore_index=True)


def named_reports(documents: pd.DataFrame, counts: pd.DataFrame, read_in: str) -> pd.DataFrame:
    """List the reports that a work names, where it uses each, and the numbers that it takes from it.

    Parameters
    ----------
    documents, counts : DataFrame
        Tables of the ledger.
    read_in : str
        Key of the work in which the reports were found.

    Returns
    -------
    DataFrame
        One row a report, by title; columns ``document, title_en, issuer`` (``not named`` where unknown)``, sections``
        (parts of the work in which it is cited)``, numbers`` (how many rows of `counts` rest on it)``, printed`` (these
        numbers as printed, joined by semicolons)``, source, read_in, locator``. Numbers of pages cited are left out.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> named_reports(load("documents"), load("counts"), "maclean2025")["document"].is_unique
    True
    """
    reports = documents[(documents["read_in"] == read_in) & (documents["kind"] == "report")].sort_values("title_en")
    numbers = counts[(counts["read_in"] == read_in) & (counts["unit"] != "page")]
    rows = []
    for report in reports.to_dict("records"):
        mine = numbers[numbers["source"] == report["document"]].sort_values("count")
        sections = dict.fromkeys(part.split(",")[0].strip() for part in report["locator"].split(";"))
        found = {"sections": "; ".join(sections), "numbers": len(mine), "printed": "; ".join(mine["printed"])}
        rows.append(report | found | {"issuer": report["issuer"].replace("unknown", "not named")})
    columns = "document title_en issuer sections numbers printed".split()
    return pd.DataFrame(rows, columns=[*columns, *STATEMENT])
