"""Compare sums of communes over waves with the totals that are printed.

Each comparison names its two sides and the sources of each. Where both sides come from one source, a difference is a
fault within it; where they come from two, a difference is a disagreement, and an agreement is worth as much as the two
are independent of each other, which is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from landreform.ledger.tables import STATEMENT
from landreform.waves.national_series import join_distinct, land_reform

#: How a sum can stand to a printed number.
VERDICTS = ("agrees", "falls short", "exceeds", "is allowed")

Side = Callable[[pd.DataFrame], pd.DataFrame]


@dataclass(frozen=True)
class Comparison:
    """Two sides that ought to agree.

    Attributes
    ----------
    what : str
        What is compared, in words.
    parts, whole : callable
        Each takes the table ``waves`` and returns the rows of it that make the side; the whole is one row.
    remark : str
        What a reader has to know before making anything of the difference.
    """

    what: str
    parts: Side
    whole: Side
    remark: str = ""


def _rows(**wanted) -> Side:
    """Choose rows by the values of columns; a tuple stands for any of its members."""

    def choose(waves: pd.DataFrame) -> pd.DataFrame:
        kept = waves[waves["communes"].notna()]
        for column, value in wanted.items():
            values = value if isinstance(value, tuple) else (value,)
            kept = kept[kept[column].isin(values)]
        return kept

    return choose


def _national_to(wave: str) -> Side:
    """Choose the rows of the national series up to a wave."""

    def choose(waves: pd.DataFrame) -> pd.DataFrame:
        series = land_reform(waves)
        taken = series.iloc[: list(series["wave"]).index(wave) + 1]
        names = " ".join(taken["communes_rows"]).split()
        return waves[waves["wave_row"].isin(names)]

    return choose


def _with_thesis_to(wave: str) -> Side:
    """Choose waves 1 up to a wave as `_national_to` does, but Phú Thọ from a thesis and no experimental wave."""

    def choose(waves: pd.DataFrame) -> pd.DataFrame:
        last = int(wave)
        chosen = [
            _rows(source="viwiki-quoc-hoi-i", level="province", campaign="land_reform", wave="1"),
            *(_outside_phu_tho(number) for number in ("2", "3")),
            _rows(**_THESIS, wave=("2", "3")),
            *(_rows(**_PRINTED, wave=str(number)) for number in range(4, last + 1)),
        ]
        return pd.concat([side(waves) for side in chosen])

    return choose


def _outside_phu_tho(wave: str) -> Side:
    """Choose the provinces listed for a wave, but for the one that a thesis counts otherwise."""

    def choose(waves: pd.DataFrame) -> pd.DataFrame:
        listed = _rows(**_LISTED, wave=wave)(waves)
        return listed[listed["place"] != _THESIS["place"]]

    return choose


_THAI_NGUYEN = {"source": "nguyen-duy-tien2000", "place": "Thái Nguyên"}
_THESIS = {"source": "nguyen-thi-thuy2013", "place": "Phú Thọ", "campaign": "land_reform"}
_LISTED = {"source": "viwiki-ccrd", "level": "province", "campaign": "land_reform"}
_PRINTED = {"read_in": "maclean2025", "level": "national", "campaign": "land_reform"}
_WHOLE = {"wave": "total", "level": "national", "campaign": "land_reform"}

#: What is compared, from the province to the North.
COMPARISONS = (
    Comparison(
        "Thái Nguyên, waves of rent reduction, against the total of the same table",
        _rows(**_THAI_NGUYEN, campaign="rent_reduction", wave=("experimental", "1", "2", "3")),
        _rows(**_THAI_NGUYEN, campaign="rent_reduction", wave="total"),
    ),
    Comparison(
        "Thái Nguyên, waves of land reform, against the total of the same table",
        _rows(**_THAI_NGUYEN, campaign="land_reform", wave=("experimental", "1", "2")),
        _rows(**_THAI_NGUYEN, campaign="land_reform", wave="total"),
    ),
    Comparison(
        "Thái Nguyên, wave 1 of land reform, in two sources",
        _rows(source="viwiki-quoc-hoi-i", place="Thái Nguyên", campaign="land_reform", wave="1"),
        _rows(**_THAI_NGUYEN, campaign="land_reform", wave="1"),
    ),
    Comparison(
        "Thái Nguyên, wave 2 of land reform, in two sources",
        _rows(**_LISTED, place="Thái Nguyên", wave="2"),
        _rows(**_THAI_NGUYEN, campaign="land_reform", wave="2"),
    ),
    *(
        Comparison(
            f"wave {wave}, provinces listed, against the number printed for the North",
            _rows(**_LISTED, wave=wave),
            _rows(**_PRINTED, wave=wave),
            "The list may leave out whole provinces; the ledger does not say which." if wave == "5" else "",
        )
        for wave in ("3", "4", "5")
    ),
    Comparison(
        "national series, experimental wave to wave 3, against the number of the National Assembly",
        _national_to("3"),
        _rows(source="quoc-hoi-1954-1957", campaign="land_reform"),
        "Printed for three waves, the third still under way; the sum counts the experimental wave too.",
    ),
    Comparison(
        "waves 1 to 3 without the experimental wave, Phú Thọ by a thesis, against the number of the National Assembly",
        _with_thesis_to("3"),
        _rows(source="quoc-hoi-1954-1957", campaign="land_reform"),
        "A second way to the same number: that it agrees does not decide whether the experimental wave is in it.",
    ),
    Comparison(
        "national series, all waves, against the total of the Vietnamese Wikipedia",
        _national_to("5"),
        _rows(source="viwiki-ccrd", **_WHOLE),
        "One of two ways to this number.",
    ),
    Comparison(
        "all waves without the experimental wave, Phú Thọ by a thesis, against the total of the Vietnamese Wikipedia",
        _with_thesis_to("5"),
        _rows(source="viwiki-ccrd", **_WHOLE),
        "The other way to this number: the sum does not decide whether the experimental wave is in it.",
    ),
    Comparison(
        "national series, all waves, against the total ascribed to the Fourteenth Plenum",
        _national_to("5"),
        _rows(source="viwiki-vndcch", **_WHOLE),
        "Said to be of all communes where land reform was done, with suburbs.",
    ),
    Comparison(
        "national series, all waves, against the number of communes touched by the campaign",
        _national_to("5"),
        _rows(read_in="maclean2025", campaign="mass_mobilisation", wave="total"),
        "The printed number is said of rent reduction and land reform together.",
    ),
    Comparison(
        "rent reduction, waves 1 to 7 alone, against the total of all waves",
        _rows(source="quoc-hoi-1954-1957", campaign="rent_reduction"),
        _rows(source="viwiki-ccrd", campaign="rent_reduction", wave="total"),
        "What is missing would be wave 8, and what wave 7 still added.",
    ),
    Comparison(
        "Phú Thọ, waves of land reform, against the total of the same thesis",
        _rows(**_THESIS, wave=("2", "3", "4")),
        _rows(**_THESIS, wave="total"),
    ),
    *(
        Comparison(
            f"{place}, wave {wave} of land reform, in a list of provinces and in a thesis",
            _rows(**_LISTED, place=place, wave=wave),
            _rows(source=thesis, campaign="land_reform", wave=wave),
        )
        for place, wave, thesis in (
            ("Phú Thọ", "2", "nguyen-thi-thuy2013"),
            ("Phú Thọ", "3", "nguyen-thi-thuy2013"),
            ("Phú Thọ", "4", "nguyen-thi-thuy2013"),
            ("Vĩnh Phúc", "3", "vinh-phuc-thesis"),
            ("Bắc Ninh", "5", "nguyen-thi-khuyen2014"),
        )
    ),
    Comparison(
        "Phú Thọ, communes of the correction, against those of land reform by a thesis",
        _rows(source="do-khanh-chi2019", place="Phú Thọ", campaign="rectification"),
        _rows(**_THESIS, wave="total"),
        "Communes may have been divided or joined in between.",
    ),
    Comparison(
        "Phú Thọ, communes of the correction, against those of land reform in a list of provinces",
        _rows(source="do-khanh-chi2019", place="Phú Thọ", campaign="rectification"),
        _rows(**_LISTED, place="Phú Thọ"),
        "Communes may have been divided or joined in between.",
    ),
)


def subtotals(waves: pd.DataFrame, comparisons: tuple[Comparison, ...] = COMPARISONS) -> pd.DataFrame:
    """Compare sums over waves with the totals that are printed.

    Parameters
    ----------
    waves : DataFrame
        The table ``waves``.
    comparisons : tuple of Comparison
        By default those of the book.

    Returns
    -------
    DataFrame
        One row a comparison, in their order: ``what, parts`` (number of rows added up), ``sum, printed`` (communes),
        ``bound`` (of the printed number), ``difference`` (sum less printed), ``verdict`` (one of `VERDICTS`),
        ``one_source`` (whether both sides are one work's), ``parts_rows, printed_rows`` (rows of the table, joined by a
        space), ``source, read_in, locator`` (of the printed number), ``remark``.

    Raises
    ------
    ValueError
        If a side of a comparison has no rows.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> frame = subtotals(load("waves"))
    >>> int(frame.loc[frame["what"].str.startswith("wave 4"), "difference"].item())
    -15
    """
    rows = []
    for comparison in comparisons:
        parts, whole = comparison.parts(waves), comparison.whole(waves)
        if parts.empty or whole.empty:
            raise ValueError(f"{comparison.what}: one side has no rows.")
        total, printed = int(parts["communes"].sum()), int(whole["communes"].sum())
        bound = whole["bound"].iloc[0]
        rows.append(
            {
                "what": comparison.what,
                "parts": len(parts),
                "sum": total,
                "printed": printed,
                "bound": bound,
                "difference": total - printed,
                "verdict": _verdict(total, printed, bound),
                "one_source": len({*parts["source"], *whole["source"]}) == 1,
                "parts_rows": " ".join(parts["wave_row"]),
                "printed_rows": " ".join(whole["wave_row"]),
                **{name: join_distinct(whole[name]) for name in STATEMENT},
                "remark": comparison.remark,
            }
        )
    return pd.DataFrame(rows)


def campaign_communes(waves: pd.DataFrame) -> float:
    """Find how many communes went through the campaign.

    Parameters
    ----------
    waves : DataFrame
        Table `waves` of the ledger; used are ``campaign, level, wave, communes``.

    Returns
    -------
    float
        The greatest national total; rent reduction by itself is left out.

    Examples
    --------
    >>> waves = pd.DataFrame({"campaign": ["land_reform"] * 2, "level": ["national"] * 2, "wave": ["total", "5"],
    ...                       "communes": [3300, 1720]})
    >>> campaign_communes(waves)
    3300.0
    """
    totals = waves[
        (waves["level"] == "national") & (waves["wave"] == "total") & (waves["campaign"] != "rent_reduction")
    ]
    return float(totals["communes"].max())


def _verdict(total: int, printed: int, bound: str) -> str:
    if total == printed:
        return "agrees"
    if bound == "at_least":
        return "is allowed" if total > printed else "falls short"
    if bound == "at_most":
        return "is allowed" if total < printed else "exceeds"
    return "falls short" if total < printed else "exceeds"
