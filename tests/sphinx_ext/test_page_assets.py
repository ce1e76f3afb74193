"""What pages load: all of it is there and used, it weighs little, and it looks as with all that the theme has."""

import gzip
import hashlib
import json
import re
from functools import cache
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from statistics import median

import pytest
from browsers import expect, in_browser
from fontTools.ttLib import TTFont
from matplotlib import get_data_path

from landreform.paths import ROOT
from landreform.sphinx_ext.page_assets import NEEDED, OF_SEARCH, STYLE, THEME_SCRIPTS, wanted

HTML = ROOT / "_build" / "html"
TYPEFACES = ROOT / "book/_static/typefaces"

#: In bytes, packed: what half of the pages and what any page may weigh when nothing is kept of an earlier visit.
MEDIAN, HEAVIEST = 200_000, 400_000


@cache
def pages():
    """Give the text of every page by its path; old names only lead on."""
    files = [file for file in sorted(HTML.rglob("*.html")) if "_static" not in file.relative_to(HTML).parts]
    assert files, "no rendered book; make book builds it"
    texts = {file.relative_to(HTML).as_posix(): file.read_text(encoding="utf-8") for file in files}
    return {path: text for path, text in texts.items() if '<link rel="stylesheet"' in text}


def loaded(path, text):
    """List the files that a page loads at once, from the top of the book: those that it names, and typefaces."""
    found = re.findall(r'<script\b[^>]*\ssrc="([^"?]+)', text)
    for link in re.findall(r"<link\b[^>]*>", text):
        if re.search(r'rel="(?:stylesheet|icon|preload)"', link):
            found.append(re.search(r'href="([^"?]+)', link)[1])
    found += [
        re.search(r'\ssrc="([^"?]+)', image)[1] for image in re.findall(r"<img\b[^>]*>", text) if "lazy" not in image
    ]
    files = [normpath(join(dirname(path), address)) for address in found if not address.startswith("data:")]
    for style in [file for file in files if file.endswith(".css")]:
        named = re.findall(r"""url\(["']?(?!data:|#)([^"')]+)""", (HTML / style).read_text(encoding="utf-8"))
        files += [normpath(join(dirname(style), address)) for address in named]
    return list(dict.fromkeys(files))


@cache
def packed(file):
    content = (HTML / file).read_bytes()
    return len(content) if file.endswith((".woff2", ".png")) else len(gzip.compress(content, mtime=0))


def weight(path, text):
    return len(gzip.compress(text.encode(), mtime=0)) + sum(map(packed, loaded(path, text)))


def test_every_file_that_a_page_asks_for_is_there():
    missing = {
        (path, file) for path, text in pages().items() for file in loaded(path, text) if not (HTML / file).is_file()
    }
    assert not missing


def test_pages_are_light():
    weights = {path: weight(path, text) for path, text in pages().items()}
    assert median(weights.values()) <= MEDIAN
    assert {path: size for path, size in weights.items() if size > HEAVIEST} == {}


def test_every_script_of_a_page_has_something_to_do_there():
    idle = []
    for path, text in pages().items():
        for script in re.findall(r'<script\b[^>]*\ssrc="([^"?]+)', text):
            name = normpath(join(dirname(path), script)).removeprefix("_static/")
            if not wanted(name, text) and not (path == "search.html" and name in OF_SEARCH):
                idle.append((path, name))
    assert not idle
    assert all(any(name in text for text in pages().values()) for name in ("ledger.js", *THEME_SCRIPTS))


def test_no_page_names_what_the_book_does_not_use():
    unused = re.compile(r"fontawesome|thebe|togglebutton|bootstrap\.js|\.ttf\b")
    assert [(path, unused.search(text)[0]) for path, text in pages().items() if unused.search(text)] == []
    index = re.compile(r'src="[^"]*searchindex\.js')
    assert [path for path, text in pages().items() if path != "search.html" and index.search(text)] == []


def test_scripts_of_a_page_wait_until_it_is_read():
    held = [
        (path, script)
        for path, text in pages().items()
        if path != "search.html"
        for script in re.findall(r"<script\b[^>]*\ssrc=[^>]*>", text)
        if "defer" not in script
    ]
    assert not held


def test_every_picture_has_its_size():
    bare = [
        (path, image)
        for path, text in pages().items()
        for image in re.findall(r"<img\b[^>]*>", text)
        if not all(re.search(rf'\s{side}="\d+"', image) for side in ("width", "height"))
    ]
    assert not bare


def test_a_script_is_wanted_where_the_page_has_what_it_works_on():
    assert wanted("ledger.js", '<table class="ledger rows">') and not wanted("ledger.js", '<table class="reading">')
    assert wanted("togglebutton.js", '<div class="admonition note dropdown">')
    assert not wanted("togglebutton.js", '<div class="admonition note">')
    assert wanted("a-script-of-somebody-else.js", "")
    settings = "let toggleHintShow = 'Click to show';"
    assert wanted("", '<div class="toggle">', settings) and not wanted("", "<p>", settings)
    assert wanted("", "", "const other = 1;") and not wanted("", "", "DOCUMENTATION_OPTIONS.pagename = 'x';")
    assert all(re.compile(pattern) for pattern in NEEDED.values())


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic"])
def test_a_typeface_is_made_of_that_of_the_figures(face):
    made = json.loads((TYPEFACES / "made-of.json").read_text(encoding="utf-8"))[f"NotoSans-{face}.woff2"]
    source = ROOT / "src/landreform/exhibits/draw/fonts" / made["source"]
    again = "python tools/typefaces.py makes it anew"
    assert hashlib.sha256(source.read_bytes()).hexdigest() == made["source_sha256"], again
    assert hashlib.sha256((TYPEFACES / f"NotoSans-{face}.woff2").read_bytes()).hexdigest() == made["sha256"], again
    assert "SIL OPEN FONT LICENSE" in (TYPEFACES / "OFL.txt").read_text(encoding="utf-8").upper()


def test_the_typefaces_have_every_letter_of_the_pages_that_the_whole_typeface_has():
    made = json.loads((TYPEFACES / "made-of.json").read_text(encoding="utf-8"))
    kept = {code for pair in made["ranges"] for code in range(int(pair[0][2:], 16), int(pair[1][2:], 16) + 1)}
    whole = TTFont(ROOT / "src/landreform/exhibits/draw/fonts/NotoSans-Regular.ttf").getBestCmap()
    shown = set(map(ord, set().union(*(set(unescape(text)) for text in pages().values()))))
    assert {chr(code) for code in shown & set(whole) - kept} == set()


def width(of_letter, text):
    return sum(map(of_letter, text)) / len(text)


def of_font(file):
    font = TTFont(file)
    letters, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return lambda letter: widths[letters[ord(letter)]][0] / em


@pytest.mark.parametrize(("face", "weight"), [("Regular", 400), ("Bold", 700)])
def test_what_stands_in_for_the_typeface_is_as_wide_and_as_high(face, weight):
    text = re.sub(r"[^ -~]", "", (ROOT / "book/how-to-read.md").read_text(encoding="utf-8"))
    source = ROOT / f"src/landreform/exhibits/draw/fonts/NotoSans-{face}.ttf"
    fonts = Path(get_data_path()) / "fonts"
    dejavu = of_font(fonts / "ttf" / f"DejaVuSans{'-Bold' if weight == 700 else ''}.ttf")
    # Helvetica has the widths of Arial.
    with (fonts / "afm" / f"phv{face[0].lower()}8a.afm").open(encoding="ascii") as file:
        lines = [re.match(r"C (\d+) ; WX (\d+)", line) for line in file]
    arial = {chr(int(line[1])): int(line[2]) / 1000 for line in lines if line}
    arial |= {"'": arial["’"], "`": arial["‘"]} if "’" in arial else {}
    ours = width(of_font(source), text)
    high = TTFont(source)["hhea"]
    css = (ROOT / "book/_static/typefaces.css").read_text(encoding="utf-8")
    for name, theirs in (("Arial", width(arial.__getitem__, text)), ("DejaVu", width(dejavu, text))):
        rules = re.findall(r"@font-face \{[^}]*\}", css)
        (face_rule,) = [rule for rule in rules if f"from {name}" in rule and f"weight: {weight}" in rule]
        said = {key: float(value) / 100 for key, value in re.findall(r"([\w-]+): ([\d.]+)%", face_rule)}
        assert said["size-adjust"] == pytest.approx(ours / theirs, rel=0.015)
        assert said["ascent-override"] * said["size-adjust"] == pytest.approx(high.ascent / 1000, rel=1e-3)
        assert said["descent-override"] * said["size-adjust"] == pytest.approx(-high.descent / 1000, rel=1e-3)


#: Pages on which everything stands that pages show: front page, chapter, ledger, landing page of a figure, results.
LOOKED_AT = (
    "index.html",
    "notebooks/waves.html",
    "book/ledger/waves.html",
    "figures/fig-claims/index.html",
    "search.html",
)

# How every element looks. The first time it is kept, the second time told where it differs: how many elements there
# were and are, and of the first that differ what they are and how they looked and look.
_STYLES = """() => {
  const found = [...document.querySelectorAll("html, body *")]
    .filter((element) => !element.matches("script, style, noscript, link"))
    .map((element) => [element.tagName + "." + element.className, ...["", "::before", "::after"].map((part) => {
      const style = getComputedStyle(element, part);
      // An icon that the theme would set in a typeface of its own is another, or none.
      if (part && (style.content === "none" || /Font Awesome/.test(style.fontFamily))) return "";
      return SEEN.map((name) => name + ": " + style.getPropertyValue(name)).join("; ");
    })]);
  if (!window.looked) return void (window.looked = found);
  const differ = looked.flatMap(([name, ...parts], at) =>
    parts.map((part, k) => [name, part, found[at]?.[k + 1] ?? "nothing"]).filter(([, one, other]) => one !== other));
  return [looked.length, found.length, differ.slice(0, 5)];
}"""
# Also those that only what is folded away would ask for; what stands in for the typeface is not on every computer.
_FACES = "Promise.all([...document.fonts].map((face) => face.load().catch(() => 0))).then(() => 0)"
_SEEN = (
    "display position top left float width min-width max-width height margin-top margin-left padding-top padding-left "
    "color background-color border-top-width border-left-color font-size font-weight font-style line-height text-align "
    "white-space visibility opacity overflow-x z-index list-style-type text-decoration-line flex-direction "
    "justify-content content"
).split()


@in_browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_style_sheet_of_the_pages_looks_as_all_of_those_that_it_is_made_of(theme, browser):
    whole = re.search(r"/\*! Of: (.*?) \*/", (HTML / STYLE).read_text(encoding="utf-8"))[1].split(", ")
    script = _STYLES.replace("SEEN", json.dumps(_SEEN))
    view = browser.new_page(viewport={"width": 1400, "height": 900}, color_scheme=theme)
    for path in LOOKED_AT:
        view.goto((HTML / path).as_uri(), wait_until="load")
        assert view.evaluate("document.documentElement.dataset.theme") == theme
        # Icons are others.
        view.evaluate("document.querySelectorAll('.fa-solid').forEach((icon) => icon.remove())")
        view.evaluate(_FACES)
        view.evaluate(script)
        view.evaluate(
            """async (sheets) => {
              const old = document.querySelector('link[rel="stylesheet"]');
              const base = old.href.replace(/_static\\/.*/, "");
              await Promise.all(sheets.map((sheet) => new Promise((done, failed) => {
                const link = document.createElement("link");
                Object.assign(link, { rel: "stylesheet", href: base + sheet });
                link.onload = done;
                link.onerror = () => failed(sheet);
                old.before(link);
              })));
              old.remove();
              await document.fonts.ready;
            }""",
            whole,
        )
        view.evaluate(_FACES)
        ours, theirs, differ = view.evaluate(script)
        assert ours == theirs > 100
        assert [(name, *sorted(set(a.split("; ")) ^ set(b.split("; ")))) for name, a, b in differ] == [], path
    view.close()


@in_browser
def test_no_script_fails_and_what_the_theme_does_is_done(browser):
    view = browser.new_page(viewport={"width": 600, "height": 900}, color_scheme="light")
    errors = []
    view.on("pageerror", lambda error: errors.append((view.url, str(error))))
    view.on("console", lambda said: errors.append((view.url, said.text)) if said.type == "error" else None)
    lists = [f"book/{name}.html" for name in ("chronology", "bibliography", "figures", "people")]
    for path in (*LOOKED_AT, *lists):
        view.goto((HTML / path).as_uri(), wait_until="load")
    assert errors == []
    view.goto((HTML / "notebooks/waves.html").as_uri(), wait_until="load")
    expect(view.locator("#pst-primary-sidebar nav").first).to_be_hidden()
    view.locator("button.primary-toggle:visible").first.click()
    expect(view.locator("#pst-primary-sidebar-modal nav").first).to_be_visible()
    view.keyboard.press("Escape")
    view.wait_for_function("!document.querySelector('#pst-primary-sidebar-modal').open")
    view.locator(".theme-switch-button:visible").first.click()
    expect(view.locator("html")).to_have_attribute("data-theme", "dark")
    view.reload()
    expect(view.locator("html")).to_have_attribute("data-theme", "dark")
    expect(view.locator("button.copybtn")).not_to_have_count(0)
    view.close()


@in_browser
def test_text_and_figures_are_set_in_the_typeface_that_the_book_brings(browser):
    view = browser.new_page()
    view.goto((HTML / "notebooks/waves.html").as_uri(), wait_until="load")
    view.evaluate("document.fonts.ready.then(() => 0)")
    faces = view.evaluate("[...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.weight)")
    assert {"400", "700"} <= {{"normal": "400", "bold": "700"}.get(face, face) for face in faces}
    for selector in (".bd-article p", "svg.drawing text"):
        assert view.evaluate(f"getComputedStyle(document.querySelector('{selector}')).fontFamily").startswith(
            '"Noto Sans"'
        )
    # Every letter of Vietnamese is in it: none is as wide as in the typeface that stands in for what it lacks.
    letters = "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
    assert view.evaluate("(letters) => document.fonts.check('16px Noto Sans', letters)", letters)
    view.close()
