"""Put findings into a page, in English or Vietnamese, as the table of findings has them; nothing is typed anew.

The directive ``finding-list`` names findings; each is printed in plain words with its chapter and its grades, which
lead to its row in the table. What is printed comes from the published data of ``tab-findings``, so that a page and the
table can never differ.
"""

from __future__ import annotations

import io

import pandas as pd
from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.paths import ROOT
from landreform.publish.publication import FIGURES
from landreform.sphinx_ext.deferred import PageContext, deferred, writer
from landreform.sphinx_ext.exhibit_html import FINDINGS, address_link, file_of

SLUG = "tab-findings"

#: The words of the scales in Vietnamese, and the form in which both grades are said.
VIETNAMESE = {
    "limited": "hạn chế",
    "medium": "trung bình",
    "robust": "vững chắc",
    "low": "thấp",
    "high": "cao",
}


def findings() -> pd.DataFrame:
    """Read the table of findings as it was published for this build, with their names as index."""
    frame = pd.read_csv(io.StringIO(file_of(SLUG, "csv")), dtype=str, keep_default_na=False)
    return frame.set_index("finding", drop=False)


def grades(finding: pd.Series, lang: str) -> str:
    """Write both grades of a finding in one phrase.

    Examples
    --------
    >>> grades(pd.Series({"evidence": "robust", "agreement": "high"}), "vi")
    'chứng cứ vững chắc, mức đồng thuận cao'
    """
    if lang == "vi":
        return f"chứng cứ {VIETNAMESE[finding['evidence']]}, mức đồng thuận {VIETNAMESE[finding['agreement']]}"
    return f"{finding['evidence']} evidence, {finding['agreement']} agreement"


class FindingList(SphinxDirective):
    """List findings by name, one a line; the argument is their language, ``en`` unless it is ``vi``."""

    has_content = True
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave the place; addresses are known when the page is written."""
        self.env.note_dependency(str(ROOT / "_build" / FIGURES / SLUG / f"{SLUG}.csv"))
        names, lang = [line.strip() for line in self.content if line.strip()], (*self.arguments, "en")[0]
        table = findings()
        unknown = [name for name in names if name not in table.index]
        hidden = [name for name in names if name in table.index and table.loc[name, "headline"] != "True"]
        if hidden:
            raise self.error(f"the finding {', '.join(hidden)} stands in its table only")
        if unknown or not names or lang not in ("en", "vi"):
            raise self.error(f"no finding {', '.join(unknown) or lang!r}; there are {', '.join(table.index)}")
        texts = table.loc[names, "vietnamese" if lang == "vi" else "short"]
        return [deferred("finding-list", lang, *names, text=" ".join(texts))]


@writer("finding-list")
def finding_list(page: PageContext, lang: str, *names: str) -> str:
    """Set the findings as a list, each with the way to its chapter and to its row."""
    items = []
    for _, one in findings().loc[list(names)].iterrows():
        chapter = one["chapter"]
        name = chapter.partition("#")[0]
        title = page.env.titles[name].astext() if name in page.env.titles else one["chapter_name"]
        lead = Markup('<span lang="en">{}</span>').format(address_link(page, chapter, title))
        graded = address_link(page, f"{FINDINGS}#{one['row_id']}", grades(one, lang))
        text = escape(one["vietnamese" if lang == "vi" else "short"])
        items.append(Markup('<li>{} <span class="finding-ways">{} · {}</span></li>').format(text, lead, graded))
    return Markup('<ul class="findings" lang="{}" data-computed>{}</ul>').format(lang, Markup().join(items))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("finding-list", FindingList)
