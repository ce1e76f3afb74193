"""Table who makes each claim, what its author could know, and where it was read.

Input: the claims of ``fig-claims`` and the table ``sources``. Output: the numbered table ``tab-claims``.
"""

import pandas as pd

from landreform.contested.outcomes import NAMES
from landreform.exhibits.base import TableExhibit, Words
from landreform.exhibits.claims.claims import COLUMNS, toll_claims
from landreform.exhibits.columns import SAYS_COLUMN
from landreform.ledger.grades import with_grades
from landreform.ledger.sources import attributions
from landreform.text.claims import claim_text
from landreform.text.prose import number, plural


def claims_and_sources(claims: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Add to each claim its number in words, what it counts, what its author could know, and who says so.

    Parameters
    ----------
    claims : DataFrame
        What ``fig-claims`` draws.
    sources : DataFrame
        The table ``sources``.

    Returns
    -------
    DataFrame
        The columns of ``claims`` and ``counts, claim, says, witness, camp, distance, reading``.
    """
    return with_grades(claims, sources).assign(
        counts=claims["outcome"].map(NAMES),
        claim=[claim_text(row) for row in claims.itertuples()],
        says=attributions(claims, sources),
    )


def alt(claims: pd.DataFrame) -> str:
    """Say in one sentence what the table holds."""
    return (
        f"Table of {plural(len(claims), 'claim')}, one row each: who makes it, in which year, what is counted, the "
        "number, what the author could know, the source and the place in it."
    )


def conclusions(claims: pd.DataFrame) -> tuple[str, ...]:
    """Say how much of this was read at first hand."""
    second = claims[claims["source"] != claims["read_in"]]
    return (
        f"Of {plural(len(claims), 'claim')}, {number(len(second))} were read only in another work than the one that "
        "makes them.",
        f"The rows were read in {plural(claims['read_in'].nunique(), 'work')}.",
    )


#: What the columns hold that the table adds to the claims.
ADDED_COLUMNS = {
    "counts": "what is counted, in words",
    "claim": "number of the claim, in words (persons)",
    "witness": "kind of witness: what the author could know",
    "camp": "position from which the work was written",
    "distance": "years from 1956 to the claim (years)",
    "reading": "how far the work that makes the claim was read",
}

EXHIBIT = TableExhibit(
    slug="tab-claims",
    caption="Claims, in the order of the figure; numbers are persons. Who makes the claim, and where it was read.",
    make=claims_and_sources,
    inputs=lambda ledger: {"claims": toll_claims(ledger), "sources": ledger["sources"]},
    headings={
        "author": "who",
        "year": "year",
        "counts": "what is counted",
        "claim": "number",
        "witness": "witness",
        "camp": "camp",
        "distance": "years after 1956",
        "reading": "reading",
        "says": "source",
        "locator": "where",
    },
    words=Words(alt, conclusions, COLUMNS | SAYS_COLUMN | ADDED_COLUMNS),
    tables=("estimates", "lineage", "sources"),
    limits=(
        "It does not say which claim is right, and no row is an answer.",
        "Witness, camp, distance and reading describe a claim; they are no weights.",
        "It does not show which claims took their number from another.",
    ),
    links={"claim": ("estimates", "estimate"), "says": ("sources", "source")},
)
