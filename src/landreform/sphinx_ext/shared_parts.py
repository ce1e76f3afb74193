"""Write every page anew when something moves that stands on every page, and otherwise only what was read anew.

Sphinx writes the pages whose source or dependencies have changed. A page also shows titles, numbers and addresses of
others: in the contents at its side, in references, in lists. A digest of all of these is kept with what was read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

ATTRIBUTE = "landreform_shared_parts"


def _parts(env: BuildEnvironment) -> Iterator[object]:
    """Yield what pages show of one another."""
    yield sorted(env.found_docs)
    yield sorted((name, title.astext()) for name, title in env.titles.items())
    yield sorted(env.toctree_includes.items())
    yield sorted(env.toc_secnumbers.items())
    yield sorted(env.toc_fignumbers.items())
    yield sorted((name, _outline(toc)) for name, toc in env.tocs.items())
    standard = env.domaindata["std"]
    yield sorted(standard["labels"].items())
    yield sorted(standard["anonlabels"].items())
    yield sorted(env.domaindata.get("math", {}).get("objects", {}).items())
    cite = env.domaindata.get("cite", {})
    yield sorted((one.key, one.citation_id, one.bibliography_key.docname) for one in cite.get("citations", ()))


def digest(env: BuildEnvironment) -> str:
    """Return the digest of what pages show of one another, as it was when the pages were last read."""
    return getattr(env, ATTRIBUTE, "")


def _outline(toc: nodes.Node) -> list[tuple[str, str]]:
    return [(link.get("anchorname", ""), link.astext()) for link in toc.findall(nodes.reference)]


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return every page if what pages show of one another has changed since they were last written."""
    total = hashlib.sha256()
    for part in _parts(env):
        total.update(repr(part).encode() + b"\0")
    changed = digest(env) != total.hexdigest()
    setattr(env, ATTRIBUTE, total.hexdigest())
    return sorted(env.found_docs) if changed else []


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, after all others that still change what was read."""
    # Not env-updated: Sphinx (7.4) gives sections and figures their numbers only in env-get-updated.
    app.connect("env-get-updated", pages_to_write, priority=900)
