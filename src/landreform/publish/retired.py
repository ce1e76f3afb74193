"""Keep the files of what is no longer drawn at the addresses under which a release has published them.

Input: the register, the addresses of all releases, and ``releases/retired/<slug>/``, where the last published files of
a retired slug lie as they were. Output: their bytes, for the folder of figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from landreform.exhibits.register import Registered
from landreform.paths import RELEASES
from landreform.publish.publication import FIGURES
from landreform.publish.published_addresses import published_addresses

#: Folder of the kept files, in that of the releases.
KEPT = "retired"


def kept_files(entries: Sequence[Registered], releases: Path = RELEASES) -> dict[str, dict[str, bytes]]:
    """Read the kept files of every retired slug.

    Parameters
    ----------
    entries : sequence of Registered
        The register; what is still drawn has no kept files.
    releases : pathlib.Path
        Folder of the releases.

    Returns
    -------
    dict of str to dict of str to bytes
        Slug to name to content; no key for a retired slug of which no release has published a file.

    Raises
    ------
    ValueError
        If a release has published a file of a retired slug and none is kept under its name.

    Examples
    --------
    >>> from landreform.exhibits.register import register
    >>> "fig-framing-matrix.svg" in kept_files(register())["fig-framing-matrix"]
    True
    """
    published = {
        tuple(address.split("/")[1:]): version
        for version, listed in published_addresses(releases).items()
        for address in listed
        if address.startswith(f"{FIGURES}/") and address.count("/") == 2 and "#" not in address
    }
    found: dict[str, dict[str, bytes]] = {}
    for entry in entries:
        if entry.active:
            continue
        folder = releases / KEPT / entry.slug
        kept = {file.name: file.read_bytes() for file in sorted(folder.glob("*")) if file.is_file()}
        for (slug, name), version in published.items():
            if slug == entry.slug and name != "index.html" and name not in kept:
                raise ValueError(
                    f"{RELEASES.name}/{KEPT}/{slug}/{name} is missing: version {version} published "
                    f"{FIGURES}/{slug}/{name}, and {slug} is retired; put the last file that was published there"
                )
        if kept:
            found[entry.slug] = kept
    return found
