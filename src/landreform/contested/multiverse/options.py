"""List the choices that a pool of claims needs, and say which of their options are equally defensible.

Input is a table of claims; output are choices with their options. No result is computed here. Each choice lists its
options, the first being the one from which the others are judged, and says of every other whether it answers the same
question equally well (equivalent), is a different question or a worse answer (non_equivalent), or whether that cannot
be said (uncertain): the distinction of Del Giudice & Gangestad 2021 (Advances in Methods and Practices in Psychological
Science 4(1)), who show that a multiverse filled with non-equivalent options says little about robustness.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import networkx as nx
import pandas as pd

from landreform.contested.claims import form
from landreform.contested.encoding import COVERAGES, WIDTHS
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder, require_tolls

#: Whether an option answers the same question equally well as the first.
MARKS = ("equivalent", "uncertain", "non_equivalent")

#: What is decided by each choice, in the order of the axes of a multiverse.
QUESTIONS = {
    "bridge": "How are claims that count different things put side by side?",
    "floor": "What follows from a documented count that the toll cannot fall below?",
    "width": "How wide is a claim that gives only one number?",
    "encoding": "Which centre and spread stand for a range?",
    "coverage": "How sure was the author of a range?",
    "claim_set": "Which claims enter?",
    "weights": "Does a claim that was repeated count again?",
    "rule": "How is one number made of many?",
}
AXES = tuple(QUESTIONS)
ENCODINGS = ("point", "two_piece", "middle")
WEIGHTS = ("lineage", "claim")
RULES = ("REML", "PM", "DL", "fixed", "linear", "quantile", "logarithmic")


@dataclass(frozen=True)
class Option:
    """One way of making a choice.

    Attributes
    ----------
    label : str
        Short name, unique within the choice.
    value : object
        What `landreform.contested.multiverse.run.run_multiverse` reads; its kind depends on the choice, see
        `default_choices`.
    mark : str
        One of `MARKS`, as seen from the first option of the choice.
    why : str
        The reason for the mark, one sentence.
    """

    label: str
    value: Any
    mark: str
    why: str

    def __post_init__(self) -> None:
        if self.mark not in MARKS:
            raise ValueError(f"A mark is one of {', '.join(MARKS)}, not {self.mark!r}.")


@dataclass(frozen=True)
class Choice:
    """One thing that has to be decided before anything can be pooled.

    Attributes
    ----------
    name : str
        One of `AXES`.
    question : str
        What is decided.
    options : tuple of Option
        At least one; the first is the one from which the others are judged.
    """

    name: str
    question: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        labels = self.labels
        if self.name not in AXES:
            raise ValueError(f"A choice is one of {', '.join(AXES)}, not {self.name!r}.")
        if not labels or len(set(labels)) < len(labels):
            raise ValueError(f"Choice {self.name!r} needs at least one option, each with a label of its own.")

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels of the options, in order."""
        return tuple(option.label for option in self.options)

    @property
    def values(self) -> tuple[Any, ...]:
        """Return the values of the options, in order."""
        return tuple(option.value for option in self.options)


def default_choices(
    claims: pd.DataFrame,
    target: str = "executed",
    floors: Sequence[float] = (),
    factors: Sequence[float] = (1.25, 1.5, 2.0),
    order: OutcomeOrder = DEFAULT_ORDER,
) -> tuple[Choice, ...]:
    """List every option that somebody could defend for a pool of these claims.

    Parameters
    ----------
    claims : DataFrame
        Claims about tolls; columns as in `landreform.contested.claims.COLUMNS`.
    target : str
        The outcome that the pool is meant to be about, one of the names of `order`.
    floors : sequence of float
        Documented counts (persons) that the target cannot fall below; each gives two options, ranges cut
        there or claims that reach below left out.
    factors : sequence of float
        Assumed ratios, above 1, of an outcome to the next narrower one in the order of outcomes.
    order : OutcomeOrder
        The outcomes that are tolls and which are parts of which, by default those of the book.

    Returns
    -------
    tuple of Choice
        In the order of `AXES`. Values of the options: ``bridge`` a mapping from outcome to the factor that
        turns it into the target, outcomes that it lacks being left out; ``floor`` a pair of persons (0 for
        none) and "cut" or "leave_out"; ``width`` the factor given to bare points; ``encoding`` one of
        `ENCODINGS`; ``coverage`` a probability; ``claim_set`` a tuple of names of claims; ``weights`` one
        of `WEIGHTS`; ``rule`` one of `RULES`.

    Raises
    ------
    NotATollError
        If a claim counts something else than a toll.
    ValueError
        If the target is no toll, a floor is not above 0, or a factor not above 1.

    Notes
    -----
    The logarithmic pool is known to `multiverse.run` but not among the defaults: its centre is that of the
    fixed-effect rule, which would then be counted twice.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": [3e3, None, 5e4],
    ...     "point": [5e3, 5e4, None], "high": [15e3, None, 1e5], "outcome": ["executed"] * 3,
    ...     "lineage": ["a", "b", "b"]})
    >>> choices = default_choices(claims, floors=[1000.0])
    >>> [(choice.name, len(choice.options)) for choice in choices][:3]
    [('bridge', 5), ('floor', 3), ('width', 3)]
    """
    require_tolls(claims, "the multiverse", order)
    if target not in order.names:
        raise ValueError(f"The target is one of {', '.join(order.names)}, not {target!r}.")
    if not all(floor > 0 for floor in floors) or not all(factor > 1 for factor in factors):
        raise ValueError("Floors must be above 0 and factors above 1.")
    options = {
        "bridge": _bridges(target, factors, order),
        "floor": _floors(floors),
        "width": _numeric_options(1.5, WIDTHS, "×/÷ {:g}", "Nobody said how sure the author of a bare number was."),
        "encoding": (
            Option("point", "point", "equivalent", "Centre at the published point, else mid-range in logs."),
            Option("two_piece", "two_piece", "equivalent", "Mean and spread of the two-piece density."),
            Option("middle", "middle", "uncertain", "Sets aside the point that an author published."),
        ),
        "coverage": _numeric_options(
            0.9, COVERAGES, "{:.0%}", "No author stated the probability that the range holds the value."
        ),
        "claim_set": _claim_sets(claims),
        "weights": (
            Option("lineage", "lineage", "equivalent", "Each lineage has one voice, however often repeated."),
            Option("claim", "claim", "non_equivalent", "Copies of a number are taken as new evidence."),
        ),
        "rule": _rules(),
    }
    return tuple(Choice(name, question, options[name]) for name, question in QUESTIONS.items())


def restrict_choices(
    choices: Iterable[Choice], marks: Collection[str] = MARKS, keep: Mapping[str, Collection[str]] | None = None
) -> tuple[Choice, ...]:
    """Keep only some options of each choice.

    Parameters
    ----------
    choices : iterable of Choice
        As from `default_choices`.
    marks : collection of str
        Marks that an option may bear; the first option of a choice always stays unless `keep` leaves it out.
    keep : mapping, optional
        Labels admitted, by name of the choice; choices not named keep all.

    Returns
    -------
    tuple of Choice
        Options in their old order.

    Raises
    ------
    ValueError
        If a mark, a choice or a label is unknown, or a choice would be left without any option.

    Examples
    --------
    >>> rule = Choice("rule", "How?", (Option("REML", "REML", "equivalent", "…"),
    ...                                Option("fixed", "fixed", "non_equivalent", "…")))
    >>> restrict_choices([rule], marks={"equivalent"})[0].labels
    ('REML',)
    """
    choices, keep = tuple(choices), dict(keep or {})
    if unknown := set(marks) - set(MARKS):
        raise ValueError(f"Unknown marks {sorted(unknown)}; the marks are {', '.join(MARKS)}.")
    if unknown := set(keep) - {choice.name for choice in choices}:
        raise ValueError(f"No such choices: {sorted(unknown)}.")
    left = []
    for choice in choices:
        wanted = set(keep.get(choice.name, choice.labels))
        if unknown := wanted - set(choice.labels):
            raise ValueError(f"Choice {choice.name!r} has no options {sorted(unknown)}.")
        options = tuple(
            option
            for place, option in enumerate(choice.options)
            if option.label in wanted and (place == 0 or option.mark in marks)
        )
        if not options:
            raise ValueError(f"No option of {choice.name!r} is left.")
        left.append(replace(choice, options=options))
    return tuple(left)


def _numeric_options(first: float, values: Iterable[float], label: str, why: str) -> tuple[Option, ...]:
    """Return options that differ only by a number, led by the one from which the others are judged."""
    others = [Option(label.format(value), value, "uncertain", why) for value in values if value != first]
    return Option(label.format(first), first, "equivalent", why), *others


def _bridges(target: str, factors: Sequence[float], order: OutcomeOrder) -> tuple[Option, ...]:
    """Return the options for claims that count something else than the target."""
    up = nx.DiGraph(order.pairs)
    up.add_nodes_from(order.names)
    links = up.to_undirected()

    def steps(outcome: str) -> int:
        """Count the steps from an outcome to the target, those towards the wider one positive."""
        path = nx.shortest_path(links, outcome, target)
        return sum(1 if up.has_edge(a, b) else -1 for a, b in pairwise(path))

    comparable = nx.node_connected_component(links, target)
    distance = {outcome: steps(outcome) for outcome in order.names if outcome in comparable}
    why = "The ratio of one outcome to the next is assumed, not observed."
    mixed = "Different things are pooled as if they were one."
    return (
        Option("same outcome", {target: 1.0}, "equivalent", f"Only claims that count what {target} says."),
        *(
            Option(f"×{factor:g} a step", {name: factor**count for name, count in distance.items()}, "uncertain", why)
            for factor in factors
        ),
        Option("as printed", dict.fromkeys(order.names, 1.0), "non_equivalent", mixed),
    )


def _floors(floors: Sequence[float]) -> tuple[Option, ...]:
    """Return the options for documented counts: none, and two for each count."""
    cut = "The part of a range below the documented count is cut off."
    left_out = "Whoever allows less than was documented is left out, a bare number also if its assumed width does."
    options = [Option("none", (0.0, "cut"), "equivalent", "The claims are taken as they were printed.")]
    for floor in map(float, floors):
        options += [
            Option(f"cut at {floor:,.0f}", (floor, "cut"), "uncertain", cut),
            Option(f"none below {floor:,.0f}", (floor, "leave_out"), "uncertain", left_out),
        ]
    return tuple(options)


def _claim_sets(claims: pd.DataFrame) -> tuple[Option, ...]:
    """Return the options for which claims enter: all, the ranges, the firsts, and all without one lineage."""
    two_ended = form(claims).isin(["range", "point"])
    usable = claims[two_ended]
    sets = {
        "all": usable["estimate"],
        "published ranges": usable.loc[form(usable) == "range", "estimate"],
        "first of each lineage": usable.drop_duplicates("lineage")["estimate"],
    }
    names = sorted(usable["lineage"].unique())
    if len(names) > 1:
        sets |= {f"without {name}": usable.loc[usable["lineage"] != name, "estimate"] for name in names}
    why = "Whether these claims belong there is a matter of source criticism."
    return tuple(
        Option(label, tuple(members), "uncertain" if place else "equivalent", why)
        for place, (label, members) in enumerate(sets.items())
    )


def _rules() -> tuple[Option, ...]:
    """Return the options for the rule of pooling; REML is the one to judge from."""
    same = "Estimates the same variance between claims by another equation."
    other = "Summarises the spread of opinions, not a common centre with a variance between claims."
    return (
        Option("REML", "REML", "equivalent", "Random effects, restricted maximum likelihood."),
        Option("PM", "PM", "equivalent", same),
        Option("DL", "DL", "uncertain", f"{same[:-1]}; known to err, mostly downwards, where claims differ widely."),
        Option("fixed", "fixed", "non_equivalent", "Takes all claims to measure one value without disagreement."),
        Option("linear", "linear", "non_equivalent", other),
        Option("quantile", "quantile", "non_equivalent", other),
    )
