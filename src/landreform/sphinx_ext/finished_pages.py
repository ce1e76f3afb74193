"""Finish every page as it is written: mend what libraries leave wrong, complete tables, mark languages.

Sphinx asks a template bridge for the text of a page; the one here hands out the text that the theme's templates give,
after `landreform.sphinx_ext.theme_faults`, `table_heads` and `language_marks` have gone over it. A page is finished in
the process that writes it, and only when it is written.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader

from landreform.sphinx_ext import language_marks, table_heads, theme_faults

STYLE, SCRIPT = "access.css", "frames.js"


def finished(html: str) -> str:
    """Finish a page.

    Parameters
    ----------
    html : str
        What the templates of the theme give.
    """
    return language_marks.mark(table_heads.complete(theme_faults.mend(html)))


class FinishedPages(BuiltinTemplateLoader):
    """Render templates as Sphinx does by itself, and finish what is a page."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Fill in a template."""
        text = super().render(template, context)
        return finished(text) if template.endswith(".html") else text


def choose(app: Sphinx, config: Any) -> None:
    """Have pages rendered here, in HTML that stands by itself."""
    config.template_bridge = f"{__name__}.{FinishedPages.__name__}"


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("config-inited", choose)
    app.add_css_file(STYLE)
    app.add_js_file(SCRIPT, loading_method="defer")
