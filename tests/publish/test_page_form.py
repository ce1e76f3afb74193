"""Figures in the form for pages: letters are letters, ids and colours of their own, marks that lead to rows."""

import base64
import gzip
import io
import re
from collections import Counter
from xml.etree import ElementTree

import pytest
from drawn_exhibits import NARROW, drawn, every_form, form, svg, texts
from PIL import Image
from published import published

from landreform import exhibits
from landreform.exhibits.campaign import timeline
from landreform.exhibits.draw.dark import dark
from landreform.exhibits.draw.rows_shown import marks_of_rows
from landreform.ledger import tables
from landreform.publish.page_form import ENDING, IN_PAGES, ROWS, page_form

FIGURES = exhibits.slugs("figure")
each_figure = pytest.mark.parametrize("slug", FIGURES)

#: White and black, with how far (of 255) an image may be from what the drawing has for them.
WAYS = (("#ffffff", 0), ("#000000", 1))

#: Figures whose marks are rows of the ledger.
LED = {
    *("fig-claims", "fig-not-tolls", "fig-lattice", "fig-ladder", "fig-lineage", "fig-genealogy"),
    *("fig-required-multiplier", "fig-frontier"),
    *("fig-forest", "fig-leave-one-out", "fig-belief", "fig-pools", "fig-trace"),
    *("fig-overlap", "fig-tipping", "fig-needed"),
    *("fig-timeline", "fig-decisions", "fig-context"),
    *("fig-datings", "fig-datings-acts", "fig-datings-correction"),
    *("fig-waves-national", "fig-waves-thai-nguyen", "fig-communes-per-wave", "fig-cumulated-share", "fig-map"),
    *("fig-class-labels", "fig-quota", "fig-party-cells", "fig-audit-board", "fig-cell-shares"),
    "fig-corpus",
}


def file_of(slug):
    return (published().parent / IN_PAGES / f"{slug}.{ENDING}").read_text(encoding="utf-8")


def text_of(slug, narrow=False):
    """Give one form of a figure; each is a line of its file."""
    forms = file_of(slug).splitlines()
    assert len(forms) == (2 if slug in NARROW else 1)
    return forms[narrow]


def root_of(slug, narrow=False):
    return ElementTree.fromstring(text_of(slug, narrow))


@every_form
def test_every_word_of_a_figure_is_text(slug, narrow):
    lines = Counter(line for text, _ in texts(slug, narrow) for line in text.get_text().split("\n") if line.strip())
    assert Counter(element.text for element in root_of(slug, narrow).iter("text") if element.text.strip()) == lines


@each_figure
def test_it_draws_what_the_published_file_draws(slug):
    published_paths = {" ".join(path.split()) for path in re.findall(r' d="([^"]+)"', svg(slug))}
    paths = {" ".join(element.get("d", "").split()) for element in root_of(slug).iter("path")} - {""}
    assert paths and paths <= published_paths


@each_figure
def test_no_id_meets_that_of_another_figure_and_every_reference_is_met(slug):
    text = file_of(slug)
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(set(ids)) == len(ids) and all(name.startswith(f"{slug}-") for name in ids)
    assert set(re.findall(r'(?:href="|url\()#([^")]+)', text)) <= set(ids)


@every_form
def test_every_colour_has_another_on_a_dark_page_or_serves_on_both(slug, narrow):
    root = root_of(slug, narrow)
    (style,) = root.iter("style")
    rules = dict(re.findall(r"--c([0-9a-f]{6}):(#[0-9a-f]{6});", style.text))
    assert style.text.startswith(f'@media screen{{html[data-theme="dark"] #{root.get("id")}{{')
    root.remove(style)
    rest = ElementTree.tostring(root, encoding="unicode")
    used = set(re.findall(r"var\(--c([0-9a-f]{6}),#\1\)", rest))
    assert {colour: dark(f"#{colour}") for colour in used if dark(f"#{colour}") != f"#{colour}"} == rules
    # No colour stands in the drawing otherwise, and nothing is styled outside it.
    assert not re.search(
        r"#[0-9a-f]{6}\b", re.sub(r"var\(--c([0-9a-f]{6}),#\1\)", "", re.sub(r'href="[^"]*"', "", rest))
    )


def test_images_hold_shades_of_grey_and_change_sides_as_ink_does():
    seen = 0
    for slug in FIGURES:
        images = list(root_of(slug).iter("image"))
        assert ("image{filter:invert(0.93)}" in text_of(slug)) == bool(images), slug
        for image in images:
            raw = base64.b64decode(image.get("href").partition("base64,")[2])
            with Image.open(io.BytesIO(raw)) as picture:
                assert all(red == green == blue for _, (red, green, blue) in picture.convert("RGB").getcolors(1 << 24))
            seen += 1
    assert seen
    # White becomes the ground, and black what it becomes elsewhere.
    assert [round(255 * part) for part in (0.07, 0.93)] == [int(dark(ink)[1:3], 16) - shift for ink, shift in WAYS]


@pytest.mark.parametrize("slug", sorted(LED))
def test_the_marks_of_claims_and_dates_lead_to_rows_that_there_are(slug):
    links = list(root_of(slug).iter("a"))
    there = {f"{name}/{row}" for name, table in tables.load_all().items() for row in table.iloc[:, 0]}
    led = [row for link in links for row in link.get(ROWS).split(" ")]
    assert led and set(led) <= there
    # Each is reached once by the keyboard, and holds what is drawn of it.
    first = [link for link in links if link.get("tabindex") is None]
    assert sorted({link.get(ROWS) for link in links}) == sorted(link.get(ROWS) for link in first)
    assert all(len(link) for link in links) and not any(list(link.iter("a"))[1:] for link in links)


def test_every_claim_and_every_dating_drawn_has_its_link():
    for slug, column in (("fig-claims", "estimate"), ("fig-timeline", "dating"), ("fig-forest", "estimate")):
        rows = {row for link in root_of(slug).iter("a") for row in link.get(ROWS).split(" ")}
        data = drawn(slug).data
        if slug == "fig-timeline":  # whose data hold more than is drawn
            data = timeline.answers_drawn(data[data["event"].isin(timeline.DRAWN)])
        drawn_rows = set(" ".join(data[column].dropna()).split())
        assert {row.partition("/")[2] for row in rows} == drawn_rows, slug


def test_no_other_figure_has_links():
    assert {slug for slug in FIGURES if f"{ROWS}=" in text_of(slug)} == LED


@each_figure
def test_with_both_forms_it_weighs_no_more_than_the_published_file(slug):
    file = (published() / slug / f"{slug}.svg").read_bytes()
    assert len(gzip.compress(file_of(slug).encode())) <= len(gzip.compress(file))


def test_both_forms_lead_to_the_same_rows_and_the_page_tells_them_apart():
    assert NARROW
    for slug in NARROW:
        wide, narrow = root_of(slug), root_of(slug, narrow=True)
        assert [root.get("class") for root in (wide, narrow)] == ["drawing wide", "drawing narrow"], slug
        led = [{row for link in root.iter("a") for row in link.get(ROWS).split(" ")} for root in (wide, narrow)]
        assert led[0] == led[1], slug


@pytest.mark.parametrize("slug", ["fig-claims", "fig-waves-thai-nguyen"])
def test_writing_it_gives_the_same_bytes_and_leaves_the_figure_as_it_was(slug):
    shown, before = drawn(slug), svg(slug)
    assert page_form(shown) == page_form(shown) == file_of(slug).encode("utf-8")
    assert shown.svg() == before and "row-of" not in before
    for figure in (form(slug, narrow) for narrow in (False, True) if slug in NARROW or not narrow):
        assert all(artist.get_gid() is None for artist in marks_of_rows(figure))
