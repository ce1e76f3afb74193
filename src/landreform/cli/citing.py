"""How to cite the method of a command and the version that carried it out.

The input is the name of a command, the output text with the works behind its method and the citation of the book in
BibTeX.
"""

from __future__ import annotations

from landreform import __version__

#: What each method is called in a sentence, and the works that it comes from.
METHODS = {
    "audit": (
        "test of printed percentages against their denominators",
        (
            "Brown and Heathers 2017, The GRIM test, Social Psychological and Personality Science 8, 363-369 (for "
            "means; here for percentages, in exact arithmetic)",
        ),
    ),
    "gap": (
        "consistency gap: the least factor by which all claims must be stretched so that all can be true",
        ("defined and proved in the docstring of landreform.contested.consistency.gap",),
    ),
    "bounds": (
        "bounds of claims taken at their word, along the order of their outcomes",
        (
            "Manski 2003, Partial Identification of Probability Distributions, Springer",
            "with --stages: Masten and Poirier 2020, Inference on breakdown frontiers, Quantitative Economics 11, "
            "41-111",
        ),
    ),
    "pool": (
        "random-effects analysis with one voice for each lineage",
        (
            "DL: DerSimonian and Laird 1986, Controlled Clinical Trials 7, 177-188",
            "REML: Viechtbauer 2005, Journal of Educational and Behavioral Statistics 30, 261-293",
            "PM: Paule and Mandel 1982, Journal of Research of the National Bureau of Standards 87, 377-385",
            "Hartung-Knapp interval: Hartung and Knapp 2001, Statistics in Medicine 20, 3875-3889; Sidik and Jonkman "
            "2002, ibid. 21, 3153-3159; max(1, q): Knapp and Hartung 2003, ibid. 22, 2693-2710",
            "prediction interval: Higgins, Thompson and Spiegelhalter 2009, JRSS A 172, 137-159",
            "interval of tau2: Viechtbauer 2007, Statistics in Medicine 26, 37-52",
        ),
    ),
}


def how_to_cite(command: str) -> str:
    """Say how to cite a command.

    Parameters
    ----------
    command : str
        A key of `METHODS`.

    Returns
    -------
    str
        What was computed and with which version, the works behind the method, and the book in BibTeX.

    Examples
    --------
    >>> how_to_cite("gap").splitlines()[0].startswith("Computed with landreform ")
    True
    """
    from landreform.publish import citation

    name, works = METHODS[command]
    return "\n".join(
        [
            f"Computed with landreform {__version__}, command {command}: {name}.",
            "",
            "Method:",
            *(f"  {work}" for work in works),
            "",
            "The project:",
            citation.bibtex(citation.book()).rstrip(),
        ]
    )
