"""Fold a table of a notebook under its name, where its cell has the tag ``hide-output``.

Without this a reader would find a bar that says "Show code cell output" and not what lies under it. Input is a notebook
as Sphinx reads it, with the outputs of its cells; output is the same notebook, in which such a table is a disclosure
that bears the caption of the table. It opens without a script.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sphinx.application import Sphinx

TAG = "hide-output"

_TABLE = re.compile(r'<table class="reading">\s*<caption>(?P<caption>.*?)</caption>.*</table>', re.DOTALL)


def folded(html: str) -> str:
    """Put a table into a disclosure under its caption.

    Parameters
    ----------
    html : str
        A table as `landreform.text.html_table.html_table` writes it, or anything else.

    Returns
    -------
    str
        Unchanged where it is no such table. The caption stays in the table, whose name it is for those who hear the
        page; the style sheet hides it there from the eye alone.

    Examples
    --------
    >>> print(folded('<table class="reading"><caption>Waves.</caption></table>'))
    <details class="folded-table"><summary>Waves.</summary>
    <table class="reading"><caption>Waves.</caption></table>
    </details>
    >>> folded("<p>Waves.</p>")
    '<p>Waves.</p>'
    """
    found = _TABLE.fullmatch(html.strip())
    if not found:
        return html
    return f'<details class="folded-table"><summary>{found["caption"]}</summary>\n{html.strip()}\n</details>'


def fold_tables(text: str) -> str:
    """Fold the tables of a notebook whose cells have the tag ``hide-output``.

    Parameters
    ----------
    text : str
        The notebook as JSON, with outputs.

    Returns
    -------
    str
        The notebook as JSON. A cell that shows no table keeps its tag, and with it the bar of the theme.
    """
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        tags = cell["metadata"].get("tags", [])
        if cell["cell_type"] != "code" or TAG not in tags:
            continue
        tables = [output for output in cell["outputs"] if _fold_output(output)]
        if tables:
            cell["metadata"]["tags"] = [tag for tag in tags if tag != TAG]
    return json.dumps(notebook, ensure_ascii=False)


def _fold_output(output: dict[str, Any]) -> bool:
    """Fold the table in an output and say whether there was one."""
    data = output.get("data", {})
    html = "".join(data.get("text/html", ""))
    made = folded(html)
    if made != html:
        data["text/html"] = made
    return made != html


def on_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Fold the tables of a notebook as Sphinx reads it."""
    if app.env.doc2path(docname).endswith(".ipynb"):
        source[0] = fold_tables(source[0])


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    # After the kept outputs have been put into the cells, and before captions and bars come between them.
    app.connect("source-read", on_source_read, priority=450)
