"""Say in two sentences what follows where one assumption of a chapter is another.

Each chapter on claims ends with a cell in which one value can be changed. Input is that value; output are two sentences
made from what is computed with it and with the value of the chapter, and the place in *What if?* that has the same
choice. Nothing in the sentences is typed but words.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from landreform.contested.agreement import compare_pairs, share_differing
from landreform.contested.claims import from_ledger
from landreform.contested.coded_words import coded_ends, without_words
from landreform.contested.lineage import READING, READINGS
from landreform.contested.multiverse.options import AXES
from landreform.contested.outcomes import NAMES, tolls
from landreform.contested.random_effects import fit_claims
from landreform.contested.sample_size import claims_needed, registers_needed
from landreform.ledger import tables
from landreform.ledger.tables import Ledger
from landreform.text.prose import number, percent, plural, rounded, span
from landreform.tolls import what_if
from landreform.tolls.baseline import COVERAGE, METHOD, OUTCOME, SHAPE, WIDTH, encode_claims, outcome_claims, voices
from landreform.tolls.coverage import spread
from landreform.tolls.last_wave import printed_tolls
from landreform.tolls.multiverse import ledger_multiverse
from landreform.waves.totals import campaign_communes

#: The page on which a reader makes the choices, from a page of the notebooks.
PAGE = "../book/what-if.html"

#: What a reading of the lineages goes by.
_BY = {
    "stated": "by the steps that a text states alone",
    "stated and inferred": "by the steps stated and inferred",
    "stated, inferred and of one work": "by the steps stated and inferred, with all claims of one work as one source",
}
#: How unevenly the killing was spread, for the number of registers: the chapter's *very uneven*.
_SPREAD = {"very uneven": 0.25}


@dataclass(frozen=True)
class WhatFollows:
    """What follows from another assumption; a notebook shows the sentences with the way to *What if?*.

    Attributes
    ----------
    sentences : tuple of str
        Two of them.
    address : str
        End of the address of *What if?* that has the same choice; see `landreform.tolls.what_if.address`.
    """

    sentences: tuple[str, str]
    address: str

    def _repr_html_(self) -> str:
        address = self.address.replace("&", "&amp;")
        return (
            f'<div class="another-assumption"><p>{" ".join(self.sentences)}</p>\n'
            f'<p><a href="{PAGE}{address}">The same choice in <em>What if?</em></a></p></div>'
        )

    def __repr__(self) -> str:
        return " ".join(self.sentences)


def count_outcome(outcome: str) -> WhatFollows:
    """Say how far apart the claims lie that count another outcome.

    Parameters
    ----------
    outcome : str
        One of those of which there are claims, such as ``"executed"``. In the chapter it is the one on which the
        numbers printed lie farthest apart.

    Raises
    ------
    ValueError
        If there is no claim of that outcome.

    Examples
    --------
    >>> count_outcome("executed").sentences[0].split(" the ")[0]
    'For “executed”'
    """
    ledger = tables.load_all()
    claims = tolls(from_ledger(ledger["estimates"], ledger["lineage"]))
    apart = spread(without_words(claims, coded_ends(ledger["estimates"]))).set_index("outcome")
    widest = apart["factor"].idxmax()
    _one_of("outcome", outcome, list(apart.index))
    here = apart.loc[outcome]
    chosen = ledger["estimates"].set_index("estimate").loc[claims.loc[claims["outcome"] == outcome, "estimate"]]
    second = int((chosen["source"] != chosen["read_in"]).sum())
    first = (
        f"For “{NAMES[outcome]}” the numbers printed by {plural(int(here['claims']), 'claim')} run from "
        f"{number(here['lowest'])} to {number(here['highest'])}, a factor of {rounded(here['factor'])}; "
        f"in the chapter, for “{NAMES[widest]}”, it is {rounded(apart.loc[widest, 'factor'])}."
    )
    claimed = plural(len(chosen), "claim")
    last = f"Of {claimed} on it, words included, {number(second)} were read only in the work of somebody else."
    return WhatFollows((first, last), _address(ledger, outcome=outcome))


def read_lineages_as(reading: str) -> WhatFollows:
    """Say how many sources there are by another reading of the lineages.

    Parameters
    ----------
    reading : str
        One of `landreform.contested.lineage.READINGS`; in the chapter mostly ``"stated and inferred"``.

    Raises
    ------
    ValueError
        If it is no reading.

    Examples
    --------
    >>> read_lineages_as("stated").sentences[1].split(" has ")[0]
    'The largest of them'
    """
    ledger = tables.load_all()
    _one_of("reading", reading, list(READINGS))
    claims = what_if.reader_claims(ledger)
    own = claims[~claims["restates"]]
    sizes, before = (own[f"lineage {name}"].value_counts() for name in (reading, READING))
    sources, in_the_chapter = number(len(sizes)), number(len(before))
    how = "" if reading == READING else f", {_BY[READING]},"
    first = (
        f"Read {_BY[reading]}, the {number(len(own))} claims that state a toll go back to {sources} sources"
        f"{_in_the_chapter(sources, in_the_chapter, how)}"
    )
    last = (
        f"The largest of them has {plural(int(sizes.max()), 'claim')}"
        f"{_in_the_chapter(number(sizes.max()), number(before.max()))}"
    )
    return WhatFollows((first, last), _address(ledger, reading=reading))


def leave_out(claim: str) -> WhatFollows:
    """Say how far the other claims are from agreement without one.

    Parameters
    ----------
    claim : str
        Name of a claim that states a toll, as it stands in the ledger; in the chapter none is left out.

    Raises
    ------
    ValueError
        If no claim on a toll has that name.

    Examples
    --------
    >>> leave_out("goscha2011-died").sentences[0].split(",")[0]
    'Without Goscha 2011'
    """
    ledger = tables.load_all()
    claims = what_if.reader_claims(ledger)
    own = claims.loc[~claims["restates"], "estimate"]
    _one_of("claim", claim, list(own))
    names = tuple(own[own != claim])
    found, whole = (what_if.answer(ledger, claims, what_if.Setting(chosen)) for chosen in (names, tuple(own)))
    label = claims.set_index("estimate").loc[claim, "label"]
    first = (
        f"Without {label}, the other {number(found['claims'])} claims can all be true once each is stretched "
        f"{_stretch(found['delta'])}{_in_the_chapter(_stretch(found['delta']), _stretch(whole['delta']), ', for all,')}"
    )
    last = (
        f"As they stand at least {number(found['set_aside'])} of them must be set aside"
        f"{_in_the_chapter(number(found['set_aside']), number(whole['set_aside']), ', of all,')}"
    )
    return WhatFollows((first, last), _address(ledger, claims=names))


def reports_hold(share: float) -> WhatFollows:
    """Say how many executions follow if the reports hold another share of those that they are about.

    Parameters
    ----------
    share : float
        Above 0 and at most 1; in the chapter the ladder takes 1.

    Raises
    ------
    ValueError
        If it is no such share.

    Examples
    --------
    >>> reports_hold(0.5).sentences[0].split(",")[0]
    'If the reports hold 50% of the executions that they are about'
    """
    _between("share", share, 0.001, 1.0)
    ledger = tables.load_all()
    claims = what_if.reader_claims(ledger)
    setting = what_if.Setting(tuple(claims.loc[~claims["restates"], "estimate"]))
    totals = [
        what_if.answer(ledger, claims, replace(setting, completeness=kept))["total"]
        for kept in (share, setting.completeness)
    ]
    deaths = printed_tolls(ledger)
    executed = deaths.loc[deaths["outcome"] == OUTCOME, ["point", "high"]].astype(float).max(axis=1).dropna()
    below = [int((executed < total).sum()) for total in totals]
    first = (
        f"If the reports hold {percent(share)} of the executions that they are about, and the last stage was as deadly "
        f"for its size in communes as both before, {rounded(totals[0])} people were executed"
        f"{_in_the_chapter(rounded(totals[0]), rounded(totals[1]), ', with all reported,')}"
    )
    last = (
        f"Of the {number(len(executed))} claims on people executed that have an upper end, {number(below[0])} "
        f"{'lies' if below[0] == 1 else 'lie'} wholly below that{_in_the_chapter(number(below[0]), number(below[1]))}"
    )
    return WhatFollows((first, last), _address(ledger, completeness=share))


def ranges_hold(coverage: float) -> WhatFollows:
    """Say what a pool gives if the authors of ranges are held to have been more or less sure of them.

    Parameters
    ----------
    coverage : float
        Probability with which a published range holds the value; from 0.01 to 0.99, in the chapter 0.9.

    Raises
    ------
    ValueError
        If it is no such probability.

    Examples
    --------
    >>> ranges_hold(0.5).sentences[0].split(",")[0]
    'If a published range holds the value with a probability of 50%'
    """
    _between("coverage", coverage, 0.01, 0.99)
    ledger = tables.load_all()
    claims = what_if.reader_claims(ledger)
    setting = what_if.Setting(tuple(claims.loc[~claims["restates"], "estimate"]))
    found, before = (
        what_if.answer(ledger, claims, replace(setting, coverage=held))["pool"] for held in (coverage, COVERAGE)
    )
    folds = [rounded(pool["pooled_pi_high"] / pool["pooled_pi_low"]) for pool in (found, before)]
    first = (
        f"If a published range holds the value with a probability of {percent(coverage)}, the pooled value is "
        f"{rounded(found['pooled'])}{_in_the_chapter(rounded(found['pooled']), rounded(before['pooled']))}"
    )
    last = (
        f"One more lineage is then expected within {span(found['pooled_pi_low'], found['pooled_pi_high'])}, "
        f"a factor of {folds[0]}{_in_the_chapter(*folds)}"
    )
    return WhatFollows((first, last), _address(ledger, coverage=coverage))


def widen_bare_numbers(width: float) -> WhatFollows:
    """Say how many pairs of claims differ if bare numbers are given another width.

    Parameters
    ----------
    width : float
        Factor by which a bare number may be too high or too low, from 1.01 to 10; where the chapter names none, 1.5.

    Raises
    ------
    ValueError
        If it is no such factor.

    Examples
    --------
    >>> widen_bare_numbers(5.0).sentences[0].split(",")[0]
    'If a bare number may be off by a factor of 5 either way'
    """
    _between("width", width, 1.01, 10.0)
    ledger = tables.load_all()
    claims = outcome_claims(ledger)
    claims = claims[claims["form"].isin(["range", "point"])].reset_index(drop=True)
    found, before = (compare_pairs(claims, COVERAGE, each, SHAPE) for each in (width, WIDTH))
    differ, apart = zip(*(_differing(pairs) for pairs in (found, before)), strict=True)
    how = "" if width == WIDTH else f", at {rounded(WIDTH)},"
    first = (
        f"If a bare number may be off by a factor of {rounded(width, 3)} either way, the ranges of {apart[0]} of "
        f"{plural(len(found), 'pair')} have no number in common{_in_the_chapter(apart[0], apart[1], how)}"
    )
    last = f"At a coverage of {percent(COVERAGE)} {differ[0]} pairs differ by the usual test{_in_the_chapter(*differ)}"
    return WhatFollows((first, last), _address(ledger, bare_width=width))


def _differing(pairs: pd.DataFrame) -> tuple[str, str]:
    """Give the pairs that differ by the usual test, and those whose ranges lie apart."""
    differ = share_differing(pairs, [COVERAGE]).set_index("group").loc["all", "differ"]
    return number(differ), number(int((pairs["fold_gap"] > 1).sum()))


def admit(claim_set: str) -> WhatFollows:
    """Say between which numbers the pools lie that admit one set of claims, whatever else is chosen.

    Parameters
    ----------
    claim_set : str
        An option of the choice of claims, such as ``"reasoned and documented"``; in the chapter every option is taken.

    Raises
    ------
    ValueError
        If it is no option.

    Examples
    --------
    >>> admit("documented").sentences[0]
    'With the set “documented” no combination of the other choices is a pool, for want of voices.'
    """
    ledger = tables.load_all()
    multiverse = ledger_multiverse(ledger)
    sets = {option.label: option.value for option in multiverse.choices[AXES.index("claim_set")].options}
    _one_of("claim_set", claim_set, list(sets))
    address = _address(ledger, claims=tuple(sets[claim_set]))
    every = np.exp(multiverse.estimate[multiverse.defined])
    within = multiverse.restrict(keep={"claim_set": [claim_set]})
    some = np.exp(within.estimate[within.defined])
    whole = f"from {span(every.min(), every.max())}, a factor of {rounded(every.max() / every.min())}"
    if not some.size:
        return WhatFollows(
            (
                f"With the set “{claim_set}” no combination of the other choices is a pool, for want of voices.",
                f"In the chapter, with every set, the pools run {whole}.",
            ),
            address,
        )
    first = (
        f"With the set “{claim_set}”, {plural(len(sets[claim_set]), 'claim')}, the pools run from "
        f"{span(some.min(), some.max())} over all other choices, a factor of {rounded(some.max() / some.min())}; "
        f"in the chapter, with every set, {whole}."
    )
    middle = [rounded(np.median(values)) for values in (some, every)]
    return WhatFollows((first, f"The pool in the middle is {middle[0]}{_in_the_chapter(*middle)}"), address)


def settle_with(coverage: float) -> WhatFollows:
    """Say how many claims, and how many registers, it takes if ranges are held to be more or less sure.

    Parameters
    ----------
    coverage : float
        As for `ranges_hold`.

    Raises
    ------
    ValueError
        If it is no such probability.

    Examples
    --------
    >>> settle_with(0.5).sentences[1][:9]
    'Registers'
    """
    _between("coverage", coverage, 0.01, 0.99)
    ledger = tables.load_all()
    needed = [_needed(ledger, held) for held in (coverage, COVERAGE)]
    claims, registers = zip(*needed, strict=True)
    first = (
        f"If a published range holds the value with a probability of {percent(coverage)}, {claims[0]} independent "
        f"claims would bring the interval of their mean down to a factor of two{_in_the_chapter(*claims)}"
    )
    last = (
        f"Registers of communes, drawn by lot, do it with {registers[0]} if the killing was spread very unevenly"
        f"{_in_the_chapter(*registers)}"
    )
    return WhatFollows((first, last), _address(ledger, coverage=coverage))


def _needed(ledger: Ledger, coverage: float) -> tuple[str, str]:
    """Give the independent claims and the registers that are needed for a factor of two."""
    encoded = encode_claims(outcome_claims(ledger), coverage)
    lines = voices(encoded)
    variance = fit_claims(lines, METHOD).tau2 + float((lines["sd"] ** 2).mean())
    wanted = claims_needed(variance, [2.0])["claims"].iloc[0]
    values = np.exp([encoded["centre"].min(), encoded["centre"].max()])
    drawn = registers_needed(values, campaign_communes(ledger["waves"]), _SPREAD)
    return number(int(wanted)), rounded(drawn.loc[drawn["fold"] == 2, "communes"].iloc[0])


def _in_the_chapter(new: str, old: str, how: str = "") -> str:
    """End a sentence with what it was in the chapter."""
    return f"; in the chapter{how} it is {'the same' if new == old else old}."


def _stretch(delta: float) -> str:
    return f"{rounded(delta)}-fold"


def _address(ledger: Ledger, **chosen: Any) -> str:
    """Return the end of the address of *What if?* with the standing choices but one."""
    data = what_if.standing(ledger)
    return what_if.address(data["default"] | chosen, data)


def _one_of(name: str, value: str, options: Collection[str]) -> None:
    if value not in options:
        raise ValueError(f"{name}: found {value!r}, expected one of {', '.join(map(repr, options))}")


def _between(name: str, value: float, low: float, high: float) -> None:
    if isinstance(value, str) or not low <= value <= high:
        raise ValueError(f"{name}: found {value!r}, expected a number from {low:g} to {high:g}")
