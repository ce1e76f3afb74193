"""Decide what a page of the book loads: one style sheet, the scripts that it uses, typefaces in part.

The theme and its companions load on every page what some page of some book might need. Here each page gets the scripts
for which it has something to do (`NEEDED`), each to be run when the page is read, and all pages share one style sheet
that holds what any of them can use (:mod:`landreform.sphinx_ext.used_styles`). Icons are drawings within it. It is
written when all pages are; nothing is loaded over the network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from posixpath import join, normpath

from docutils import nodes
from sphinx.application import Sphinx

from landreform.sphinx_ext.used_styles import (
    Names,
    imports,
    moved,
    names_in_script,
    names_of_page,
    used,
    without_unused_definitions,
)

#: The style sheet of all pages, from the top of the book.
STYLE = "_static/pages.css"

#: Typefaces that every page shows.
TYPEFACES = tuple(f"_static/typefaces/NotoSans-{face}.woff2" for face in ("Regular", "Bold"))

#: The theme for which the templates of this folder are written.
THEME = "sphinx_book_theme"
_TEMPLATES = Path(__file__).with_name("theme")

#: Style sheets of the theme, which its own templates would load before all others.
THEME_STYLES = ("styles/theme.css", "styles/pydata-sphinx-theme.css")

#: Scripts of the theme that its own templates would load after the page. Its third, of Bootstrap, would only show the
#: titles of buttons in another way than browsers do; its fourth, of Font Awesome, draws icons.
THEME_SCRIPTS = ("scripts/pydata-sphinx-theme.js",)

#: A script to what a page must have for it to do anything; what is named nowhere here is loaded by every page.
NEEDED = {
    "cards.js": r"\sdata-card=",
    "claims-tables.js": r'id="what-if"',
    "clipboard.min.js": r'<div class="highlight-',
    "compare.js": r'id="what-if"',
    "copybutton.js": r'<div class="highlight-',
    "design-tabs.js": r"\bsd-tab-set\b",
    "doctools.js": r"(?!)",
    "drawings.js": r'class="drawing-frame"',
    "exhibits.js": r"\bcopyable\b",
    "folding.js": r'<table class="ledger\b',
    "frames.js": r'<(?:table|figure)\b|class="(?:[^"]* )?math\b',
    "layers.js": r'<details class="(?:section-code|method-passage|folded-table)\b',
    "ledger.js": r'<table class="ledger\b',
    "number-words.js": r'id="what-if"',
    "search.js": r"(?!)",
    "sphinx-thebe.js": r"\bthebe-launch-button\b",
    "sphinx_highlight.js": r"(?!)",
    "togglebutton.js": r'class="[^"]*\b(?:toggle|admonition[^"]*\bdropdown)\b',
    "vendor/sortable/sortable.min.js": r'<table class="[^"]*\bsortable\b',
    "what-if-drawings.js": r'id="what-if"',
    "what-if-table.js": r'id="what-if"',
    "what-if.js": r'id="what-if"',
}

#: The page of results, and scripts that it needs whatever stands on it.
SEARCH, OF_SEARCH = "search", ("folding.js", "search.js")

#: Lines of script that only set what one of these reads.
SETTINGS = {
    "togglebutton.js": r"toggle(?:Hint|OpenOnPrint|buttonSelector)",
    "sphinx-thebe.js": r"THEBE_JS_URL",
    # What the theme would show of other versions of a book, and the name of the page for it; neither is used.
    "": r"DOCUMENTATION_OPTIONS\.(?:pagename|search_as_you_type) = ",
}

#: What an extension leaves in every page for a script that no page loads.
_LEFT = re.compile(r'<script type="text/x-thebe-config">.*?</script>\s*<script>kernelName = [^<]*</script>', re.DOTALL)

#: Rules of the theme that set its icons in a typeface of their own; ``icons.css`` has those that the pages show.
_ICON_TYPEFACE = re.compile(
    r"Font Awesome|(?<![\w-])(?:content|font):var\(--(?:pst-icon|fa-font)|\.fa[bsrlt]?(?![\w])|\.fa-"
)


def wanted(script: str, body: str, shown: str = "") -> bool:
    """Say whether a page has something to do for a script.

    Parameters
    ----------
    script : str
        Its file, from the folder of static files; empty where it stands in the page.
    body : str
        The page.
    shown : str
        What stands in the page for a script without a file.

    Examples
    --------
    >>> wanted("ledger.js", '<table class="ledger">'), wanted("ledger.js", "<p>"), wanted("own.js", "<p>")
    (True, False, True)
    >>> wanted("", "<p>", "const THEBE_JS_URL = 1")
    False
    """
    if not script:
        return not any(re.search(pattern, shown) and not (of and wanted(of, body)) for of, pattern in SETTINGS.items())
    pattern = NEEDED.get(script)
    return pattern is None or bool(re.search(pattern, body))


def choose(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Leave a page the scripts that it uses, each to be run when the page is read."""
    if app.config.html_theme != THEME:
        return
    context |= {"page_style": STYLE, "typefaces": TYPEFACES}
    note = _memory(app) / f"{pagename.replace('/', '__')}.json"
    note.parent.mkdir(exist_ok=True)
    styles = [(style.priority, str(style.filename)) for style in context["css_files"] if hasattr(style, "priority")]
    note.write_text(json.dumps(styles), encoding="utf-8")
    context["body"] = body = _LEFT.sub("", context.get("body", ""))
    kind = next(type(script) for script in context["script_files"] if hasattr(script, "attributes"))
    chosen = [kind(f"_static/{script}", defer="defer") for script in THEME_SCRIPTS]
    scripts = []
    for script in context["script_files"]:
        file = str(script.filename or "").removeprefix("_static/")
        attributes = {name: value for name, value in script.attributes.items() if name not in ("async", "defer")}
        of_search = pagename == SEARCH and file in OF_SEARCH
        if of_search or wanted(file, body, script.attributes.get("body") or ""):
            attributes |= {"defer": "defer"} if file else {}
            scripts.append(kind(script.filename, priority=script.priority, **attributes))
    context["script_files"] = [*scripts, *chosen]


def _memory(app: Sphinx) -> Path:
    """Return where each page notes the style sheets that were wanted for it, whichever process has written it."""
    return Path(app.doctreedir) / "styles"


def _styles_wanted(app: Sphinx) -> list[str]:
    """Return every style sheet that some page wanted, in the order in which they shall count."""
    first: dict[str, int] = {}
    for note in sorted(_memory(app).glob("*.json")):
        for priority, style in json.loads(note.read_text(encoding="utf-8")):
            first.setdefault(style, priority)
    return sorted(first, key=first.__getitem__)


def write_style(app: Sphinx, exception: Exception | None) -> None:
    """Write the style sheet of all pages, when they are written."""
    if exception is not None or app.config.html_theme != THEME or app.builder.format != "html":
        return
    html, styles = Path(app.outdir), _styles_wanted(app)
    folders = [Path(app.srcdir) / folder for folder in app.config.html_static_path]
    own = [script for folder in folders if folder.is_relative_to(app.srcdir) for script in folder.rglob("*.js")]
    text = style_of(html, [*THEME_STYLES, *styles], own)
    (html / STYLE).write_text(text, encoding="utf-8", newline="\n")


def style_of(html: Path, styles: Iterable[str], own: Iterable[Path] = ()) -> str:
    """Set style sheets into one that holds what the pages of a folder can use.

    Parameters
    ----------
    html : pathlib.Path
        The rendered book.
    styles : iterable of str
        Files, from its folder of static files or, beginning with ``_static/``, from its top, in the order in which
        they shall count.
    own : iterable of pathlib.Path
        Scripts that others load when somebody asks for something, so that no page names them.

    Returns
    -------
    str
        For the place of `STYLE`.
    """
    names, scripts = Names(), set[Path]()
    for page in sorted(html.rglob("*.html")):
        if "_static" in page.relative_to(html).parts:  # templates of the theme
            continue
        text = page.read_text(encoding="utf-8")
        names |= names_of_page(text)
        scripts |= {page.parent / source for source in re.findall(r'<script\b[^>]*\ssrc="([^":?]+)', text)}
    for script in sorted({file.resolve() for file in (*scripts, *own)}):
        names |= names_in_script(script.read_text(encoding="utf-8"))
    files = [normpath(join("_static", style.removeprefix("_static/"))) for style in styles]
    text = "\n".join(part for file in files for part in _with_imports(html, file, names))
    return f"/*! Of: {', '.join(files)} */\n{without_unused_definitions(text, names.properties)}\n"


def _with_imports(html: Path, style: str, names: Names) -> list[str]:
    text = (html / style).read_text(encoding="utf-8-sig")
    parts = []
    for imported in imports(text):
        parts += _with_imports(html, normpath(join(style, "..", imported)), names)
    text = re.sub(r"@import[^;]*;", "", text)
    of_theme = style.startswith("_static/styles/")
    return [*parts, moved(used(text, names, _ICON_TYPEFACE if of_theme else None), style, STYLE)]


def use_templates(app: Sphinx, config) -> None:
    """Have the templates of this folder stand before those of the theme."""
    if config.html_theme == THEME:
        config.templates_path.insert(0, str(_TEMPLATES))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx: last of all, when others have named what they want."""
    app.add_css_file("icons.css", priority=190)
    app.add_css_file("typefaces.css", priority=190)
    app.connect("config-inited", use_templates)
    app.connect("html-page-context", choose, priority=990)
    app.connect("build-finished", write_style, priority=990)
