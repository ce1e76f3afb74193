"""Give readers who make the choices themselves what these are about, and answer for one setting of them.

Input: the ledger. Output: the claims, restatements and options as plain data for the page that computes where the
reader is, some settings with a name, and for any setting what follows from it by the functions of the engine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from landreform.contested import belief, bounds, consistency, consistent_sets
from landreform.contested.claims import NUMBERS, from_ledger
from landreform.contested.encoding import COVERAGES, WIDTHS, encode
from landreform.contested.errors import InputError
from landreform.contested.frontier import frontiers, implied_total
from landreform.contested.lineage import READING, READINGS, derivations, read_lineages
from landreform.contested.outcomes import COLUMNS, DEFAULT_ORDER, tolls
from landreform.contested.random_effects import holding, pool_claims
from landreform.ledger.tables import Ledger
from landreform.text.claims import claim_text, labels
from landreform.tolls.baseline import COVERAGE, OUTCOME, WIDTH
from landreform.tolls.exposures import exposures
from landreform.tolls.last_wave import SPEAKING, printed_tolls, with_readings
from landreform.tolls.multiverse import STEPS, ledger_multiverse
from landreform.tolls.parts_of_time import ORDER, in_time
from landreform.tolls.reported_stages import compare_stages, reported, reported_executions

#: The form of the addresses that hold a setting; another form gets another number.
ADDRESS = 1
#: Letters of the code by which an address names a claim.
_LETTERS, _LONG = "0123456789abcdefghijklmnopqrstuvwxyz", 4
#: At how many places the curve of the multiverse is given.
PLACES = 401
#: The base from which the others are judged.
BASE = "commune_passes"
#: Who wrote in a form of their own.
SCHOLARS, PRESENT = ("archive_scholar", "print_scholar"), ("participant", "state_document")
GROUNDS = ("testimony", "extrapolation", "reasoned", "document")


@dataclass(frozen=True)
class Setting:
    """The choices of one reader.

    Attributes
    ----------
    claims : tuple of str
        Claims and restatements that are admitted.
    outcome : str
        What belief and pool are about.
    ratio : str
        Label of the ratio that turns wrongful executions into executions; empty for none.
    reading : str
        Of `landreform.contested.lineage.READINGS`.
    coverage, bare_width : float
    by_lineage : bool
        Whether a lineage is one voice.
    base : str
        Exposure base of the last stage.
    completeness, intensity : float
        What is assumed of the reports and of the last stage.
    """

    claims: tuple[str, ...]
    outcome: str = OUTCOME
    ratio: str = ""
    reading: str = READING
    coverage: float = COVERAGE
    bare_width: float = WIDTH
    by_lineage: bool = True
    base: str = BASE
    completeness: float = 1.0
    intensity: float = 1.0


def code(name: str) -> str:
    """Give the letters by which an address names a claim: the same whatever other claims there are.

    Examples
    --------
    >>> len(code("moise1983-executed"))
    4
    """
    value = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    letters = ""
    for _ in range(_LONG):
        value, place = divmod(value, len(_LETTERS))
        letters += _LETTERS[place]
    return letters


def reader_claims(ledger: Ledger) -> pd.DataFrame:
    """List every toll that states a number, claims first, then what only repeats one.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, reception, sources``.

    Returns
    -------
    DataFrame
        Columns ``estimate, low, point, high`` (persons), ``outcome`` (a part of the time under its own name, see
        `landreform.tolls.parts_of_time`), ``counted`` (the outcome whatever the time), ``label, text, witness, grade,
        word`` (whether the ends are those of a word), ``whole`` (whether a frontier is drawn for it), ``silent`` (the
        end that says nothing of executions and has none, such as the low one of all deaths), ``restates`` (whether it
        only repeats a number), and one column ``lineage <reading>`` for each reading. What repeats the
        numbers of one lineage belongs to it; what repeats those of several, or of nobody listed, stands alone.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> found = reader_claims({name: load(name) for name in ("estimates", "lineage", "reception", "sources")})
    >>> bool(found["estimate"].is_unique), bool(found["restates"].any())
    (True, True)
    """
    estimates, lineage, reception = ledger["estimates"], ledger["lineage"], ledger["reception"]
    claims = tolls(from_ledger(estimates, lineage)).drop(columns="lineage")
    kept = ["estimate", "author", "year", "bound", "grade", "source", "read_in", "period"]
    claims = claims.merge(estimates[kept], on="estimate").assign(restates=False)
    repeated = reception.rename(columns={"restatement": "estimate"})
    repeated = repeated.assign(**{name: repeated[name].astype(float) for name in NUMBERS}, lineage="", grade="")
    repeated = tolls(repeated)[["estimate", *NUMBERS, "outcome", *kept[1:]]].assign(restates=True)
    both = pd.concat([claims, repeated], ignore_index=True)
    # A claim needs no letter that tells it only from what repeats it.
    names = labels(both, ledger["sources"])
    names = labels(claims, ledger["sources"]).reindex(both.index).fillna(names).rename("label")
    whole = printed_tolls(ledger)
    whole = whole[whole["outcome"].isin(SPEAKING)]
    ends = frontiers(whole, 1.0, 1.0, [1.0])[["estimate", "end"]]
    speaking = with_readings(ends, whole).groupby("estimate")["end"].agg(list)
    silent = {name: end for name, end in ends.itertuples(index=False) if end not in speaking.get(name, [end])}
    witness = ledger["sources"].set_index("source")["witness"]
    table = both.assign(
        counted=both["outcome"],
        outcome=in_time(both, both)["outcome"],
        label=names,
        text=[claim_text(row) for row in both.itertuples()],
        witness=both["source"].map(witness),
        word=both["bound"] == "order_of_magnitude",
        whole=both["estimate"].isin(speaking.index),
        silent=both["estimate"].map(silent).fillna(""),
    )
    steps = lineage[lineage.columns.intersection(STEPS)]
    for reading, how in READINGS.items():
        found = read_lineages(estimates, steps, reading).set_index("estimate")["lineage"]
        graph = derivations(estimates[["estimate"]], steps, how.basis, reception[["restatement"]])
        voices = []
        for name, restates in zip(table["estimate"], table["restates"], strict=True):
            givers = {found[one] for one in nx.ancestors(graph, name) if one in found.index} if restates else set()
            voices.append(found.get(name) or (givers.pop() if len(givers) == 1 else name))
        table[f"lineage {reading}"] = voices
    columns = ["estimate", *NUMBERS, "outcome", "counted", "label", "text", "witness", "grade", "word", "whole"]
    return table[[*columns, "silent", "restates", *(f"lineage {reading}" for reading in READINGS)]]


def stages(ledger: Ledger) -> tuple[float, dict[str, float]]:
    """Return the executions reported, and for each base how large the last stage was beside both before.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        Every table.
    """
    counts = reported_executions(ledger["counts"])
    rests = compare_stages(counts, exposures(ledger)).set_index("base")["rest"]
    return float(sum(reported(counts).values())), {str(base): float(rest) for base, rest in rests.items()}


def named_settings(claims: pd.DataFrame) -> dict[str, Setting]:
    """List the settings that are shown to readers who set nothing.

    Parameters
    ----------
    claims : DataFrame
        From `reader_claims`.

    Returns
    -------
    dict of str to Setting
        By what each is called.
    """
    own = claims[~claims["restates"]]

    def where(chosen: pd.Series) -> tuple[str, ...]:
        return tuple(own.loc[chosen, "estimate"])

    everyone = tuple(own["estimate"])
    return {
        "Every claim": Setting(everyone),
        "Scholars only": Setting(where(own["witness"].isin(SCHOLARS))),
        "Those who were there, and papers of the time": Setting(where(own["witness"].isin(PRESENT))),
        "Claims that say what they rest on": Setting(where(own["grade"].isin(GROUNDS))),
        "Reports that hold half, and a last stage twice as deadly": Setting(everyone, completeness=0.5, intensity=2.0),
        "Restatements let in, each a voice": Setting(tuple(claims["estimate"]), by_lineage=False),
    }


def answer(ledger: Ledger, claims: pd.DataFrame, setting: Setting) -> dict[str, Any]:
    """Say what follows from the claims under one setting.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        Every table.
    claims : DataFrame
        From `reader_claims`.
    setting : Setting

    Returns
    -------
    dict
        ``claims, lineages`` (numbers), ``delta, binding, set_aside`` (claims to set aside as they stand), ``floor,
        cap`` (of the outcome asked about; None where nothing bounds it), ``total`` (executions that follow from the
        reports), ``belief`` (DataFrame), and ``pool``: ``k, mu, tau2, pooled, pooled_pi_low, pooled_pi_high``, ``used``
        and ``holding`` (numbers of the claims pooled, and of those whose range, as it enters the pool, holds the value
        in the middle), and ``refused``, the reason where there is no pool.
    """
    chosen = claims[claims["estimate"].isin(setting.claims)]
    frame = chosen.assign(lineage=chosen[f"lineage {setting.reading}"])[list(COLUMNS)].reset_index(drop=True)
    gap = consistency.gap(frame, ORDER)
    limits = bounds.outcome_bounds(frame, ORDER).set_index("outcome").loc[setting.outcome]
    done, rests = stages(ledger)
    ranges = belief.implied_ranges(frame, setting.outcome, ORDER, setting.bare_width)
    return {
        "claims": len(frame),
        "lineages": int(frame["lineage"].nunique()),
        "delta": gap.delta,
        "binding": list(gap.binding),
        "set_aside": int(consistent_sets.set_aside(frame, [1.0], ORDER)[0]),
        "floor": float(limits["floor"]) if limits["floor"] > 0 else None,
        "cap": float(limits["cap"]) if np.isfinite(limits["cap"]) else None,
        "total": float(implied_total(done, rests[setting.base], setting.completeness, setting.intensity)),
        "belief": belief.belief_and_plausibility(ranges, belief.masses(ranges, setting.by_lineage)),
        "pool": _pool(chosen, setting),
    }


def _pool(chosen: pd.DataFrame, setting: Setting) -> dict[str, Any]:
    """Pool the claims on the outcome asked about, whatever their time."""
    lineage = chosen[f"lineage {setting.reading}"]
    frame = chosen.assign(outcome=chosen["counted"], lineage=lineage)[list(COLUMNS)]
    frame = frame[frame["outcome"] == setting.outcome].reset_index(drop=True)
    wanted = ("k", "mu", "tau2", "pooled", "pooled_pi_low", "pooled_pi_high")
    width = setting.bare_width if setting.bare_width > 1 else None
    try:
        found = pool_claims(frame, coverage=setting.coverage, width=width, each_claim=not setting.by_lineage)
    except InputError as error:
        return dict.fromkeys((*wanted, "used", "holding")) | {"refused": str(error)}
    used, middle = encode(frame, setting.coverage, width), found["pooled"]
    held = {"used": len(used), "holding": holding(used, middle) if isinstance(middle, float) else 0}
    return {name: found[name] for name in wanted} | held | {"refused": None}


def reader_data(ledger: Ledger) -> dict[str, Any]:
    """Give everything that the page needs to compute any setting, as JSON can hold it.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        Every table.

    Returns
    -------
    dict
        ``address`` (form of the addresses), ``claims`` (rows of `reader_claims` with ``code`` and ``lineages``, one for
        each of ``readings``), ``order, outcomes, titles``, ``asked`` (outcomes that a pool can be about), ``reported,
        bases`` (base to rest), ``coverages, widths, ratios`` (label to factor of wrongful executions), ``default``,
        ``multiverse`` (its number of ways, `PLACES` pooled values from the least to the greatest, natural logarithms,
        and ``sets``, the claims of each set by label).
    """
    claims = reader_claims(ledger)
    found = ledger_multiverse(ledger)
    by_name = {choice.name: choice for choice in found.choices}
    rows = []
    for row in claims.to_dict("records"):
        cells = {str(key): None if isinstance(cell, float) and np.isnan(cell) else cell for key, cell in row.items()}
        lineages = [cells.pop(f"lineage {reading}") for reading in READINGS]
        rows.append(cells | {"lineages": lineages, "code": code(str(row["estimate"]))})
    done, rests = stages(ledger)
    values = np.sort(found.estimate[found.defined])
    at = np.linspace(0, len(values) - 1, PLACES).round().astype(int)
    ratios = {o.label: o.value["wrongly_executed"] for o in by_name["bridge"].options if "wrongly_executed" in o.value}
    return standing(ledger) | {
        "claims": rows,
        "order": [list(pair) for pair in ORDER.pairs],
        "outcomes": list(ORDER.names),
        "titles": {name: ORDER.title(name) for name in ORDER.names},
        "asked": list(DEFAULT_ORDER.names),
        "reported": done,
        "bases": rests,
        "coverages": list(COVERAGES),
        "widths": [1.0, *WIDTHS],
        "ratios": ratios,
        "multiverse": {
            "ways": int(found.defined.sum()),
            "values": [round(float(values[place]), 6) for place in at],
            "sets": {option.label: list(option.value) for option in by_name["claim_set"].options},
        },
    }


def standing(ledger: Ledger) -> dict[str, Any]:
    """Give of `reader_data` what an address needs, with no ratio and none of the texts that repeat a number.

    A chapter that leads to the page depends on two tables by it, and computes nothing.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage``.

    Returns
    -------
    dict
        ``address, readings, ratios`` (empty), ``claims`` (``estimate, code``) and ``default``, as in `reader_data`.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> found = standing({name: load(name) for name in ("estimates", "lineage")})
    >>> len(found["claims"]) == len(found["default"]["claims"])
    True
    """
    claims = tolls(from_ledger(ledger["estimates"], ledger["lineage"]))["estimate"]
    return {
        "address": ADDRESS,
        "readings": list(READINGS),
        "ratios": {},
        "claims": [{"estimate": str(name), "code": code(str(name))} for name in claims],
        "default": asdict(Setting(tuple(claims))),
    }


def address(setting: Setting | Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """Write a setting as the end of an address, as the page writes it.

    Parameters
    ----------
    setting : Setting
    data : mapping
        From `reader_data`.

    Examples
    --------
    >>> data = {"address": 1, "readings": ["stated", "stated and inferred"], "ratios": {}, "claims": []}
    >>> address(Setting(()), data)
    '#what-if=1&c=&o=executed&r=&l=1&v=0.9&w=1.5&g=1&b=commune_passes&p=1&m=1'
    """
    made = asdict(setting) if isinstance(setting, Setting) else dict(setting)
    codes = "".join(row["code"] for row in data["claims"] if row["estimate"] in made["claims"])
    ratio = str(list(data["ratios"]).index(made["ratio"])) if made["ratio"] else ""
    parts = {
        "what-if": data["address"],
        "c": codes,
        "o": made["outcome"],
        "r": ratio,
        "l": data["readings"].index(made["reading"]),
        "v": f"{made['coverage']:g}",
        "w": f"{made['bare_width']:g}",
        "g": int(made["by_lineage"]),
        "b": made["base"],
        "p": f"{made['completeness']:g}",
        "m": f"{made['intensity']:g}",
    }
    return "#" + "&".join(f"{key}={value}" for key, value in parts.items())
