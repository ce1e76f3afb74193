"""Figures find their place: no page is left half empty before one, and no chapter ends with a line or two."""

from __future__ import annotations

import json

import pytest
from toy_pages import picture

from landreform.build.pdf import placing
from landreform.build.pdf.fullness import seen

DRAWING = '#drawing([#image("x.svg", alt: "x", width: 400.0pt)])'


def setting(text: str) -> tuple[list[bytes], str, str]:
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
    return [picture((14, 14 + int(1.72 * full))) for full in pages], json.dumps(drawn), "[]"


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


def test_a_figure_passes_no_other_and_not_into_the_last_section():
    order = settled("Para 1", DRAWING, "=== What would change this", "Para 2")
    assert order.index(DRAWING) < order.index("=== What would change this")
    second = DRAWING.replace("x.svg", "y.svg")
    order = settled("Para 1", DRAWING, second, "Para 2")
    assert order.index(DRAWING) < order.index(second)


def test_a_text_without_setting_only_loses_its_boundaries():
    (text,) = placing.settle([f"Para 1\n{placing.BOUNDARY}Para 2\n"], [None])
    assert placing.BOUNDARY not in text
    assert "Para 1" in text
    assert "Para 2" in text


def test_the_page_ends_before_the_block_whose_note_would_stay_behind():
    def goes_astray(text: str) -> tuple[list[bytes], str, str]:
        astray = "#pagebreak(weak: true)" not in text
        notes = [{"number": 2, "mark": 1, "entry": 1}, {"number": 3, "mark": 2, "entry": 1 if astray else 2}]
        return [picture((14, 186))], "[]", json.dumps(notes)

    blocks = ("Para#footnote[a].", "== Heading", "#leading-to[Lead:]", "- One#footnote[b].\n- Two#footnote[c].")
    (text,) = placing.settle([placing.BOUNDARY.join(f"{block}\n" for block in blocks)], [goes_astray])
    assert "One#footnote[b].\n\n#pagebreak(weak: true)\n\n- Two" in text
    whole = (*blocks[:3], "Said#footnote[b], and said again#footnote[c].")
    turned = placing._turned(placing.Arrangement(whole), 3)
    assert turned.blocks == (whole[0], placing._TURN, *whole[1:])
