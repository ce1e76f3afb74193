"""Figures are read on a phone and open on the whole screen, with a script and without."""

import re

import pytest
from browsers import expect
from visited_pages import HTML

from landreform import exhibits
from landreform.exhibits.placement import places

#: Width and height of a phone, in pixels; least height of type on it.
PHONE, LEAST_TYPE = (360, 740), 8.0

#: What is seen of the drawings of a page: name, left and right end in pixels, least size of type that is shown; and how
#: far the figures with a drawing reach beyond themselves.
MEASURE = """() => {
  const shown = [...document.querySelectorAll("svg.drawing")].filter((svg) => svg.getClientRects().length);
  const drawings = shown.map((svg) => {
    const box = svg.getBoundingClientRect();
    const scale = svg.getScreenCTM().a;
    const sizes = [...svg.querySelectorAll("text")].map((text) => scale * parseFloat(getComputedStyle(text).fontSize));
    return [svg.id, box.left, box.right, Math.min(...sizes)];
  });
  const figures = [...document.querySelectorAll("figure:has(svg.drawing)")];
  return [drawings, figures.map((figure) => figure.scrollWidth - figure.clientWidth)];
}"""


def pages_with_figures():
    """Give the chapters with figures and the page of each figure, each with the slugs that it shows."""
    found = {}
    for slug in exhibits.slugs("figure"):
        found.setdefault(HTML / "notebooks" / f"{places()[slug].notebook}.html", []).append(slug)
        found[HTML / "figures" / slug / "index.html"] = [slug]
    return found


def test_on_a_phone_no_figure_scrolls_sideways_and_its_type_is_legible(browser):
    page = browser.new_page(viewport=dict(zip(("width", "height"), PHONE, strict=True)))
    seen, beyond, small = 0, [], []
    for path, slugs in pages_with_figures().items():
        page.goto(path.as_uri())
        drawings, reaches = page.evaluate(MEASURE)
        assert sorted(name for name, *_ in drawings) == sorted(f"{slug}-narrow-drawing" for slug in slugs), path
        seen += len(drawings)
        beyond += [(path.name, name) for name, left, right, _ in drawings if left < 0 or right > PHONE[0]]
        beyond += [(path.name, reach) for reach in reaches if reach > 0]
        small += [(name, size) for name, *_, size in drawings if size < LEAST_TYPE]
    page.close()
    assert seen == 2 * len(exhibits.slugs("figure"))
    assert (beyond, small) == ([], [])


@pytest.mark.parametrize("screen", [(1280, 800), PHONE], ids=["desktop", "phone"])
def test_the_link_above_a_figure_is_seen_whole(browser, screen):
    page = browser.new_page(viewport=dict(zip(("width", "height"), screen, strict=True)))
    page.goto((HTML / "notebooks" / "waves.html").as_uri())
    opening = page.locator(".drawing-open").first
    opening.scroll_into_view_if_needed()
    # At its upper and its lower edge there is the link itself, and not what it would be cut off by.
    at_edges = """(link) => { const box = link.getBoundingClientRect(); const middle = (box.left + box.right) / 2;
      return [box.top + 1, box.bottom - 1].map((y) => document.elementFromPoint(middle, y) === link); }"""
    assert opening.evaluate(at_edges) == [True, True]
    page.close()


def test_with_room_a_figure_has_its_wide_form_and_only_that(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((HTML / "figures" / "fig-claims" / "index.html").as_uri())
    assert [name for name, *_ in page.evaluate(MEASURE)[0]] == ["fig-claims-drawing"]
    page.close()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("screen", [(1280, 800), PHONE], ids=["desktop", "phone"])
def test_a_figure_opens_on_the_whole_screen_by_keyboard_and_closes(browser, screen, scripted):
    size = dict(zip(("width", "height"), screen, strict=True))
    context = browser.new_context(viewport=size, java_script_enabled=scripted)
    page = context.new_page()
    page.goto((HTML / "figures" / "fig-claims" / "index.html").as_uri())
    frame, opening = page.locator(".drawing-frame"), page.locator(".drawing-open")
    before = frame.bounding_box()
    opening.focus()
    page.keyboard.press("Enter")
    page.locator(".drawing-close").wait_for(state="visible")
    expect(page.locator("#fig-claims-narrow-drawing")).to_be_hidden()
    box = frame.bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, *screen)
    # The whole figure, no smaller than on a page, whatever the screen.
    assert page.locator("#fig-claims-drawing").bounding_box()["width"] >= 620
    if scripted:
        page.keyboard.press("Escape")
    else:
        page.go_back()
    page.locator(".drawing-close").wait_for(state="hidden")
    assert frame.bounding_box()["width"] == before["width"]
    context.close()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_closing_leads_back_to_the_link_that_opened(browser, scripted):
    context = browser.new_context(java_script_enabled=scripted)
    page = context.new_page()
    page.goto((HTML / "figures" / "fig-gap" / "index.html").as_uri() + "#fig-gap-whole")
    closing = page.locator(".drawing-close")
    expect(closing).to_be_visible()
    closing.click()
    expect(closing).to_be_hidden()
    expect(page.locator(".drawing-open")).to_be_visible()
    expect(page).to_have_url(re.compile("#fig-gap-open$"))
    context.close()
