"""Have the Nu Html Checker read every page of the built book; ends with 1 where it finds an error.

It runs on Java and comes as an npm package of fixed version and hash, which is fetched once into ``_build``.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
from collections import Counter
from pathlib import Path

from landreform.paths import ROOT

VERSION = "26.9.27"
#: Of the jar within the package.
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"

FOLDER = ROOT / "_build" / ".vnu"
JAR = FOLDER / "package" / "build" / "dist" / "vnu.jar"


def fetch() -> None:
    """Fetch the checker unless it is there, and make sure that it is the one of that version.

    Raises
    ------
    RuntimeError
        If its hash is another.
    """
    if not JAR.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", f"vnu-jar@{VERSION}"], cwd=FOLDER, check=True, capture_output=True)
        with tarfile.open(FOLDER / f"vnu-jar-{VERSION}.tgz") as package:
            package.extractall(FOLDER, filter="data")
    found = hashlib.sha256(JAR.read_bytes()).hexdigest()
    if found != SHA256:
        raise RuntimeError(f"{JAR}: SHA-256 is {found}, and {SHA256} was expected")


def pages(html: Path) -> list[Path]:
    """Give the pages of a built book."""
    return sorted(path for path in html.rglob("*.html") if "_static" not in path.relative_to(html).parts)


def messages(files: list[Path]) -> list[dict]:
    """Return what the checker says of files, errors and warnings."""
    command = ["java", "-jar", str(JAR), "--format", "json", "--exit-zero-always", *map(str, files)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(ran.stderr)["messages"]


def main() -> int:
    """Check and report: each kind of message once, with how often it comes and one place."""
    html = ROOT / "_build" / "html"
    fetch()
    found = messages(pages(html))
    for kind in ("error", "non-document-error", "info"):
        said = [one for one in found if one["type"] == kind]
        print(f"{kind}: {len(said)}")
        first = {one["message"]: one for one in reversed(said)}
        for text, count in Counter(one["message"] for one in said).most_common():
            place = Path(first[text]["url"].removeprefix("file:")).relative_to(html)
            print(f"  {count} × {text} ({place}, line {first[text].get('lastLine')})")
    return int(any(one["type"] != "info" for one in found))


if __name__ == "__main__":
    sys.exit(main())
