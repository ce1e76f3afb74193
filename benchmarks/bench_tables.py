"""Measure how the cost of loading and validating the tables grows with their length.

Multiplies every table of the ledger by 1, 10, 100 and 1,000 (identifiers and references get a suffix, so that the
copies are as valid as the original) and prints the time of each step with the exponent of its growth: 1 is
linear. The first line is a fresh process that imports the package, loads all tables and validates them.
"""

from __future__ import annotations

import argparse
import csv
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from landreform.ledger import tables

FACTORS = (1, 10, 100, 1000)
START = "from landreform.ledger import tables; tables.load_all(); assert tables.check() == []"


def multiply(folder: Path, factor: int) -> int:
    """Write a folder with every table repeated; return the number of rows."""
    package = tables.descriptor()
    total = 0
    for table in package["resources"]:
        with (tables.DATA / table["path"]).open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        own = {header.index(name) for name in table["schema"]["primaryKey"]}
        own |= {
            header.index(field["name"]) for field in table["schema"]["fields"] if field["constraints"].get("unique")
        }
        own |= {header.index(key["fields"][0]) for key in table["schema"].get("foreignKeys", [])}
        repeated = [
            [cell + f"-{copy}" if position in own and cell else cell for position, cell in enumerate(row)]
            for copy in range(factor)
            for row in rows
        ]
        order = [header.index(name) for name in table["sortedBy"]]
        repeated.sort(key=lambda row, order=order: [row[position] for position in order])
        total += len(repeated)
        with (folder / table["path"]).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *repeated])
    (folder / tables.DESCRIPTOR).write_bytes((tables.DATA / tables.DESCRIPTOR).read_bytes())
    return total


def seconds(step, *arguments) -> float:
    """Time one call."""
    start = time.perf_counter()
    step(*arguments)
    return time.perf_counter() - start


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmark and print its table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--factors", type=int, nargs="+", default=FACTORS)
    factors = parser.parse_args(arguments).factors
    fresh = seconds(lambda: subprocess.run([sys.executable, "-c", START], check=True))
    print(f"Fresh process, import included, load and validate all tables: {fresh:.2f} s\n")
    print("| copies | rows | validate (s) | load (s) | exponent, validate | exponent, load |")
    print("|---:|---:|---:|---:|---:|---:|")
    before = None
    tables.load_all()  # so that the first line does not pay for importing pandas
    for factor in factors:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            rows = multiply(folder, factor)
            faults: list = []
            checked = seconds(lambda folder=folder, faults=faults: faults.extend(tables.check(folder)))
            if faults:
                sys.exit(f"the multiplied tables are not valid: {faults[0]}")
            loaded = seconds(tables.load_all, folder)
        exponents = ("", "")
        if before:
            growth = math.log(rows / before[0])
            exponents = tuple(
                f"{math.log(now / then) / growth:.2f}" for now, then in zip((checked, loaded), before[1:], strict=True)
            )
        print(f"| {factor:,} | {rows:,} | {checked:.2f} | {loaded:.2f} | {exponents[0]} | {exponents[1]} |", flush=True)
        before = (rows, checked, loaded)


if __name__ == "__main__":
    main()
