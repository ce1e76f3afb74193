"""Debian's chromium, started for the tests of one file, and what marks a test that needs it."""

import os
import shutil
from contextlib import contextmanager

import pytest

try:
    from playwright.sync_api import expect as expect
except ModuleNotFoundError:  # comes with the browser's tests, which are left out where there is no browser
    expect = None

BROWSER = shutil.which("chromium")
REQUIRED = os.environ.get("LANDREFORM_BROWSER") == "required"

#: A test that is left out where there is no browser, unless one is required: then it fails.
in_browser = pytest.mark.skipif(not BROWSER and not REQUIRED, reason="Debian's chromium is not installed")


@contextmanager
def launched():
    """Start the browser, and end it."""
    from playwright.sync_api import sync_playwright

    assert BROWSER, "chromium is required here and not installed"
    with sync_playwright() as playwright:
        # One process draws all pages: to start another for each takes as long as to open it. Scripts are not optimised
        # while they run: a page is left before that has paid.
        flags = ["--no-sandbox", "--disable-gpu", "--renderer-process-limit=1", "--js-flags=--no-opt --no-maglev"]
        browser = playwright.chromium.launch(executable_path=BROWSER, args=flags)
        yield browser
        browser.close()


def empty(page):
    """Leave nothing in a window of the page that was open in it: no setting that it kept, no medium but the screen.

    The page itself stays, until another is loaded.
    """
    page.evaluate("localStorage.clear(), sessionStorage.clear()")
    page.emulate_media(media="null")


def load(page, address):
    """Load a page anew, also where the page that is open has the same address but for its fragment."""
    if page.url.partition("#")[0] == address.partition("#")[0]:
        page.goto("about:blank")
    page.goto(address, wait_until="load")


class Windows:
    """Windows of a browser, one of each kind, in which one page is opened after the other: a new one costs more.

    Nothing of an earlier page is left: no setting that it kept, and no other medium than the screen.
    """

    def __init__(self, browser):
        self.browser, self.of_kind = browser, {}

    def open(self, address, **kind):
        """Open a page in the window of a kind, which is what `Browser.new_page` takes."""
        key = repr(sorted(kind.items()))
        if key in self.of_kind:
            page = self.of_kind[key]
            empty(page)
        else:
            page = self.of_kind[key] = self.browser.new_page(**kind)
        load(page, address)
        return page

    def close(self):
        """Close them all."""
        for page in self.of_kind.values():
            page.context.close()


def eventually(page, check):
    """Give what a function returns once it raises no AssertionError, within five seconds: a page may show it late."""
    for _ in range(50):
        try:
            return check()
        except AssertionError:
            page.wait_for_timeout(100)
    return check()
