"""Open every page of the rendered book in a browser, once, and note all that the tests ask of it.

Opening is what takes time: each page is opened in one of four windows (wide or as on a phone, light or dark), chosen by
its place in the order of the pages, and one page of each kind in all four. With ``LANDREFORM_WINDOWS=all`` in the
environment every page is opened in every window, which takes several minutes.
"""

import os
import shutil
import time
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import cycle
from pathlib import Path

from landreform.paths import ROOT

HTML = ROOT / "_build" / "html"
BROWSER = shutil.which("chromium")
REQUIRED = os.environ.get("LANDREFORM_BROWSER") == "required"

WIDE, PHONE = 1400, 360
#: Width and colours of the windows.
WINDOWS = [(WIDE, "light"), (PHONE, "dark"), (WIDE, "dark"), (PHONE, "light")]
#: One page of each kind; these are opened in every window.
KINDS = (
    "book/index.html",
    "book/what-happened/the-waves.html",
    "book/tom-tat.html",
    "book/methods.html",
    "book/bibliography.html",
    "book/glossary.html",
    "book/index-of-names.html",
    "book/chronology.html",
    "book/figures.html",
    "book/how-to-cite.html",
    "book/ledger/index.html",
    "book/ledger/framings.html",
    "notebooks/findings.html",
    "notebooks/waves.html",
    "figures/fig-waves-national/index.html",
    "figures/tab-places-waves/index.html",
    "search.html",
)

#: Rules that axe does not apply by itself, and one that is asked here otherwise: the contrast of colours, which axe gives
#: up where anything lies over anything.
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,  # it would ask for the style sheets again, which a page on the disk may not
    "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}},
}

#: Text whose contrast with what lies under it is too small, each with its ratio; as WCAG 2.2 computes it (1.4.3).
CONTRAST = """() => {
  const number = (text) => text.match(/[\\d.]+/g).map(Number);
  const parse = (text) => {
    if (text.startsWith("color(srgb")) {
      const [r, g, b, a = 1] = number(text.slice(10));
      return [r * 255, g * 255, b * 255, a];
    }
    const [r, g, b, a = 1] = number(text);
    return [r, g, b, a];
  };
  const over = (top, under) => {
    const a = top[3] + under[3] * (1 - top[3]);
    return a ? [0, 1, 2].map((i) => (top[i] * top[3] + under[i] * under[3] * (1 - top[3])) / a).concat(a) : [0, 0, 0, 0];
  };
  const light = (color) => {
    const [r, g, b] = color.slice(0, 3).map((c) => {
      const s = c / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const grounds = new Map();
  const ground = (element) => {
    if (!element) return [255, 255, 255, 1];
    if (!grounds.has(element)) {
      const own = parse(getComputedStyle(element).backgroundColor);
      grounds.set(element, own[3] === 1 ? own : over(own, ground(element.parentElement)));
    }
    return grounds.get(element);
  };
  const known = new Map();
  const weak = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (known.has(element) || !walker.currentNode.data.trim()) continue;
    known.set(element, true);
    // Drawings have tests of their own; what is not shown, or is turned off, need not be read.
    if (element.closest("svg, script, style, noscript, option, :disabled")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const style = getComputedStyle(element);
    const under = ground(element);
    const drawn = over(parse(style.color), under);
    const [a, b] = [light(drawn), light(under)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) {
      const name = element.tagName.toLowerCase() + (element.className ? "." + String(element.className).replace(/ +/g, ".") : "");
      const key = `${name} in ${element.parentElement.tagName.toLowerCase()}.${element.parentElement.className}`;
      if (!weak.has(key)) weak.set(key, `${ratio.toFixed(2)} ${style.color} on ${under.map(Math.round)} ${key}: ${walker.currentNode.data.trim().slice(0, 30)}`);
    }
  }
  return [...weak.values()];
}"""

#: Opens all that a reader can open, but for code: it is made of thousands of coloured words, all of one kind.
OPEN_ALL = """() => { for (const one of document.querySelectorAll("details:not(:has(.highlight))")) one.open = true; }"""

#: Elements that reach over the right edge of the window and do not stand in a frame that scrolls.
WIDTH = """() => {
  const root = document.documentElement;
  const held = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== "visible") return true;
    return false;
  };
  const wide = root.scrollWidth <= root.clientWidth ? [] :
    [...document.body.querySelectorAll("*")]
      .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !held(one))
      .map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class")}`);
  return [root.scrollWidth, [...new Set(wide)].slice(0, 5)];
}"""


#: Things that the keyboard reaches and that do not show it, one of each kind.
FOCUS = """() => {
  const seen = new Set();
  const blind = [];
  const reached = "a[href], button, summary, input, select, textarea, [tabindex='0']";
  for (const one of document.querySelectorAll(reached)) {
    const kind = `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}`;
    if (seen.has(kind) || !one.checkVisibility({ visibilityProperty: true })) continue;
    one.focus({ preventScroll: true });
    if (document.activeElement !== one) continue;
    seen.add(kind);
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) blind.push(kind);
  }
  document.activeElement.blur();
  return blind;
}"""


def pages():
    """Give every page of the book; a template of the theme in _static is none."""
    found = sorted(path for path in HTML.rglob("*.html") if "_static" not in path.relative_to(HTML).parts)
    assert found, "no rendered book; make book builds it"
    return found


@dataclass
class Visit:
    """What was seen of a page in one window."""

    page: str
    window: tuple[int, str]
    requests: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    #: What scripts threw or wrote as an error.
    errors: list[str] = field(default_factory=list)
    #: Of axe: rule and the elements that break it.
    faults: dict[str, list[str]] = field(default_factory=dict)
    #: Text that hardly stands out, and what does not show that the keyboard is on it.
    weak: list[str] = field(default_factory=list)
    blind: list[str] = field(default_factory=list)
    #: Width of the page where the window is as wide as a phone, and what makes it wider.
    width: tuple[int, list[str]] = (0, [])


class Tab:
    """A tab of the browser, in which one page is opened after another."""

    def __init__(self, page, window):
        self.page, self.window, self.loaded = page, window, 0.0
        self.visit, self.left = None, True
        page.on("request", lambda request: self.visit.requests.append(request.url))
        page.on("requestfailed", lambda request: self.visit.failures.append(request.url))
        page.on("pageerror", lambda error: self.visit.errors.append(str(error)))
        page.on("console", self._note)

    def _note(self, message):
        if message.type == "error":
            self.visit.errors.append(message.text)

    def open(self, path):
        """Open a page and look at it; what it asks for late is noted until the next one is opened."""
        self.visit, self.left = Visit(path.relative_to(HTML).as_posix(), self.window), False
        if self.window[0] == WIDE:
            self.page.set_viewport_size({"width": WIDE, "height": 900})
        self.page.goto(path.as_uri(), wait_until="load")
        self.loaded = time.monotonic()
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8"):  # it leads to another page at once
            self._look()

    def _look(self):
        self.page.evaluate(OPEN_ALL)
        self.page.evaluate(AXE)
        result = self.page.evaluate("options => axe.run({ exclude: ['.highlight'] }, options)", AXE_OPTIONS)
        for rule in result["violations"]:
            self.visit.faults[rule["id"]] = [" ".join(map(str, node["target"])) for node in rule["nodes"]]
        self.visit.weak = self.page.evaluate(CONTRAST)
        self.visit.blind = self.page.evaluate(FOCUS)
        if self.window[0] == WIDE:
            self.page.set_viewport_size({"width": PHONE, "height": 800})
        self.visit.width = tuple(self.page.evaluate(WIDTH))

    def finish(self):
        """Leave the page, at the earliest a tenth of a second after it was loaded."""
        if not self.left:
            self.page.wait_for_timeout(max(1, 100 - 1000 * (time.monotonic() - self.loaded)))
            yield self.visit
            self.left = True


AXE = (Path(str(files("axe_playwright_python"))) / "axe.min.js").read_text(encoding="utf-8")


def visit_all(paths, windows_of):
    """Open pages, each in some of the windows.

    Parameters
    ----------
    paths : list of pathlib.Path
    windows_of : function of place and path
        Returns the windows in which a page is opened.

    Yields
    ------
    Visit
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        tabs = {}
        for window in WINDOWS:
            width, scheme = window
            phone = {"is_mobile": True, "has_touch": True} if width == PHONE else {}
            size = {"width": width, "height": 800 if phone else 900}
            context = browser.new_context(viewport=size, color_scheme=scheme, **phone)
            # In turn: while one loads its next page, the other still sees what its page asks for late.
            tabs[window] = cycle([Tab(context.new_page(), window) for _ in range(2)])
        for place, path in enumerate(paths):
            for window in windows_of(place, path):
                tab = next(tabs[window])
                yield from tab.finish()
                tab.open(path)
        for pair in tabs.values():
            for tab in (next(pair), next(pair)):
                yield from tab.finish()
        browser.close()


def chosen_windows(place, path):
    """Choose the windows for a page by its place in the order of all pages."""
    every = os.environ.get("LANDREFORM_WINDOWS") == "all"
    if every or path.relative_to(HTML).as_posix() in KINDS:
        return WINDOWS
    return [WINDOWS[place % len(WINDOWS)]]
