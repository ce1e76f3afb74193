"""Write the tables of the book as the commands on anybody's claims take them: ``examples/land-reform``.

They are the example of every format: claims with their sources, outcomes with what each is part of, the stages of the
campaign with what was counted in them, and how large each stage was. ``--check`` writes nothing and fails where a file
is not what it would write.
"""

from __future__ import annotations

import argparse
import sys

import pandas as pd

from landreform.contested.claims import from_ledger
from landreform.contested.outcomes import DEFAULT_ORDER, tolls
from landreform.ledger.tables import STATEMENT, load
from landreform.paths import ROOT
from landreform.text.csv_output import csv_text
from landreform.tolls.exposures import exposures
from landreform.tolls.reported_stages import NAMES, STAGES, reported_executions

FOLDER = ROOT / "examples" / "land-reform"


def tables() -> dict[str, pd.DataFrame]:
    """Make every table of the example from the ledger, by the name of its file."""
    ledger = {name: load(name) for name in ("estimates", "lineage", "counts", "waves")}
    claims = tolls(from_ledger(ledger["estimates"], ledger["lineage"]))
    claims = claims.merge(ledger["estimates"][["estimate", "printed", *STATEMENT]], on="estimate")
    parts = [(part, whole, DEFAULT_ORDER.title(part)) for part, whole in DEFAULT_ORDER.pairs]
    widest = [
        (name, "", DEFAULT_ORDER.title(name)) for name in DEFAULT_ORDER.names if name not in dict(DEFAULT_ORDER.pairs)
    ]
    counted = reported_executions(ledger["counts"]).set_index("stage")
    stages = [
        {
            "stage": stage,
            "outcome": "executed",
            "counted": counted["executed"].get(stage),
            "title": NAMES[stage],
            **{column: counted[column].get(stage, "") for column in STATEMENT},
        }
        for stage in STAGES
    ]
    bases = exposures(ledger)[["base", "stage", "exposure", "unit", "description", "rows", "choice"]]
    return {
        "claims": claims,
        "outcomes": pd.DataFrame([*parts, *widest], columns=["outcome", "part_of", "title"]),
        "stages": pd.DataFrame(stages),
        "bases": bases,
    }


def main() -> int:
    """Write the tables, or compare them with what is there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    changed = []
    for name, frame in tables().items():
        file, text = FOLDER / f"{name}.csv", csv_text(frame)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            changed.append(file.relative_to(ROOT).as_posix())
            if not check:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8", newline="\n")
    print(*changed, sep="\n", end="\n" if changed else "", file=sys.stderr if check else sys.stdout)
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
