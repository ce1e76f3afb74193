"""List the choices that a pool of claims needs, and say which of their options are equally defensible.

Input is a table of claims with the sets of claims, readings of lineages, ratios and the count of a document that the
caller can defend; output are choices with their options. No result is computed here. Each choice lists its options, the
first being the one from which the others are judged, and says of every other whether it answers the same question
equally well (equivalent), is a different question or a worse answer (non_equivalent), or whether that cannot be said
(uncertain): the distinction of Del Giudice & Gangestad 2021 (Advances in Methods and Practices in Psychological Science
4(1)), who show that a multiverse filled with non-equivalent options says little about robustness. Sets that differ by
one claim are no options: what a single voice does is a question of its own
(`landreform.contested.multiverse.dropping.drop_one`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from landreform.contested.claims import form
from landreform.contested.encoding import COVERAGES, WIDTHS
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder, require_tolls

#: Whether an option answers the same question equally well as the first.
MARKS = ("equivalent", "uncertain", "non_equivalent")

#: What is decided by each choice, in the order of the axes of a multiverse.
QUESTIONS = {
    "bridge": "How are claims that count different things put side by side?",
    "floor": "What follows from a count, made for a document, that the toll cannot fall below?",
    "width": "How wide is a claim that gives only one number?",
    "encoding": "Which centre and spread stand for a range?",
    "coverage": "How sure was the author of a range?",
    "claim_set": "Which claims enter?",
    "lineage": "Which claims are one voice?",
    "rule": "How is one number made of many?",
}
AXES = tuple(QUESTIONS)
#: The width and the coverage from which the others are judged.
WIDTH, COVERAGE = 1.5, 0.9
_SAME_VARIANCE = "Estimates the same variance between voices by another equation"
_OPINIONS = "Sums up the spread of opinions, not a common centre with a variance between voices."
#: What is known of each centre of a range and of each rule: its mark, and its defence or what speaks against it.
ENCODINGS = {
    "point": ("equivalent", "The point that an author published is the best that he gave; else the middle in logs."),
    "two_piece": ("equivalent", "Mean and spread of a density that leans as the range leans about its point."),
    "middle": ("uncertain", "The ends of a range may be firmer than the point within it, which is set aside."),
}
RULES = {
    "REML": ("equivalent", "Random effects, restricted maximum likelihood: voices differ by more than their ranges."),
    "PM": ("equivalent", f"{_SAME_VARIANCE}, and assumes no form of its distribution."),
    "DL": ("uncertain", f"{_SAME_VARIANCE}, the usual one; it errs, mostly downwards, where claims differ widely."),
    "linear": ("non_equivalent", _OPINIONS),
    "quantile": ("non_equivalent", _OPINIONS),
    "fixed": ("non_equivalent", "Takes all voices to measure one value without disagreement."),
    "logarithmic": ("non_equivalent", "A product of opinions; its centre is that of the rule fixed."),
}
DEFENSIBLE_RULES = ("REML", "PM", "DL", "linear", "quantile")


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
    *,
    floor: float | None = None,
    claim_sets: Sequence[Option] = (),
    lineages: Sequence[Option] = (),
    bridges: Sequence[Option] = (),
    widths: Sequence[float] = WIDTHS,
    coverages: Sequence[float] = COVERAGES,
    encodings: Sequence[str] = tuple(ENCODINGS),
    rules: Sequence[str] = DEFENSIBLE_RULES,
    order: OutcomeOrder = DEFAULT_ORDER,
) -> tuple[Choice, ...]:
    """List the options that the caller can defend for a pool of these claims.

    Parameters
    ----------
    claims : DataFrame
        Claims about tolls; columns as in `landreform.contested.claims.COLUMNS`.
    target : str
        The outcome that the pool is meant to be about, one of the names of `order`.
    floor : float, optional
        The count of a document (persons) that the target cannot fall below. It is one option beside none. A number that
        is itself pooled is no floor for the others; whoever calls sees to that.
    claim_sets : sequence of Option
        Sets of claims, each value the names that enter; by default all that have two ends or one number.
    lineages : sequence of Option
        Readings of who is one voice, each value a mapping from claim to the name of its voice. A claim that it lacks is
        its own voice, with its own name. By default the column ``lineage``.
    bridges : sequence of Option
        Ratios, each value a mapping from outcome to the factor that turns it into the target, outcomes that it lacks
        being left out. They stand beside "same outcome", which admits the target only.
    widths, coverages : sequence of float
        Factors given to bare numbers, above 1, and probabilities ascribed to ranges. The others are judged from
        `WIDTH` and `COVERAGE`, where these are among them, else from the first.
    encodings, rules : sequence of str
        Of `ENCODINGS` and `RULES`.
    order : OutcomeOrder
        The outcomes that are tolls and which are parts of which, by default those of the book.

    Returns
    -------
    tuple of Choice
        In the order of `AXES`. Values of the options beside those named: ``floor`` persons, 0 for none; ``width`` a
        factor; ``coverage`` a probability; ``encoding`` and ``rule`` their names.

    Raises
    ------
    NotATollError
        If a claim counts something else than a toll.
    ValueError
        If the target is no toll, the floor is not above 0, or an encoding or rule is unknown.

    Notes
    -----
    The rule ``fixed`` is known and none of the defaults, since nobody could defend it for claims that contradict one
    another; nor is ``logarithmic``, whose centre is the same.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": [3e3, None, 5e4],
    ...     "point": [5e3, 5e4, None], "high": [15e3, None, 1e5], "outcome": ["executed"] * 3,
    ...     "lineage": ["a", "b", "b"]})
    >>> choices = default_choices(claims, floor=1000.0)
    >>> [(choice.name, len(choice.options)) for choice in choices][:3]
    [('bridge', 1), ('floor', 2), ('width', 3)]
    """
    require_tolls(claims, "the multiverse", order)
    if target not in order.names:
        raise ValueError(f"The target is one of {', '.join(order.names)}, not {target!r}.")
    if floor is not None and not floor > 0:
        raise ValueError(f"A floor is a number of persons above 0, not {floor}.")
    usable = claims[form(claims).isin(["range", "point"])]
    everyone = Option("all", tuple(usable["estimate"]), "equivalent", "Nobody who states a number is left out.")
    joined = dict(zip(claims["estimate"], claims["lineage"], strict=True))
    voices = Option("lineages", joined, "equivalent", "Whoever repeats a number adds no voice to it.")
    same = Option("same outcome", {target: 1.0}, "equivalent", f"Only claims that count what {target} says.")
    options = {
        "bridge": (same, *bridges),
        "floor": _floors(floor),
        "width": _numeric_options(WIDTH, widths, "×/÷ {:g}", "Nobody said how sure the author of a bare number was."),
        "encoding": _known_options("encoding", encodings, ENCODINGS),
        "coverage": _numeric_options(
            COVERAGE, coverages, "{:.0%}", "Hardly an author said with which probability the range holds the value."
        ),
        "claim_set": tuple(claim_sets) or (everyone,),
        "lineage": tuple(lineages) or (voices,),
        "rule": _known_options("rule", rules, RULES),
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


def _numeric_options(first: float, values: Sequence[float], label: str, why: str) -> tuple[Option, ...]:
    """Return options that differ only by a number, led by the one from which the others are judged."""
    led = sorted(values, key=lambda value: value != first)
    return tuple(
        Option(label.format(value), value, "uncertain" if place else "equivalent", why)
        for place, value in enumerate(led)
    )


def _known_options(choice: str, names: Sequence[str], known: Mapping[str, tuple[str, str]]) -> tuple[Option, ...]:
    """Return the options of a choice that are known by name."""
    if unknown := set(names) - set(known):
        raise ValueError(f"No such {choice}: {', '.join(sorted(unknown))}; known are {', '.join(known)}.")
    return tuple(Option(name, name, *known[name]) for name in names)


def _floors(floor: float | None) -> tuple[Option, ...]:
    """Return the options for a documented count: none, and the count."""
    none = Option("none", 0.0, "equivalent", "The claims are taken as they were printed.")
    why = "A count that was made is a least; published ranges end there, and who prints less is contradicted by it."
    return (none,) if floor is None else (none, Option(f"documented: {floor:,.0f}", float(floor), "uncertain", why))
