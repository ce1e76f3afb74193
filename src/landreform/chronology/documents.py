"""Place the documents that decided something before, during and after the waves.

Documents and waves stand on the same axis of time. A document came before a wave only where every day that its date
allows lies before the first day of the wave; where the dates do not decide it, the answer is that it is open.
"""

from __future__ import annotations

import pandas as pd

from landreform.contested import edtf
from landreform.contested.time_intervals import BOUNDS, possible, relation
from landreform.ledger.tables import STATEMENT
from landreform.text.prose import day_text

#: Kinds of document that decide something; reports, letters, speeches, the press and compilations do not.
DECISIONS = ("law", "decree", "resolution", "directive", "circular", "instruction", "regulation", "plan")

#: How a document can stand to a wave.
POSITIONS = ("before", "during", "after", "open")

#: Subjects of documents that have nothing to do with the campaign.
OTHER_SUBJECTS = ("autonomous region", "constitution", "general uprising")

#: The word by which the ledger marks the subject of the reorganisation of party cells.
REORGANISATION = "reorganisation"

#: Rows of the table ``counts`` with printed numbers of texts on it, by year.
PRINTED = r"maclean2025-policies-\d{4}"

_PARTY = ("party", "politburo", "secretariat", "central committee", "department of organisation")
_STATE = ("national assembly", "prime minister", "government council", "president of the democratic republic")


def dated(documents: pd.DataFrame) -> pd.DataFrame:
    """Give the documents that have a date, with its bounds and with who issued them.

    Parameters
    ----------
    documents : DataFrame
        The table ``documents``.

    Returns
    -------
    DataFrame
        The rows with a date, by first possible day: the columns of the table, the four bounds, ``decides`` (whether the
        kind is one of `DECISIONS`), ``side`` (``party``, ``state``, ``other`` or
        ``not stated``) and ``on_reorganisation``.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> dated(load("documents")).set_index("document").loc["law-1953", "side"]
    'state'
    """
    table = documents[documents["date"] != ""]
    parsed = [edtf.parse(text) for text in table["date"]]
    first, last = ([getattr(when, end) for when in parsed] for end in ("earliest", "latest"))
    days = pd.DataFrame(zip(first, last, first, last, strict=True), columns=list(BOUNDS), index=table.index)
    table = table.join(days.astype("datetime64[s]")).assign(
        decides=table["kind"].isin(DECISIONS),
        side=[_side(*pair) for pair in zip(table["issuer"], table["kind"], strict=True)],
        on_reorganisation=table["subject"].str.contains(REORGANISATION),
    )
    return table.sort_values(["start_earliest", "end_latest", "document"], ignore_index=True)


def _side(issuer: str, kind: str) -> str:
    """Return whether party or state issued a document; a law or decree is the state's even where no issuer is named."""
    if any(word in issuer.lower() for word in _PARTY):
        return "party"
    if issuer == "Government" or any(word in issuer.lower() for word in _STATE):
        return "state"
    if issuer == "unknown":
        return "state" if kind in ("law", "decree", "regulation") else "not stated"
    return "other"


def positions(documents: pd.DataFrame, bars: pd.DataFrame) -> pd.DataFrame:
    """Place every document before, during or after every wave.

    Parameters
    ----------
    documents : DataFrame
        What `dated` returns, or some rows of it.
    bars : DataFrame
        Waves with ``name`` and the four bounds.

    Returns
    -------
    DataFrame
        One row a document, in the order given: ``document, date, title_en`` and one column a wave with one of
        `POSITIONS`. During means that the document's day was one of the wave's.

    Examples
    --------
    >>> from landreform.waves.national_series import land_reform
    >>> from landreform.ledger.tables import load
    >>> frame = positions(dated(load("documents")), land_reform(load("waves"))).set_index("document")
    >>> frame.loc["instruction-107-1954", ["wave 1", "wave 2", "wave 3"]].tolist()
    ['after', 'during', 'before']
    """
    relations = pd.DataFrame(relation(possible(documents, bars)), index=documents.index, columns=list(bars["name"]))
    relations = relations.replace({"together": "during", "undecided": "open"})
    return pd.concat([documents[["document", "date", "title_en"]], relations], axis="columns")


def between_waves(documents: pd.DataFrame, bars: pd.DataFrame) -> pd.DataFrame:
    """Count, for each wave, the documents issued since the wave before it ended, and while it ran.

    Parameters
    ----------
    documents, bars : DataFrame
        As for `positions`; the waves in the order of their beginnings.

    Returns
    -------
    DataFrame
        One row a wave and a last one for the time after: ``name, in_the_pause`` (certainly after the wave before and
        certainly before this one; for the first wave: before it), ``during, open`` (numbers of documents),
        ``pause_documents, during_documents, open_documents`` (tuples of identifiers).

    Examples
    --------
    >>> from landreform.waves.national_series import land_reform
    >>> from landreform.ledger.tables import load
    >>> frame = between_waves(dated(load("documents")), land_reform(load("waves")))
    >>> frame["name"].iloc[-1]
    'after the last wave'
    """
    placed = positions(documents, bars).set_index("document")
    names = list(bars["name"])
    rows = []
    for earlier, name in zip([None, *names], [*names, None], strict=True):
        # whatever came after the last wave counts as before one that never came
        here = placed[name] if name else pd.Series("before", index=placed.index)
        pause = (here == "before") & ((placed[earlier] == "after") if earlier else True)
        found = [tuple(placed.index[mask]) for mask in (pause, here == "during", here == "open")]
        rows.append((name or "after the last wave", *(len(part) for part in found), *found))
    columns = "name in_the_pause during open pause_documents during_documents open_documents".split()
    return pd.DataFrame(rows, columns=columns)


def documents_by_wave(placed: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """List the documents wave by wave, for reading.

    Parameters
    ----------
    placed : DataFrame
        What `between_waves` returns.
    documents : DataFrame
        The documents placed.

    Returns
    -------
    DataFrame
        One row a document and wave, in the order of the waves and of the documents: ``name`` (of the wave), ``when``
        (``before it``, ``since the wave before``, ``during it``, ``open`` or ``after it``), ``document, title, date``
        (in words).

    Examples
    --------
    >>> from landreform.waves.national_series import land_reform
    >>> from landreform.ledger.tables import load
    >>> papers = dated(load("documents"))
    >>> frame = documents_by_wave(between_waves(papers, land_reform(load("waves"))), papers)
    >>> frame["when"].iloc[0], frame["when"].iloc[-1]
    ('before it', 'after it')
    """
    titles = documents.set_index("document")["title_en"]
    days = documents.set_index("document")["date"]
    last = len(placed) - 1
    rows = []
    for k, wave in enumerate(placed.itertuples()):
        pause = "before it" if k == 0 else "after it" if k == last else "since the wave before"
        name = placed["name"].iloc[last - 1] if k == last else wave.name
        for when, found in (
            (pause, wave.pause_documents),
            ("open", wave.open_documents),
            ("during it", wave.during_documents),
        ):
            rows += [(name, when, document, titles[document], day_text(days[document])) for document in found]
    return pd.DataFrame(rows, columns=["name", "when", "document", "title", "date"])


def per_year(documents: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Count the texts on the reorganisation of party cells by year: as printed, and as held in the ledger.

    Parameters
    ----------
    documents : DataFrame
        What `dated` returns.
    counts : DataFrame
        The table ``counts``.

    Returns
    -------
    DataFrame
        One row a year from the first to the last that either side has: ``year, printed`` (number of policies as a
        source prints it; missing where it prints none), ``held`` (documents of the ledger on the subject that decide
        something), ``documents`` (their identifiers, joined by a comma), ``count`` (row of the table counts), ``source,
        read_in, locator`` (of the printed number).

    Raises
    ------
    ValueError
        If the table has no printed number.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> per_year(dated(load("documents")), load("counts"))["printed"].dropna().is_monotonic_increasing
    True
    """
    printed = counts[counts["count"].str.fullmatch(PRINTED)]
    if printed.empty:
        raise ValueError(f"The table counts has no row that is called {PRINTED}.")
    printed = printed.assign(year=printed["date"].str[:4].astype(int)).set_index("year")
    held = documents[documents["on_reorganisation"] & documents["decides"]]
    sure = held[held["start_earliest"].dt.year == held["end_latest"].dt.year]
    by_year = sure.groupby(sure["start_earliest"].dt.year)["document"].agg(held="size", documents=", ".join)
    years = printed.index.union(by_year.index)
    table = pd.DataFrame({"year": range(years.min(), years.max() + 1)}).join(by_year, on="year")
    table = table.join(printed[["value", "count", *STATEMENT]].rename(columns={"value": "printed"}), on="year")
    table = table.fillna({"held": 0, **dict.fromkeys(["documents", "count", *STATEMENT], "")})
    table = table[["year", "printed", "held", "documents", "count", *STATEMENT]]
    return table.astype({"printed": "Int64", "held": int})


def campaign_documents(documents: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Choose the documents that decide something about the campaign and were issued within a window of time.

    Parameters
    ----------
    documents : DataFrame
        What `dated` returns.
    first, last : Timestamp
        The window, both days within it.

    Returns
    -------
    DataFrame
        The rows chosen, in the order given.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> frame = dated(load("documents"))
    >>> campaign_documents(frame, pd.Timestamp("1953-12-04"), pd.Timestamp("1953-12-04"))["kind"].tolist()
    ['law']
    """
    inside = (documents["start_earliest"] >= first) & (documents["end_latest"] <= last)
    about = ~documents["subject"].isin(OTHER_SUBJECTS)
    return documents[inside & about & documents["decides"]].reset_index(drop=True)
