"""A window in which one page is opened after another has nothing left of the page before."""

from browsers import in_browser

STATE = "[window.left, localStorage.length, sessionStorage.length, matchMedia('print').matches]"


@in_browser
def test_a_page_that_is_opened_finds_nothing_that_another_left(windows, tmp_path):
    for name in ("one", "other"):
        (tmp_path / f"{name}.html").write_text("<!doctype html><title>A page</title><p id='place'>Words.")
    addresses = ["one.html", "other.html", "other.html", "other.html#place", "other.html"]
    for address in addresses:
        page = windows.open((tmp_path / "one.html").as_uri().replace("one.html", address))
        assert page.evaluate(STATE) == [None, 0, 0, False], address
        page.evaluate("window.left = 1, localStorage.setItem('left', 1), sessionStorage.setItem('left', 1)")
        page.emulate_media(media="print")
        assert page.evaluate(STATE) == [1, 1, 1, True]


@in_browser
def test_windows_of_different_kinds_are_different(windows, tmp_path):
    (tmp_path / "page.html").write_text("<!doctype html><meta name='viewport' content='width=device-width'>")
    address = (tmp_path / "page.html").as_uri()
    wide, narrow = (windows.open(address, viewport={"width": width, "height": 500}) for width in (900, 300))
    assert wide is not narrow
    assert [page.evaluate("innerWidth") for page in (wide, narrow)] == [900, 300]
    assert windows.open(address, viewport={"width": 900, "height": 500}) is wide
