"""Leave out the pages that the table of contents does not list, in a folder of any name.

Sphinx External ToC does so by itself, with a pattern of which the folder's own path is a part: a bracket in it, as in
``book[v1]``, makes the pattern fit nothing, so that every text of the folder would be executed and rendered. Here the
files are walked instead, where a path has such a sign; anywhere else nothing is done.
"""

from __future__ import annotations

import glob

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.matching import get_matching_files


def unlisted(folder: str, suffixes: list[str], listed: set[str], excluded: list[str]) -> list[str]:
    """List the sources of a folder that nobody asks for.

    Parameters
    ----------
    folder : str
        Where the sources are.
    suffixes : list of str
        Endings of sources.
    listed : set of str
        The pages of the table of contents, with their ending or without.
    excluded : list of str
        Patterns of what is left out already.

    Returns
    -------
    list of str
        Paths from the folder, sorted; nothing below a hidden folder.
    """
    found = get_matching_files(folder, [f"**{suffix}" for suffix in suffixes], excluded)
    return sorted(
        path
        for path in found
        if path not in listed
        and not any(path.removesuffix(suffix) in listed for suffix in suffixes)
        and not any(part.startswith(".") for part in path.split("/"))
    )


def exclude_unlisted(app: Sphinx, config: Config) -> None:
    """Add the pages that are not listed to those that Sphinx passes over."""
    folder = str(app.srcdir)
    wanted = "external_toc_exclude_missing" in config and config.external_toc_exclude_missing
    if wanted and glob.escape(folder) != folder:
        # a new list, since the old one may be the default that every application shares
        more = unlisted(folder, list(config.source_suffix), set(config.external_site_map), config.exclude_patterns)
        config.exclude_patterns = config.exclude_patterns + more


def setup(app: Sphinx) -> None:
    """Register with Sphinx, behind what reads the table of contents."""
    app.connect("config-inited", exclude_unlisted, priority=950)
