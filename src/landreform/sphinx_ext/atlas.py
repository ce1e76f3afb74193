"""Show all figures small: part by part and chapter by chapter, each with the question of its chapter and what it shows.

Input is the order of the book, the question with which each chapter opens, and the passports of the figures; output is
a list that needs no script. A picture leads to the place of the figure in its chapter, a link below to its own page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from landreform import exhibits
from landreform.exhibits.register import Registered, register
from landreform.paths import ROOT
from landreform.publish.publication import FIGURES
from landreform.sphinx_ext import exhibit_html as html
from landreform.sphinx_ext import exhibit_pages, openings
from landreform.sphinx_ext.deferred import PageContext, deferred, writer
from landreform.sphinx_ext.markup import render

_QUESTIONS, _SHOWN_ON, _DIGEST = "landreform_questions", "landreform_atlas", "landreform_atlas_digest"


class Atlas(SphinxDirective):
    """Show all figures small."""

    def run(self) -> list[nodes.Node]:
        """Leave the place; numbers and titles are known when the page is written."""
        for slug in exhibits.slugs("figure"):
            self.env.note_dependency(str(ROOT / "_build" / FIGURES / slug / f"{slug}.json"))
        held(self.env, _SHOWN_ON)[self.env.docname] = "yes"
        return [deferred("atlas")]


def held(env: BuildEnvironment, name: str) -> dict[str, str]:
    """Return what is kept of every page under a name, with what Sphinx has read."""
    if not hasattr(env, name):
        setattr(env, name, {})
    kept: dict[str, str] = getattr(env, name)
    return kept


def note_question(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the question with which a page opens."""
    held(app.env, _QUESTIONS)[app.env.docname] = openings.question(doctree)


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget what is kept of a page."""
    for name in (_QUESTIONS, _SHOWN_ON):
        held(env, name).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over what another process has kept of the pages that it has read."""
    for name in (_QUESTIONS, _SHOWN_ON):
        held(env, name).update((page, text) for page, text in held(other, name).items() if page in set(docnames))


def write_anew(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have the pages with all figures written when a question has changed; titles and numbers others see to."""
    now = repr(sorted(held(env, _QUESTIONS).items()))
    changed = getattr(env, _DIGEST, "") != now
    setattr(env, _DIGEST, now)
    return sorted(set(held(env, _SHOWN_ON)) & set(env.found_docs)) if changed else []


def parts(env: BuildEnvironment) -> Iterator[tuple[str, list[str]]]:
    """Yield the parts of the book, each with its pages in the order in which they are read.

    Yields
    ------
    tuple of str and list of str
        The caption of the part, empty where it has none, and names of pages.
    """
    root = env.config.root_doc
    for tree in env.tocs[root].findall(addnodes.toctree) if root in env.tocs else ():
        pages: list[str] = []
        for name in tree["includefiles"]:
            pages += _below(env, name, pages)
        yield tree.get("caption") or "", pages


def _below(env: BuildEnvironment, name: str, before: list[str]) -> list[str]:
    if name in before:
        return []
    found = [name]
    for other in env.toctree_includes.get(name, ()):
        found += _below(env, other, before + found)
    return found


def finding(passport: dict[str, Any]) -> str:
    """Say in one sentence what a figure shows, as it is written above the drawing.

    Examples
    --------
    >>> finding({"says": "The last wave was the largest"})
    'The last wave was the largest.'
    """
    return f"{passport['says']}."


@writer("atlas")
def atlas(page: PageContext) -> str:
    """Set all figures that are drawn, and name those that no longer are."""
    lines = [entry for entry in register() if entry.kind == "figure"]
    of_chapter: dict[str, list[Registered]] = {}
    for entry in sorted((line for line in lines if line.active), key=lambda line: exhibit_pages.position(page, line)):
        of_chapter.setdefault(exhibit_pages.chapter(entry), []).append(entry)
    order = [(caption, [name for name in names if name in of_chapter]) for caption, names in parts(page.env)]
    placed = {name for _, names in order for name in names}
    order.append(("", [name for name in of_chapter if name not in placed]))
    return render(
        "atlas.html",
        parts=[_part(page, caption, names, of_chapter) for caption, names in order if names],
        retired=[(html.home(page, line.slug), line.title) for line in lines if not line.active],
        as_list=page.to(f"{FIGURES}/index"),
    )


def _part(page: PageContext, caption: str, names: list[str], of_chapter: dict[str, list[Registered]]) -> dict[str, Any]:
    return {
        "caption": caption or "Elsewhere",
        "id": "atlas-" + (re.sub(r"\W+", "-", caption.lower()).strip("-") or "elsewhere"),
        "count": sum(len(of_chapter[name]) for name in names),
        "chapters": [
            {
                "title": page.env.titles[name].astext() if page.has(name) else "",
                "address": page.to(name) if page.has(name) else "",
                "question": held(page.env, _QUESTIONS).get(name, ""),
                "figures": [_figure(page, entry) for entry in of_chapter[name]],
            }
            for name in names
        ],
    }


def _figure(page: PageContext, entry: Registered) -> dict[str, Any]:
    passport, home, docname = html.passport(entry.slug), html.home(page, entry.slug), exhibit_pages.chapter(entry)
    return {
        "passport": passport,
        "finding": finding(passport),
        "number": exhibit_pages.numbered(page, entry),
        "place": f"{page.to(docname)}#{entry.slug}" if page.has(docname) else home,
        "home": home,
        "picture": html.small_picture(home, passport),
    }


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("atlas", Atlas)
    app.connect("doctree-read", note_question)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", write_anew)
