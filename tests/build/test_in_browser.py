"""The rendered book asks nothing of the network."""

import os
import re
import shutil
import time
from itertools import cycle

import pytest

from landreform.paths import ROOT

HTML = ROOT / "_build" / "html"
BROWSER = shutil.which("chromium")
REQUIRED = os.environ.get("LANDREFORM_BROWSER") == "required"


def pages():
    # _static holds a template of the theme, which is no page.
    found = sorted(path for path in HTML.rglob("*.html") if "_static" not in path.relative_to(HTML).parts)
    assert found, "no rendered book; make book builds it"
    return found


class Tab:
    """A tab of the browser, in which one page is opened after another."""

    def __init__(self, page):
        self.page, self.path, self.loaded = page, None, 0.0
        self.requests, self.failures = [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.failures.append(request.url))

    def open(self, path):
        self.path, self.requests, self.failures = path, [], []
        self.page.goto(path.as_uri(), wait_until="load")
        self.loaded = time.monotonic()

    def finish(self, home, leaving, missing):
        """Leave the page, at the earliest a tenth of a second after it was loaded, and count what it has asked for."""
        if self.path is None:
            return 0
        self.page.wait_for_timeout(max(1, 100 - 1000 * (time.monotonic() - self.loaded)))
        leaving += [(self.path.name, url) for url in self.requests if not url.startswith((home, "data:", "blob:"))]
        missing += [(self.path.name, url) for url in self.failures]
        return len(self.requests)


@pytest.mark.skipif(not BROWSER and not REQUIRED, reason="Debian's chromium is not installed")
def test_no_page_makes_a_request_that_leaves_the_folder():
    from playwright.sync_api import sync_playwright

    assert BROWSER, "chromium is required here and not installed"
    home = HTML.as_uri() + "/"
    leaving, missing, seen = [], [], 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context()
        # Several tabs in turn: while one loads its next page, the others still see what theirs ask for late.
        tabs = [Tab(context.new_page()) for _ in range(6)]
        for path, tab in zip(pages(), cycle(tabs)):
            seen += tab.finish(home, leaving, missing)
            tab.open(path)
        for tab in tabs:
            seen += tab.finish(home, leaving, missing)
        browser.close()
    assert seen >= len(pages())
    assert leaving == []
    assert missing == []


def test_no_page_names_a_foreign_script_style_font_or_picture():
    loads = re.compile(r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=\"(?:https?:)?//[^\"]*\"")
    links = re.compile(r"<link\b[^>]*>")
    for path in pages():
        text = path.read_text(encoding="utf-8")
        assert loads.findall(text) == [], path
        for link in links.findall(text):
            if re.search(r'rel="(?:stylesheet|preload|icon|prefetch|preconnect|shortcut icon)"', link):
                assert not re.search(r'href="(?:https?:)?//', link), (path, link)
    for path in HTML.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", path.read_text(encoding="utf-8")), path
