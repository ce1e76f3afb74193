"""Figures find their place: no page is left half empty before one, and no chapter ends with a line or two."""

from __future__ import annotations

import pytest
from toy_pages import picture

from landreform.build.pdf import placing
from landreform.build.pdf.fullness import seen

DRAWING = '#drawing([#image("x.svg", alt: "x", width: 400.0pt)])'
SECOND = DRAWING.replace("x.svg", "y.svg")


def setting(text: str) -> placing.Looked:
    """Set a toy page: a paragraph fills 40 of 100, a figure 70 times its scale; what does not fit goes to the next."""
    pages, drawn = [0.0], []
    for line in text.splitlines():
        if line.startswith("#drawing"):
            height = 70 * float(line.split("width: ")[1].split("pt")[0]) / 400
        elif line.startswith("Para"):
            height = 40 if "leading: 0.54em" in text else 38
        else:
            continue
        if pages[-1] + height > 100:
            pages.append(0.0)
        if line.startswith("#drawing"):
            drawn.append({"page": len(pages), "y": 60 + pages[-1]})
        pages[-1] += height
    return placing.Looked([picture((14, 14 + int(1.72 * full))) for full in pages], drawn, [], [])


def settled(*blocks: str) -> list[str]:
    (text,) = placing.settle([placing.BOUNDARY.join(f"{block}\n" for block in blocks)], [setting])
    return [line for line in text.splitlines() if line.startswith(("Para", "#drawing", "=="))]


def test_how_full_a_page_is_and_where_it_is_empty():
    assert seen(picture()).full == 0
    assert seen(picture((14, 186))).full == pytest.approx(1, abs=0.05)
    assert seen(picture((14, 100))).full == pytest.approx(0.5, abs=0.05)
    assert seen(picture((14, 57), (143, 186))).full == pytest.approx(0.5, abs=0.05)  # what is between is empty
    assert seen(picture((14, 57), (143, 186))).gap == pytest.approx(0.5, abs=0.05)
    assert seen(picture((14, 100))).gap == pytest.approx(0.5, abs=0.05)
    assert seen(picture((2, 10), (190, 198))).full == 0  # running head and page number


def test_a_figure_that_does_not_fit_lets_the_next_paragraph_pass():
    assert settled("Para 1", DRAWING, "Para 2") == ["Para 1", "Para 2", DRAWING]


def test_a_figure_that_fits_stays():
    assert settled("Para 1", DRAWING.replace("400.0", "300.0"), "Para 2")[1].startswith("#drawing")


def at(order: list[str], words: str) -> int:
    (found,) = [number for number, line in enumerate(order) if words in line]
    return found


def test_a_figure_passes_no_other_and_not_into_the_last_section():
    order = settled("Para 1", DRAWING, "=== What would change this", "Para 2")
    assert at(order, "x.svg") < at(order, "What would change this")
    order = settled("Para 1", DRAWING, SECOND, "Para 2")
    assert at(order, "x.svg") < at(order, "y.svg")


def test_a_figure_takes_those_along_that_it_meets_and_text_fills_the_page():
    order = settled("Para 1", DRAWING, SECOND, "Para 2", "Para 3")
    assert at(order, "Para 2") < at(order, "x.svg") < at(order, "y.svg")


def test_no_figure_stands_between_a_heading_and_the_first_words_below_it():
    assert settled("=== Heading", DRAWING.replace("400.0", "100.0"), "Para 1")[1] == "Para 1"
    table = "#tabular(columns: (9pt,))"
    assert placing._led(placing.Arrangement(("== A\n", DRAWING, table))).blocks[1] == DRAWING


def test_a_chapter_is_set_with_an_area_for_each_drawing_that_gets_smaller_with_it():
    asked = []

    def setting(text: str) -> placing.Looked:
        asked.append(text)
        return placing.Looked([picture((14, 186))], [{"page": 1, "y": 80.0}], [], [])

    drawing = '#drawing([#image("x.svg", alt: "a \\"b\\" (c)", width: 400.0pt, height: 300.0pt)], caption: [C])'
    (text,) = placing.settle([f"{drawing}\n"], [setting])
    assert "#drawing([#rect(width: 400.0pt, height: 300.0pt, fill: black)], caption: [C])" in asked[0]
    assert drawing in text
    smaller = placing._scaled(placing.Arrangement((drawing,)), 0, 0.5)
    assert "width: 200.0pt, height: 150.0pt)]" in smaller.blocks[0]


def test_no_more_is_set_than_a_chapter_may_cost_and_what_is_kept_is_not_set_again():
    pages: list[int] = []

    def setting(text: str) -> placing.Looked:
        pages.append(6)
        tabled = [{"page": 1, "y": 700.0}, {"page": 2, "y": 90.0}]
        return placing.Looked([picture((14, 186))] * 5 + [picture((14, 20))], [], [], tabled)

    text = "#tabular()\n"
    (found,) = placing.settle([text], [setting])
    assert 1 < len(pages) <= len(placing.TIGHTNESS)
    before = len(pages)
    assert placing.settle([text], [setting], {text: found}) == [found]
    assert len(pages) == before
    pages.clear()
    many = f"{DRAWING}\n{placing.BOUNDARY}" + "".join(f"Para {at}\n{placing.BOUNDARY}" for at in range(40))

    def with_holes(text: str) -> placing.Looked:
        pages.append(6)
        drawn = [{"page": 2, "y": 70.0}]
        return placing.Looked([picture((14, 100))] * 5 + [picture((14, 20))], drawn, [], [])

    placing.settle([many], [with_holes])
    afforded = 3 * placing._MOST + placing._MOST_TIGHTENED
    assert sum(pages) <= afforded * placing._MORE + 4 * 6


def test_a_chapter_whose_table_leaves_a_row_on_the_next_page_is_set_in_the_first_way_that_does_not():
    def setting(text: str) -> placing.Looked:
        ends = 300.0 if "air.update(0.2pt)" in text else 90.0
        tabled = [{"page": 1, "y": 700.0}, {"page": 2, "y": ends}]
        return placing.Looked([picture((14, 186)), picture((14, 120))], [], [], tabled)

    (text,) = placing.settle(["#tabular()\n"], [setting])
    assert "#air.update(0.2pt)" in text
    whole = [{"page": 2, "y": 70.0}, {"page": 2, "y": 90.0}]
    (text,) = placing.settle(
        ["Para\n"], [lambda _: placing.Looked([picture((14, 186)), picture((14, 120))], [], [], whole)]
    )
    assert "#air.update(0.0pt)" in text


def test_a_text_without_setting_only_loses_its_boundaries():
    (text,) = placing.settle([f"Para 1\n{placing.BOUNDARY}Para 2\n"], [None])
    assert placing.BOUNDARY not in text
    assert "Para 1" in text
    assert "Para 2" in text


def test_the_page_ends_before_the_block_whose_note_would_stay_behind():
    def goes_astray(text: str) -> placing.Looked:
        astray = "#pagebreak(weak: true)" not in text
        notes = [{"number": 2, "mark": 1, "entry": 1}, {"number": 3, "mark": 2, "entry": 1 if astray else 2}]
        return placing.Looked([picture((14, 186))], [], notes, [])

    blocks = ("Para#footnote[a].", "== Heading", "#leading-to[Lead:]", "- One#footnote[b].\n- Two#footnote[c].")
    (text,) = placing.settle([placing.BOUNDARY.join(f"{block}\n" for block in blocks)], [goes_astray])
    assert "One#footnote[b].\n\n#pagebreak(weak: true)\n\n- Two" in text
    whole = (*blocks[:3], "Said#footnote[b], and said again#footnote[c].")
    turned = placing._turned(placing.Arrangement(whole), 3)
    assert turned.blocks == (whole[0], placing._TURN, *whole[1:])
