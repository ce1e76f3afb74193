"""Leave to the writing of a page what is known only then: addresses of pages, numbers of figures, titles of chapters.

A directive leaves a node that names a writer and its arguments; the writer is called with the page, and only in HTML.
In other formats, and in the search index, the node is the text that it was left with, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxTranslator


@dataclass(frozen=True)
class PageContext:
    """The page that is being written.

    Attributes
    ----------
    app : sphinx.application.Sphinx
    name : str
        Its name, from the top of the book and without ending.
    """

    app: Sphinx
    name: str

    @property
    def env(self) -> BuildEnvironment:
        """What Sphinx knows of all pages."""
        return self.app.env

    def to(self, other: str) -> str:
        """Return the address of another page, relative to this one."""
        return self.app.builder.get_relative_uri(self.name, other)

    def to_file(self, path: str) -> str:
        """Return the address of a file of the book, relative to this page; ``path`` is from the top of the book."""
        return "../" * self.name.count("/") + path

    def has(self, other: str) -> bool:
        """Say whether the book has a page of that name."""
        return other in self.env.all_docs

    def number(self, slug: str, docname: str, kind: str) -> str:
        """Return what the book calls a figure or table on a page, such as Fig. 2.1; empty where it has no number."""
        numbers = self.env.toc_fignumbers.get(docname, {}).get(kind, {}).get(slug)
        return self.app.config.numfig_format[kind] % ".".join(map(str, numbers)) if numbers else ""


Writer = Callable[..., str]
_WRITERS: dict[str, Writer] = {}


class Deferred(nodes.General, nodes.Inline, nodes.Element):
    """Something that is written with the page."""


def deferred(writer: str, *arguments: str, text: str = "") -> Deferred:
    """Return a node for a writer, with its text in formats other than HTML."""
    node = Deferred(writer=writer, arguments=list(arguments))
    if text:
        node += nodes.Text(text)
    return node


def writer(name: str) -> Callable[[Writer], Writer]:
    """Register a function of page and arguments that returns HTML."""

    def keep(function: Writer) -> Writer:
        _WRITERS[name] = function
        return function

    return keep


def _html(translator: SphinxTranslator, node: Deferred) -> None:
    builder: Any = translator.builder  # of HTML, which knows the name of the page that it writes
    page = PageContext(builder.app, builder.current_docname)
    translator.body.append(_WRITERS[node["writer"]](page, *node["arguments"]))
    raise nodes.SkipNode


def _text(translator: SphinxTranslator, node: Deferred) -> None:
    """Let other formats write the text of the node."""


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    other = (_text, _text)
    app.add_node(Deferred, html=(_html, None), latex=other, text=other, man=other, texinfo=other)
