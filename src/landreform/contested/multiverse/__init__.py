"""Multiverse analysis: pool the same claims in every way that somebody could defend, and see what depends on the way.

Input is a table of claims about tolls; `default_choices` lists the options of every choice that the caller can defend,
`run_multiverse` computes all combinations, and the summaries say how far apart the results lie, because of which
choices, how far that follows from the list of options, and what holds in all. `drop_one` leaves out each voice in turn.
"""

from landreform.contested.multiverse import summaries
from landreform.contested.multiverse.dropping import drop_one
from landreform.contested.multiverse.options import Choice, Option, default_choices, restrict_choices
from landreform.contested.multiverse.run import Multiverse, run_multiverse
from landreform.contested.multiverse.summaries import (
    least_foreseen,
    paired_folds,
    rank_specifications,
    robust_statements,
    shares_by_design,
    summarise,
    variance_shares,
)

__all__ = ["Choice", "Multiverse", "Option", "default_choices", "drop_one", "least_foreseen", "paired_folds"]
__all__ += ["rank_specifications", "restrict_choices", "robust_statements", "run_multiverse", "shares_by_design"]
__all__ += ["summaries", "summarise", "variance_shares"]
