"""Open every page of the rendered book in a browser, once, and note all that the tests ask of it.

Opening is what takes time: each page is opened in one of four windows (wide or as on a phone, light or dark), chosen by
its place in the order of the pages, and one page of each kind in all four. With ``LANDREFORM_WINDOWS=all`` in the
environment every page is opened in every window, which takes several minutes.
"""

import os
import time
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import cycle
from pathlib import Path

from browsers import launched

from landreform.paths import ROOT

HTML = ROOT / "_build" / "html"

WIDE, PHONE = 1400, 360
#: Width and colours of the windows.
WINDOWS = [(WIDE, "light"), (PHONE, "dark"), (WIDE, "dark"), (PHONE, "light")]
#: One page of each kind; these are opened in every window.
KINDS = (
    "book/index.html",
    "book/bibliography.html",
    "book/ledger/framings.html",
    "notebooks/waves.html",
    "figures/fig-waves-national/index.html",
)

#: A rule that axe does not apply by itself, and one that is asked here otherwise: the contrast of colours, which axe
#: gives up where anything lies over anything.
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,  # it would ask for the style sheets again, which a page on the disk may not
    "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}},
}

#: Script that a page is looked at with, besides axe.
LOOKS = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")


@cache
def axe():
    """Read the script of axe-core, which comes with what drives the browser and so only where there is one."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


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
        # Given to the browser once for all pages, it is also compiled but once; it does nothing until it is called.
        page.add_init_script(f"{axe()};{LOOKS}")
        page.on("request", lambda request: self.visit.requests.append(request.url))
        page.on("requestfailed", self._fail)
        page.on("pageerror", lambda error: self.visit.errors.append(str(error)))
        page.on("console", self._note)

    def _fail(self, request):
        # What was still being fetched when the page was left is given up by the browser itself.
        if request.failure != "net::ERR_ABORTED":
            self.visit.failures.append(f"{request.url} {request.failure}")

    def _note(self, message):
        if message.type == "error":
            self.visit.errors.append(message.text)

    def open(self, path):
        """Open a page and look at it; what it asks for late is noted until the next one is opened."""
        if self.window[0] == WIDE and self.visit:
            if self.visit.width[0]:  # what was looked at stands there still
                self.page.evaluate("looks.hide()")
            self.page.set_viewport_size({"width": WIDE, "height": 900})
        self.visit, self.left = Visit(path.relative_to(HTML).as_posix(), self.window), False
        self.page.goto(path.as_uri(), wait_until="load")
        self.loaded = time.monotonic()
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8"):  # it leads to another page at once
            self._look()

    def _look(self):
        found = self.page.evaluate("options => looks.all(options)", AXE_OPTIONS)
        self.visit.faults, self.visit.weak, self.visit.blind = found
        if self.window[0] == WIDE:
            self.page.set_viewport_size({"width": PHONE, "height": 800})
        self.visit.width = tuple(self.page.evaluate("looks.width()"))

    def finish(self):
        """Leave the page, at the earliest a tenth of a second after it was loaded."""
        if not self.left:
            self.page.wait_for_timeout(max(1, 100 - 1000 * (time.monotonic() - self.loaded)))
            yield self.visit
            self.left = True


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
    with launched() as browser:
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


def chosen_windows(place, path):
    """Choose the windows for a page by its place in the order of all pages."""
    every = os.environ.get("LANDREFORM_WINDOWS") == "all"
    if every or path.relative_to(HTML).as_posix() in KINDS:
        return WINDOWS
    return [WINDOWS[place % len(WINDOWS)]]
